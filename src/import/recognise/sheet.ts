import type { Dictionary } from './dictionary.js';
import { Builder } from './builder.js';
import { FactReader } from './facts.js';
import { type Column, headersIn } from './header.js';
import { labelIn } from './label.js';
import type { Item } from './ledger.js';
import type { Line } from './lines.js';
import { type Reading, type ReadingContext, readTitles } from './read-form.js';
import { TableReader } from './table.js';
import { type Book, bookOf, type Part, type Place } from './words.js';

/* A sheet with a column of project names: each project is a form of its own, what stands around the table is the
 * department's. */

/** A column of the sheet that is a field of the project. */
interface FieldColumn {
  item: Item;
  from: number;
  to: number;
  label: string;
}

const ORDER = /^(?:序号|编号)$/;
const TOTAL = /^(?:合计|总计|小计)$/;

/** Returns the index of the header of such a sheet; `undefined` for a form of another shape. */
export function findSheetHeader(lines: readonly Line[], project: Book): number | undefined {
  const found = lines.findIndex(
    line =>
      line.items.length > 2 &&
      headersIn(line, project).length > 0 &&
      line.items.some(item => namesProject(project, labelIn(item.text))),
  );
  return found < 0 ? undefined : found;
}

function namesProject(book: Book, label: string): boolean {
  return (book.fields.get(label) ?? []).some(({ schema }) => schema.code === 'name');
}

/** @param department the words of the department's form, if the layout has one */
export function readSheet(
  lines: readonly Line[],
  start: number,
  department: Dictionary | undefined,
  project: Dictionary,
  context: ReadingContext,
): Reading {
  const parts = new Map<Part, Dictionary>(department ? [['own', department]] : []);
  const own: Book = { ...bookOf(department ? [['own', department]] : []), parts };
  const builder = new Builder(
    own,
    lines.flatMap(({ items }) => items),
  );
  const facts = new FactReader(builder);
  readTitles(lines.slice(0, start), builder, context.year);
  for (const [index, line] of lines.slice(0, start).entries())
    facts.read(line, index + 1 < start ? lines[index + 1] : undefined);
  const [head] = lines.slice(start);
  const columns = head ? fieldColumns(head, bookOf([['own', project]])) : [];
  for (const { item } of columns) builder.ledger.use(item, { is: 'label' });
  const name = columns.find(({ label }) => namesProject(bookOf([['own', project]]), label));
  let current: { table: TableReader | undefined; book: Book; text: string; item: Item } | undefined;
  let count = 0;
  for (const [index, line] of lines.slice(start + 1).entries()) {
    const [first] = line.items;
    if (
      !first ||
      line.row === 0 ||
      line.table !== head?.table ||
      TOTAL.test(labelIn(first.text)) ||
      !name ||
      (facts.find(first.text).length > 0 && first.column + first.columns > name.from)
    ) {
      facts.read(line, lines[start + 2 + index]);
      continue;
    }
    const named = line.items.find(({ column }) => name.from <= column && column <= name.to);
    if (named && named.text.trim() !== current?.text) {
      count += 1;
      const part: Part = `project ${count}`;
      parts.set(part, project);
      const book = bookOf([[part, project]]);
      current = { table: tableOf(head, book, builder, columns, context), book, text: named.text.trim(), item: named };
    }
    if (!current) continue;
    for (const { from, to, label } of columns) {
      for (const item of line.items.filter(({ column }) => from <= column && column <= to))
        readCell(builder, current.book, label, item, count);
    }
    current.table?.read(line);
  }
  return { book: own, drafts: builder.drafts, doubts: builder.doubts, entries: builder.ledger.close() };
}

function fieldColumns(head: Line, book: Book): FieldColumn[] {
  const inTable = new Set(
    headersIn(head, book).flatMap(({ columns }) =>
      columns.filter(({ is }) => is === 'field' || is === 'joined').map(({ item }) => item),
    ),
  );
  return head.items.flatMap((item) => {
    const label = labelIn(item.text);
    const isField =
      !inTable.has(item) && (ORDER.test(label) || (book.fields.get(label) ?? []).some(({ schema }) => !schema.items));
    return isField ? [{ item, from: item.column, to: item.column + item.columns - 1, label }] : [];
  });
}

function tableOf(
  head: Line,
  book: Book,
  builder: Builder,
  fields: readonly FieldColumn[],
  { ownWords, classes }: ReadingContext,
): TableReader | undefined {
  const [header] = headersIn(head, book);
  const isField = ({ item }: Column): boolean => fields.some(field => field.item === item);
  return (
    header &&
    new TableReader(
      builder,
      { ...header, columns: header.columns.filter(column => !isField(column)) },
      ownWords,
      classes,
    )
  );
}

function readCell(builder: Builder, book: Book, label: string, item: Item, count: number): void {
  if (ORDER.test(label)) {
    builder.ledger.use(item, item.text.trim() === String(count) ? { is: 'fixed' } : { is: 'unplaced', why: '序号' });
    return;
  }
  const place: Place | undefined = (book.fields.get(label) ?? []).find(({ schema }) => !schema.items);
  if (place) builder.place(place, item);
}
