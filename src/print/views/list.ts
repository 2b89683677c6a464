import { bareClass } from '../../model/class-name.js';
import { isTable } from '../../model/form.js';
import { printedLabel } from '../../model/labels.js';
import { recordOf } from '../../model/record.js';
import type { Schema } from '../../model/schema.js';
import { type FieldView, isAmount, type ViewContext, viewField } from './field.js';
import { type Room, roomFor } from './format.js';
import { mergeCells } from './merge-cells.js';

/** A cell of a table; equal classes below one another make one merged cell. */
export interface CellView extends FieldView {
  isProse: boolean;
  /** It names its row. */
  isName: boolean;
  width: Width;
  /** The first row of its class: here the merged cell stands. */
  starts: boolean;
  /** The number of rows of the merged cell, in its first row. */
  span: string;
}

/** The width of a column, a class of the style sheet, by its concept; `''` takes what is left. */
type Width = 'narrow' | 'mark' | 'short' | 'value' | 'label' | 'reason' | 'name' | '';

export interface ColumnView {
  key: string;
  label: string;
  width: Width;
}

const WIDTHS: Record<string, Width> = {
  'indicator.name': 'name',
  'indicator.level1': 'narrow', 'indicator.level2': 'narrow', 'indicator.weight': 'short', 'indicator.unit': 'short',
  'indicator.operator': 'short', 'indicator.score': 'mark', 'indicator.target': 'value', 'indicator.actual': 'value',
  'indicator.reason': 'reason',
};

/** The widths of the style sheet, and of the table on an upright page, in mm. */
const MILLIMETRES: Partial<Record<Width, number>> = {
  narrow: 13, mark: 11, short: 17, value: 26, label: 26, reason: 32,
};
const TABLE = 169;
/** The least width of a column that takes the rest: two characters beside one another, or four digits. */
const LEAST = 13;
/** The widths where there are too many columns for those of {@link WIDTHS}. */
const TIGHT: Record<string, Width> = {
  'indicator.name': 'label', 'indicator.level1': 'narrow', 'indicator.level2': 'narrow', 'indicator.weight': 'mark',
  'indicator.unit': 'mark', 'indicator.operator': 'mark', 'indicator.score': 'mark',
};

/** Returns the widths of columns, that of the label beside the table last. */
function widthsOf(columns: readonly Schema[]): Width[] {
  const widths = (of: Record<string, Width>, label: Width): Width[] =>
    [...columns.map(({ code = '' }) => of[code] ?? ''), label];
  const usual = widths(WIDTHS, 'label');
  const fixed = usual.reduce((sum, width) => sum + (MILLIMETRES[width] ?? 0), 0);
  const isOpen = (width: Width): boolean => MILLIMETRES[width] === undefined;
  return TABLE - fixed < LEAST * usual.filter(isOpen).length ? widths(TIGHT, 'mark') : usual;
}

/** A row: its cells by the keys of the YAML, and what there is to say of it besides. */
export type RowView = Record<string, CellView> & RowFacts;

interface RowFacts {
  /** From 1. */
  number: string & CellView;
  /** The classes in one, as `产出-数量`. */
  class: string & CellView;
  /** The row of the target, for a later stage; `null` for other forms and where there is none. */
  target: RowView & CellView | null;
  /** The name of the row; `''` if no column names it. */
  name: string & CellView;
  /** All cells in the order of the columns. */
  cells: CellView[] & CellView;
  /** The cells besides those of classes and name. */
  rest: CellView[] & CellView;
}

/** A table. */
export interface ListView {
  label: string;
  /** The name of one row. */
  item: string;
  /** Headings of the columns, by the keys of the YAML. */
  labels: Record<string, string>;
  columns: ColumnView[];
  /** The width of the label of the table beside them. */
  labelWidth: Width;
  columnCount: string;
  /** Columns with one more for the label of the table beside them. */
  tableWidth: string;
  /** Columns besides classes and name, and two more: for a table in which class and name are one cell. */
  restColumns: ColumnView[];
  joinedWidth: string;
  rows: RowView[];
  count: string;
  /** The rows, and an empty one for each class of the scheme that has none. */
  allRows: RowView[];
  allCount: string;
  /** The key of the column that names a row; `''` where there is none. */
  nameKey: string;
  /** Keys of the columns of classes, from the highest. */
  classKeys: string[];
}

const LEVELS = ['level1', 'level2'] as const;
type Values = Readonly<Record<string, string | undefined>>;

/**
 * @param rows in English names
 * @param schema of the table
 * @param targets of a later stage: the rows of the target, in the order of `rows`
 * @param whole of a later stage: its rows, and an empty one for each class of which the target has none
 */
