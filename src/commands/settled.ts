import type { PdfCache } from '../io/cache.js';
import type { AssetEntry, Output } from '../io/output.js';
import type { ManifestEntry } from '../model/document.js';
import type { DepartmentInput, Inputs, YearInput } from '../model/inputs.js';

/** What an earlier run noted of departments whose documents it made without a word to say. */
export interface Settled {
  /** The inputs without the departments of which nothing is to be done. */
  inputs: Inputs;
  /** How many documents of these departments are there. */
  documents: number;
}

/**
 * Leaves out the departments whose files are those of an earlier run that found nothing wrong, and whose documents are
 * all there, byte by byte: checking, rendering and printing them would come to the same. A year that is bound into a
 * volume is left out only as a whole, for binding needs all of it.
 *
 * @param common what all departments are made with, besides their files
 * @param binds whether years are bound into volumes
 */
export async function leaveOutSettled(
  inputs: Inputs,
  common: readonly string[],
  binds: boolean,
  cache: PdfCache,
  output: Output,
): Promise<Settled> {
  const settled: Settled = { inputs: { ...inputs, years: [] }, documents: 0 };
  for (const year of inputs.years) {
    const isBound = binds && year.departments.length > 1;
    const recalled = await Promise.all(year.departments.map(async department => ({
      department,
      entries: await recallIn(inputs, department, cache, departmentKey(common, year, department)) ?? [],
    })));
    const bound = isBound ? await recallIn(inputs, year, cache, yearKey(common, year)) : [];
    const there = recalled.filter(({ entries }) => entries.length > 0 && output.has(entries));
    const isWhole = there.length === recalled.length && bound !== undefined && output.has(bound);
    const left = isBound && !isWhole ? [] : there;
    const departments = year.departments.filter(one => !left.some(({ department }) => department === one));
    settled.inputs.years.push({ ...year, departments });
    settled.documents += left.reduce((sum, { entries }) => sum + entries.length, 0) + (isWhole ? bound.length : 0);
  }
  return settled;
}

/** Notes the documents of a department. */
export function settleDepartment(
  common: readonly string[],
  year: YearInput,
  department: DepartmentInput,
  entries: readonly ManifestEntry[],
  cache: PdfCache,
): Promise<void> {
  return cache.remember(departmentKey(common, year, department), entries);
}

/** Notes the volume of a year. */
export function settleYear(
  common: readonly string[],
  year: YearInput,
  entries: readonly ManifestEntry[],
  cache: PdfCache,
): Promise<void> {
  return cache.remember(yearKey(common, year), entries);
}

/** What the HTML pages share, made anew only when something in it changed. */
export async function settleAssets(
  key: readonly string[],
  make: () => Promise<AssetEntry[]>,
  cache: PdfCache | undefined,
  output: Output,
): Promise<void> {
  const known = (await cache?.recall(['assets', ...key])) as AssetEntry[] | undefined;
  if (known && output.hasAssets(known)) return;
  const made = await make();
  await cache?.remember(['assets', ...key], made);
}

async function recallIn(
  inputs: Inputs,
  { path }: { path: string },
  cache: PdfCache,
  key: (string | Uint8Array)[],
): Promise<ManifestEntry[] | undefined> {
  const isQuestioned = inputs.diagnostics.some(({ file }) => file.startsWith(`${path}/`));
  return isQuestioned ? undefined : (await cache.recall(key)) as ManifestEntry[] | undefined;
}

function departmentKey(common: readonly string[], year: YearInput, { path, form, projects }: DepartmentInput) {
  const files = [year.scheme, form, ...projects].filter(source => source !== undefined);
  return ['department', ...common, path, ...files.flatMap(source => [source.path, source.bytes])];
}

function yearKey(common: readonly string[], year: YearInput): (string | Uint8Array)[] {
  return ['year', ...common, ...year.departments.flatMap(department => departmentKey([], year, department))];
}
