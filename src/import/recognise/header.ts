import { labelIn } from './label.js';
import type { Item } from './ledger.js';
import type { Line } from './lines.js';
import type { Book, Place, TableBook } from './words.js';

/** A column of a table in the source. */
export interface Column {
  item: Item;
  from: number;
  to: number;
  /** The columns that it names in the files: of one, or of both, a form and its target. */
  places: readonly Place[];
  is: 'field' | 'joined' | 'order' | 'unknown';
}

export interface Header {
  table: TableBook;
  columns: Column[];
  /** The label of the whole table, in the same row. */
  label: Item | undefined;
}

const ORDER = /^(?:序号|编号|项次)$/;
const LEVELS = /^\/(?:level1|level2|name)$/;

/**
 * Returns the headers in a row: of one table, or of two periods side by side. A table is found by two labels of
 * levels, or
 * by one and another column; a table of the layout's own by two columns.
 */
export function headersIn(line: Line, book: Book): Header[] {
  const found = book.tables.map(table => headerOf(line, table, book)).filter(header => header !== undefined);
  const best = found.reduce<Header | undefined>(
    (most, one) => (most && knownIn(most) >= knownIn(one) ? most : one),
    undefined,
  );
  return best ? splitPeriods(best, book) : [];
}

function knownIn({ columns }: Header): number {
  return columns.filter(({ is }) => is === 'field' || is === 'joined').length;
}

function headerOf(line: Line, table: TableBook, book: Book): Header | undefined {
  if (line.row === 0) return undefined;
  let label: Item | undefined;
  const columns = line.items.flatMap((item): Column[] => {
    const bare = labelIn(item.text);
    const places = table.columns.get(bare) ?? [];
    const own = [...new Map(places.map(place => [place.part, place] as const).reverse()).values()];
    const range = { item, from: item.column, to: item.column + item.columns - 1 };
    const isJoined =
      table.joined.has(bare) &&
      !line.items.some(other => other !== item && isLevel(table.columns.get(labelIn(other.text))));
    if (isJoined) return [{ ...range, places: own, is: 'joined' }];
    if (own.length) return [{ ...range, places: own, is: 'field' }];
    if (ORDER.test(bare)) return [{ ...range, places: [], is: 'order' }];
    if (!label && (book.fields.get(bare) ?? []).some(({ schema }) => schema.items)) {
      label = item;
      return [];
    }
    return [{ ...range, places: [], is: 'unknown' }];
  });
  const known = columns.filter(({ is }) => is === 'field' || is === 'joined');
  const different = new Set(known.map(({ places, is }) => places[0]?.at ?? is));
  const isOfIndicators = /^\/(?:indicators|termIndicators)$/.test(table.at);
  const isEnough =
    different.size >= 2 &&
    (isOfIndicators
      ? known.some(({ places, is }) => is === 'joined' || isLevel(places))
      : known.length * 2 > line.items.length - (label ? 1 : 0));
  return isEnough ? { table, columns, label } : undefined;
}

function isLevel(places: readonly Place[] = []): boolean {
  return places.some(({ at }) => LEVELS.test(at));
}

/** 中期 and 年度 side by side have each label twice; the class to the left is of both. */
function splitPeriods(header: Header, book: Book): Header[] {
  const names = header.columns.filter(({ places }) => places.some(({ at }) => at === '/name'));
  const [term, year] = ['/termIndicators', '/indicators'].map(at => book.tables.find(table => table.at === at));
  if (names.length !== 2 || !term || !year) return [header];
  const repeated = header.columns.find((column, index) =>
    header.columns
      .slice(0, index)
      .some(other => other.places[0]?.at !== undefined && other.places[0].at === column.places[0]?.at),
  );
  const from = repeated?.from ?? 0;
  const left = header.columns.filter(column => column.from < from);
  const right = header.columns.filter(column => column.from >= from);
  const isOf = (columns: Column[], at: string): boolean => columns.some(({ places }) => places[0]?.at === at);
  const shared = left.filter(
    ({ places }) => /^\/level/.test(places[0]?.at ?? '') && !isOf(right, places[0]?.at ?? ''),
  );
  const of = (table: TableBook, columns: Column[]): Column[] =>
    columns.map(column => ({ ...column, places: table.columns.get(labelIn(column.item.text)) ?? [] }));
  return [
    { ...header, table: term, columns: of(term, left) },
    { ...header, table: year, label: undefined, columns: of(year, [...shared, ...right]) },
  ];
}
