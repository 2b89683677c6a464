import { compareText } from '../../model/diagnostic.js';
import type { ManifestEntry } from '../../model/document.js';
import { departmentOf } from '../../model/inputs.js';

/** A share of the departments: the `index`-th of `count`, from 1. */
export interface Shard {
  index: number;
  count: number;
}

/** Says what it costs to make the documents of a department, in any unit. */
export interface Cost {
  /** e.g. `data/2024/甲` */
  path: string;
  cost: number;
}

/**
 * Returns the cost of departments: the pages of their last documents, and a page a form for those without documents. It
 * is about the processor time: a form of one page takes 0.07 s, of two 0.23 s, of five 0.54 s.
 *
 * @param departments folders, with the number of forms in each
 * @param documents the manifest of an earlier run
 */
export function costsOf(
  departments: readonly { path: string; forms: number }[],
  documents: readonly Pick<ManifestEntry, 'format' | 'kind' | 'sources' | 'pages'>[],
): Cost[] {
  const known = new Map<string, number>();
  for (const { format, kind, sources, pages } of documents) {
    const [source] = sources;
    if (format !== 'pdf' || kind === 'volume' || source === undefined) continue;
    const path = departmentOf(source);
    known.set(path, (known.get(path) ?? 0) + (pages ?? 1));
  }
  return departments.map(({ path, forms }) => ({ path, cost: known.get(path) ?? forms }));
}

/**
 * Divides departments into shares of about the same cost: the dearest first, each to the share that has least. The
 * same costs give the same shares on every machine.
 *
 * @returns the folders of each share, sorted; some are empty when there are more shares than departments
 */
export function sharesOf(costs: readonly Cost[], count: number): string[][] {
  const shares = Array.from({ length: count }, () => ({ cost: 0, paths: [] as string[] }));
  const dearest = [...costs].sort((a, b) => b.cost - a.cost || compareText(a.path, b.path));
  for (const { path, cost } of dearest) {
    const least = shares.reduce((best, one) => (one.cost < best.cost ? one : best));
    least.paths.push(path);
    least.cost += cost;
  }
  return shares.map(({ paths }) => paths.sort(compareText));
}