export function viewList(
  rows: readonly Values[],
  schema: Schema,
  context: ViewContext,
  targets: readonly (RowView | null)[] = [],
  whole?: () => RowView[],
): ListView {
  const columns = Object.entries(schema.items?.properties ?? {});
  const widths = widthsOf(columns.map(([, column]) => column));
  const labelled = columns.map(([code, column], index): ColumnView =>
    ({ key: column.key ?? code, label: printedLabel(column, context.year, context.scheme), width: widths[index] ?? '' }));
  const hasClasses = isTable(schema.code);
  const classKeys = LEVELS.flatMap(level => columns.find(([code]) => hasClasses && code === level)?.[1].key ?? []);
  const nameKey = columns.find(([code, column]) => code === 'name' && column.code !== undefined)?.[1].key ?? '';
  const rest = labelled.filter(({ key }) => key !== nameKey && !classKeys.includes(key));
  const targetOf = new Map(rows.map((row, index) => [row, targets[index] ?? null]));
  const view = (of: readonly Values[]): RowView[] => {
    const rooms = columns.map(([code, column]) =>
      roomFor(of.map(({ [code]: text = '' }) => text).filter(text => isAmount(text, column))));
    const own = of.map((row, index) =>
      viewRow(row, index, columns, labelled, { ...context, rooms }, targetOf.get(row) ?? null));
    return mergeCells(own, { classKeys, columns: labelled, restColumns: rest, nameKey });
  };
  // Few templates ask for it.
  let all: RowView[] | undefined;
  const allRows = (): RowView[] =>
    all ??= whole ? whole() : view(hasClasses ? withEmptyClasses(rows, columns.map(([code]) => code), context) : rows);
  return {
    label: printedLabel(schema, context.year, context.scheme),
    item: schema.items?.title ?? '',
    labels: recordOf(labelled.map(({ key, label }) => [key, label] as const)),
    columns: labelled,
    labelWidth: widths.at(-1) ?? '',
    columnCount: String(columns.length),
    tableWidth: String(columns.length + 1),
    restColumns: rest,
    joinedWidth: String(rest.length + 2),
    rows: view(rows),
    count: String(rows.length),
    get allRows() { return allRows(); },
    get allCount() { return String(allRows().length); },
    nameKey,
    classKeys,
  };
}

/** Blank cells of a table's columns, for where one table has more rows than another beside it. */
export function blankRow(schema: Schema, context: ViewContext): RowView {
  const columns = Object.entries(schema.items?.properties ?? {});
  return viewRow({}, 0, columns, [], { ...context, rooms: [] }, null);
}

function viewRow(
  row: Values,
  index: number,
  columns: readonly [string, Schema][],
  labelled: readonly ColumnView[],
  context: ViewContext & { rooms: readonly Room[] },
  target: RowView | null,
): RowView {
  const view = recordOf<unknown>([]);
  for (const [place, [code, column]] of columns.entries()) {
    const isClass = code === 'level1' || code === 'level2';
    const value = isClass && row[code] !== undefined ? printedClass(row[code], context.words) : row[code];
    const { label = '', width = '' } = labelled[place] ?? {};
    const cell: CellView = {
      ...viewField(value, column, label, context.rooms[place]),
      isProse: column.prose ?? false,
      isName: column.code === 'indicator.name',
      width,
      starts: true,
      span: '1',
    };
    view[column.key ?? ''] = cell;
  }
  view.number = String(index + 1);
  view.class = classOf(row, context.words);
  view.target = target;
  view.name = row.name ?? '';
  view.cells = [];
  view.rest = [];
  return view as RowView;
}

/** The rows with one for each class of the scheme that has none, each behind the classes that stand before it. */
export function withEmptyClasses(
  rows: readonly Values[],
  columns: readonly string[],
  { scheme }: ViewContext,
): readonly Values[] {
  const hasLevel2 = columns.includes('level2');
  const classes = Object.entries(scheme.taxonomy ?? {}).flatMap(([level1, below]): Values[] =>
    (below.length && hasLevel2 ? below.map(level2 => ({ level1, level2 })) : [{ level1 }]));
  const all = [...rows];
  const isOf = (row: Values, one: Values, level: (typeof LEVELS)[number]): boolean =>
    bareClass(row[level] ?? '') === bareClass(one[level] ?? '');
  classes.forEach((one, place) => {
    if (!columns.includes('level1') || all.some(row => isOf(row, one, 'level1') && isOf(row, one, 'level2'))) return;
    const before = classes.slice(0, place);
    const index = all.findLastIndex(row => before.some(other => isOf(row, other, 'level1') && isOf(row, other, 'level2')));
    all.splice(index + 1, 0, one);
  });
  return all.length === rows.length ? rows : all;
}

/** `产出-数量`, as the form prints it. */
export function classOf({ level1, level2 }: Values, words: Readonly<Record<string, string>>): string {
  return [level1, level2].filter(word => word !== undefined).map(word => printedClass(word, words)).join('-');
}

function printedClass(word: string, words: Readonly<Record<string, string>>): string {
  return (Object.hasOwn(words, word) ? words[word] : undefined) ?? word;
}

/** `产出-数量（租金缴纳次数）`, or `满意度（群众满意度）` for a class without a second level. */
export function titleOfRow(row: Values, words: Readonly<Record<string, string>>): string {
  const classes = classOf(row, words);
  return classes ? `${classes}（${row.name ?? ''}）` : row.name ?? '';
}
