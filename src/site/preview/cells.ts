import type { Department, Form } from '../../model/form.js';
import { at, parentOf, type Pointer } from '../../model/pointer.js';
import { recordOf } from '../../model/record.js';
import type { Schema } from '../../model/schema.js';
import { orderLikeTarget, rowsOf, sharedTables, targetOf } from '../../model/stage.js';
import type { FormView } from '../../print/views/form.js';
import type { ListView } from '../../print/views/list.js';

/*
 * Says which cell of the rendered form shows which field. As in a redline, marks made of characters go through views
 * and templates like any text; in the finished page they become empty elements. The characters are from the Private Use
 * Area and have no meaning in data. Documents are rendered without them.
 */

const MARK = /\uE0F4(\d+)\uE0F5/g;
const LOOSE = /[\uE0F4\uE0F5]/g;

/** A field of a form on a page. */
export interface PlacedField {
  file: string;
  pointer: Pointer;
}

/** A view whose texts carry the index of their field. */
export interface MarkedView {
  view: FormView;
  fields: PlacedField[];
}

/** The fields of a view, by the object that shows them. */
type Owners = Map<object, number>;
type Values = Readonly<Record<string, unknown>>;

/**
 * Returns the view of a form with marks in its texts.
 *
 * @param emptyToo true to mark empty texts too; a template that asks `{{#if text}}` then prints another page
 */
export function markView(view: FormView, form: Form, department: Department, emptyToo: boolean): MarkedView {
  const fields: PlacedField[] = [];
  const owners: Owners = new Map();
  const note = (owner: unknown, file: string, pointer: Pointer): void => {
    if (owner === null || typeof owner !== 'object') return;
    owners.set(owner, fields.length);
    fields.push({ file, pointer });
  };
  const collect = (values: Values, schema: Schema, pointer: Pointer, one: Form): void => {
    for (const [code, property] of Object.entries(schema.properties ?? {})) {
      const own = values[property.key ?? code];
      if (own === null || typeof own !== 'object') continue;
      const here = at(pointer, code);
      note(own, one.source.path, here);
      if (!property.items) collect(own as Values, property, here, one);
      else {
        const order = pointer === '' ? rowOrder(one, code, department) : null;
        collectRows(own as ListView, property.items, here, one, order);
      }
    }
  };
  const collectRows = (
    list: ListView, schema: Schema, pointer: Pointer, one: Form, order: readonly number[] | null,
  ): void => {
    for (const rows of [list.rows, list.allRows]) {
      let next = 0;
      for (const row of rows) {
        // Among all rows are empty ones, which are not in the data.
        if (rows.length > list.rows.length && textOf(row) !== textOf(list.rows[next])) continue;
        const place = order ? order[next] ?? -1 : next;
        next += 1;
        if (place < 0) continue;
        note(row, one.source.path, at(pointer, place));
        collect(row, schema, at(pointer, place), one);
      }
    }
  };
  collect(view, form.kind.schema, '', form);
  const printed = department.projects.filter(({ kind }) => kind.template === null);
  for (const [index, own] of view.projects.entries()) {
    const project = printed[index];
    if (project) collect(own, project.kind.schema, '', project);
  }
  return { view: withMarks(view, owners, emptyToo) as FormView, fields };
}

/** The places in the data of the rows of a later stage, which are printed in the order of the target. */
function rowOrder(form: Form, code: string, department: Department): number[] | null {
  const target = form.kind.role === 'stage' ? targetOf(form, department) : undefined;
  const table = target && sharedTables(form.kind, target.kind).find(one => one.code === code);
  if (!target || !table) return null;
  const rows = rowsOf(form, code);
  const { beside, rest } = orderLikeTarget(rows, rowsOf(target, code), table.nameCode);
  return [...beside, ...rest].map(row => (row ? rows.indexOf(row) : -1));
}

function textOf(row: ListView['rows'][number] | undefined): string {
  return JSON.stringify([row?.name, row?.rest]);
}

/** A copy of the view with marks before its texts. */
function withMarks(value: unknown, owners: Owners, emptyToo: boolean): unknown {
  if (Array.isArray(value)) return value.map(one => withMarks(one, owners, emptyToo));
  if (value === null || typeof value !== 'object') return value;
  const owner = owners.get(value);
  const mark = (text: unknown): unknown => {
    if (typeof text !== 'string' || owner === undefined || (text === '' && !emptyToo)) return text;
    return `\uE0F4${owner}\uE0F5${text.replace(LOOSE, '')}`;
  };
  const isRow = Array.isArray((value as Values).cells);
  return recordOf(Object.entries(value).map(([key, below]): [string, unknown] => {
    if (owner === undefined || below === null) return [key, withMarks(below, owners, emptyToo)];
    if (isRow ? key === 'name' || key === 'class' : key === 'text' || key === 'label') return [key, mark(below)];
    if (isRow) return [key, withMarks(below, owners, emptyToo)];
    if (key === 'paragraphs') return [key, (below as string[]).map(mark)];
    if (key === 'options') return [key, (below as { text: string }[]).map(one => ({ ...one, text: mark(one.text) }))];
    if (key === 'amount') return [key, { ...below, whole: mark((below as { whole: string }).whole) }];
    return [key, withMarks(below, owners, emptyToo)];
  }));
}

/** Returns a page without its marks. */
export function withoutMarks(html: string): string {
  return html.replace(MARK, '').replace(LOOSE, '');
}

/** Returns a page with its marks as empty elements, and the indexes of the fields that it shows. */
export function marksToCells(html: string): { html: string; shown: Set<number> } {
  const shown = new Set<number>();
  const marked = html.replace(/<[^<>]*>/g, withoutMarks).replace(MARK, (_, index: string) => {
    shown.add(Number(index));
    return `<span data-cell="${Number(index)}"></span>`;
  });
  return { html: marked.replace(LOOSE, ''), shown };
}

/**
 * Returns the indexes of the fields that a problem is about: its field; else what is below it; else the nearest field
 * around it. Only of fields that the page shows.
 */
export function cellsFor(
  fields: readonly PlacedField[],
  shown: ReadonlySet<number>,
  file: string,
  pointer: Pointer,
): number[] {
  const find = (isIt: (pointer: Pointer) => boolean): number[] =>
    fields.flatMap((field, index) => (field.file === file && shown.has(index) && isIt(field.pointer) ? [index] : []));
  for (let here = pointer; here !== ''; here = parentOf(here)) {
    const exact = find(one => one === here);
    if (exact.length) return exact;
    const below = find(one => one.startsWith(`${here}/`));
    if (below.length) return below;
  }
  return [];
}
