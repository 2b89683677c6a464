import type { OfficeFile } from '../grid.js';
import { treeAt } from './draft.js';
import type { LayoutReader } from './attempts.js';
import type { Entry } from './ledger.js';
import { type Line, linesOf } from './lines.js';
import type { Reading } from './read-form.js';
import { splitForms } from './split-forms.js';
import { yearOf } from './year.js';

/** A form of a file, as read; or why it was not read. */
export type Found =
  | { is: 'read'; layout: string; year: string; reading: Reading; lines: readonly Line[] } |
  { is: 'refused'; why: string; hint: string; entries: readonly Entry[]; lines: readonly Line[] };

/** The share of texts that must be understood; below it a form is refused. */
const LEAST = 0.5;

function formsOf(file: OfficeFile, readers: readonly LayoutReader[]): Line[][] {
  const titles = new Set(readers.flatMap(reader => [...reader.titles]));
  return splitForms(
    linesOf(file),
    titles,
    readers.flatMap(({ books }) => books),
  );
}

function yearInName(path: string): string | undefined {
  return /(?<!\d)20\d{2}(?!\d)/.exec(path.split(/[\\/]/).at(-1) ?? '')?.[0];
}

/** Returns the first year that a form of a file says, for files beside it that say none. */
export function yearIn(file: OfficeFile, readers: readonly LayoutReader[]): string | undefined {
  return (
    formsOf(file, readers)
      .map(yearOf)
      .find(year => year !== undefined) ?? yearInName(file.path)
  );
}

/**
 * Reads the forms of a file with the layout that they are closest to.
 *
 * @param readers of the layouts to try; of equals the first one
 * @param year for forms that do not say one, or for all
 * @param others a year that files beside it say
 * @param isNamed true when the user named the layout: then nothing is refused for being unlike
 */
export function recognise(
  file: OfficeFile,
  readers: readonly LayoutReader[],
  year: string | undefined,
  isNamed: boolean,
  others?: string,
): Found[] {
  const forms = formsOf(file, readers);
  const years = forms.map(yearOf);
  const common = year ?? years.find(one => one !== undefined) ?? yearInName(file.path) ?? others;
  if (common === undefined) {
    return forms.map(form => ({
      is: 'refused',
      why: '看不出是哪一年的表',
      hint: '加 --year 年度',
      entries: unread(form),
      lines: form,
    }));
  }
  const read = readers.map(({ layout, readings }) => {
    const best = forms.map((form, index) => bestOf(readings(form, year ?? years[index] ?? common)));
    return { layout, best, score: best.reduce((sum, reading) => sum + (reading ? scoreOf(reading) : 0), 0) };
  });
  const chosen = read.reduce<(typeof read)[number] | undefined>(
    (most, one) => (most && most.score >= one.score ? most : one),
    undefined,
  );
  return forms.map((form, index): Found => {
    const reading = chosen?.best[index];
    const share = reading ? shareOf(reading.entries) : 0;
    if (chosen && reading && (isNamed || share >= LEAST) && hasNames(reading)) {
      return { is: 'read', layout: chosen.layout, year: year ?? years[index] ?? common, reading, lines: form };
    }
    const like = chosen ? `最像版式 ${chosen.layout}，也只认出 ${Math.round(share * 100)}%` : '没有版式';
    const why = reading && share >= LEAST ? '找不到项目名称' : `认不出这张表：${like}`;
    return {
      is: 'refused',
      why,
      hint: '用 --layout 指定版式，或用 --new-layout 名称 按这张表新建一个',
      entries: unread(form),
      lines: form,
    };
  });
}

function unread(lines: readonly Line[]): Entry[] {
  return lines.flatMap(({ items }) =>
    items.map(item => ({ item, text: item.text, use: { is: 'unplaced' as const, why: '这张表没有读' } })),
  );
}

function bestOf(readings: readonly Reading[]): Reading | undefined {
  return readings.reduce<Reading | undefined>(
    (best, one) => (best && scoreOf(best) >= scoreOf(one) ? best : one),
    undefined,
  );
}

const WORTH = { value: 2, label: 1, fixed: 1, printed: 1, unplaced: -2 };

/** Returns how well a reading fits: understood texts count; others, and due fields that are empty, are taken off. */
function scoreOf({ entries, book, drafts }: Reading): number {
  const missing = [...book.parts]
    .filter(([part]) => drafts.has(part) && part !== 'department')
    .flatMap(([part, { kind }]) =>
      (kind.schema.due ?? []).filter(code => treeAt(drafts.get(part) ?? {}, `/${code}`) === undefined),
    );
  const own = book.parts.get('own');
  const isTitled =
    own !== undefined &&
    entries.some(
      ({ use, item }) => use.is === 'fixed' && item.text.includes(own.kind.title.replace(/\{年度\}年度?/, '')),
    );
  return entries.reduce((sum, { use }) => sum + WORTH[use.is], 0) - missing.length + (isTitled ? 5 : 0);
}

function shareOf(entries: readonly Entry[]): number {
  const placed = entries.filter(({ use }) => use.is !== 'unplaced').length;
  return entries.length ? placed / entries.length : 0;
}

/** A project must have a name; so must the target of a later stage. */
function hasNames({ book, drafts }: Reading): boolean {
  return [...book.parts].every(([part, { kind }]) => {
    const isProject = kind.role === 'project';
    return !isProject || treeAt(drafts.get(part) ?? {}, '/name') !== undefined;
  });
}
