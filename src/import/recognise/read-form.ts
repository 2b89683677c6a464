import { at } from '../../model/pointer.js';
import { Builder } from './builder.js';
import type { Fields } from './draft.js';
import { FactReader } from './facts.js';
import { headersIn } from './header.js';
import { bareLabel, labelIn } from './label.js';
import type { Doubt, Entry } from './ledger.js';
import type { Line } from './lines.js';
import { MatrixReader } from './matrix.js';
import { TableReader } from './table.js';
import type { Book, Part } from './words.js';

/** A form on paper, as it was read with the words of one kind. */
export interface Reading {
  book: Book;
  /** The content of each of its files. */
  drafts: ReadonlyMap<Part, Fields>;
  doubts: readonly Doubt[];
  /** The use of every text. */
  entries: readonly Entry[];
}

export interface ReadingContext {
  year: string;
  /** Classes as the form writes them → as the YAML writes them. */
  ownWords: ReadonlyMap<string, string>;
  /** Known classes of the first level, without 指标. */
  classes: ReadonlySet<string>;
}

const TOTAL = /^(?:合计|总计|小计|总分|总得分|自评总分|自评得分)$/;
/** Matches texts below a table: who filled it in, when, and remarks. */
const FOOT = /^(?:填[表报]|制表|审[核批]|复核|经办|负责|单位负责|联系|备注|说明|注|日期|时间)[^：:]{0,8}[：:]/;
const YEAR_LINE = /^[（(]?((?:19|20)\d{2})年度?[)）]?$/;

/** Reads the lines of one form with the words of one kind. */
export function readForm(lines: readonly Line[], book: Book, { year, ownWords, classes }: ReadingContext): Reading {
  const builder = new Builder(
    book,
    lines.flatMap(({ items }) => items),
  );
  const facts = new FactReader(builder);
  readPrinted(builder);
  readTitles(lines, builder, year);
  let tables: TableReader[] = [];
  let matrix: MatrixReader | undefined;
  for (const [index, line] of lines.entries()) {
    const open = line.items.filter(item => builder.ledger.isFree(item));
    if (!open.length) continue;
    if (tables.some(table => table.isRepeated(line))) {
      for (const item of open) builder.ledger.use(item, { is: 'label' });
      continue;
    }
    const headers = headersIn(line, book);
    if (headers.length) {
      tables = headers.map(header => new TableReader(builder, header, ownWords, classes));
      matrix = undefined;
      facts.read(line, undefined);
      continue;
    }
    if (tables.length && belongsTo(line, tables, facts)) {
      for (const table of tables) table.read(line);
    } else if (tables.length && readTotal(line, tables, builder, facts)) continue;
    else tables = [];
    if (!tables.length && matrix?.read(line)) continue;
    matrix = tables.length ? undefined : MatrixReader.below(line, builder);
    facts.read(line, lines[index + 1]);
  }
  return { book, drafts: builder.drafts, doubts: builder.doubts, entries: builder.ledger.close() };
}

/** Lines that the templates print by themselves, such as where to sign. */
function readPrinted({ ledger, book }: Builder): void {
  const printed = new Set([...book.parts.values()].flatMap(dictionary => [...dictionary.printed]));
  for (const item of ledger.items) {
    for (const line of item.text.split('\n')) {
      const bare = line.replace(/\s/g, '');
      if (printed.has(bare) && !book.fields.has(labelIn(line))) ledger.use(item, { is: 'printed' }, line);
    }
  }
}

/** The title, and the year below it, are of every form of the kind. */
export function readTitles(lines: readonly Line[], builder: Builder, year: string): void {
  const titles = new Set([...builder.book.parts.values()].map(({ title }) => title.replace('某年', '')));
  for (const item of lines.slice(0, 8).flatMap(({ items }) => items)) {
    if (!builder.ledger.isFree(item)) continue;
    const text = item.text.replace(/\s/g, '');
    if (YEAR_LINE.exec(text)?.[1] === year) builder.ledger.use(item, { is: 'fixed' });
    else if (titles.has(labelIn(item.text).replace('某年', ''))) builder.ledger.use(item, { is: 'fixed' });
    else if (isTitle(item.text))
      builder.ledger.use(item, {
        is: 'unplaced',
        why: `表名和版式的“${[...builder.book.parts.values()][0]?.kind.title ?? ''}”不一样`,
      });
  }
}

/** Returns true for the heading of a form. */
export function isTitle(text: string): boolean {
  const bare = text.length > 60 ? '' : bareLabel(text);
  return /(?:目标|绩效|自评|监控|评价|申报)[^，。；：]{0,12}(?:表|汇总表|申报书)$/.test(bare);
}

/** A row of a table has cells in its columns, and none of the labels that stand below a table. */
function belongsTo(line: Line, tables: readonly TableReader[], facts: FactReader): boolean {
  const columns = tables.flatMap(({ header }) => header.columns);
  const [first] = line.items;
  if (!first || line.row === 0 || line.table !== columns[0]?.item.table) return false;
  if (line.items.length === 1 && first.columns >= columns.length && columns.length > 2) return false;
  if (FOOT.test(first.text.trim())) return false;
  const isLabel =
    first.column <= columns[0].from && !TOTAL.test(labelIn(first.text)) && facts.find(first.text).length > 0;
  if (isLabel || TOTAL.test(labelIn(first.text))) return false;
  return line.items.some(({ column }) => columns.some(({ from, to }) => from <= column && column <= to));
}

/** 总分: the sum of a column stands below it. What has no place in the form is not placed. */
function readTotal(line: Line, tables: readonly TableReader[], builder: Builder, facts: FactReader): boolean {
  const [label, ...values] = line.items.filter(item => builder.ledger.isFree(item));
  const columns = tables.flatMap(({ header }) => header.columns);
  if (!label || !TOTAL.test(labelIn(label.text)) || line.table !== columns[0]?.item.table) return false;
  const place = facts.find(label.text).find(({ schema }) => schema.code === 'score');
  const score = columns.find(({ places }) => places.some(one => one.at === at('', 'score')));
  builder.ledger.use(label, place ? { is: 'label' } : { is: 'unplaced', why: '合计行' });
  for (const item of values) {
    const isScore = score !== undefined && score.from <= item.column && item.column <= score.to;
    if (place && (isScore || (!score && values.length === 1))) builder.place(place, item);
    else builder.ledger.use(item, { is: 'unplaced', why: '合计行' });
  }
  return true;
}
