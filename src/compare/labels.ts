import { schemaAt } from '../model/fields.js';
import type { Indicator, Kind, Scheme } from '../model/form.js';
import { printedLabel } from '../model/labels.js';
import { at, parentOf, type Pointer, steps } from '../model/pointer.js';
import type { Schema } from '../model/schema.js';
import { wordsFor } from '../print/views/form.js';
import { titleOfRow } from '../print/views/list.js';

/** The labels of the fields of a form in one version. */
export interface Labels {
  schema: Schema;
  /** Returns the label of a field. */
  of: (pointer: Pointer) => string;
  /** Returns the label of a row of a table, or of a field of the row. */
  ofRow: (table: Pointer, row: Indicator, field?: string) => string;
  /** Returns the label of a field of all rows of a table. */
  ofColumn: (table: Pointer, field: string) => string;
  /** The names of the classes of indicators on the form. */
  words: Readonly<Record<string, string>>;
}

/** Returns the labels of a form. @param scheme with the local words */
export function labelsFor({ schema, role }: Pick<Kind, 'schema' | 'role'>, year: string, scheme: Scheme | undefined): Labels {
  const words = wordsFor(role, scheme);
  const titleAt = (pointer: Pointer): string => {
    const field = schemaAt(pointer, schema);
    return printedLabel({ ...field, title: field.title ?? steps(pointer).at(-1) ?? '' }, year, scheme);
  };
  const fields = Object.entries(schema.properties ?? {}).flatMap(([code, group]) =>
    Object.keys(group.properties ?? {}).map(field => titleAt(at('', code, field))));
  const of = (pointer: Pointer): string => {
    const path = steps(pointer);
    // Amounts of phases are of a source; of two groups with fields of one name the group is named too.
    const isTwice = path.length === 2 && fields.filter(field => field === titleAt(pointer)).length > 1;
    return path.slice(path.length > 2 ? 1 : isTwice ? 0 : -1)
      .map((_, index, { length }) => titleAt(at('', ...path.slice(0, path.length - length + index + 1)))).join(' ');
  };
  const ofColumn = (table: Pointer, field: string): string => titleAt(at(table, 0, field));
  return {
    schema,
    of,
    ofRow: (table, row, field) => [of(table), titleOfRow(row, words), ...(field ? [ofColumn(table, field)] : [])].join(' '),
    ofColumn,
    words,
  };
}

/** Returns the titles of a field and of its parents; a name that the user chose is its own title. */
export function chainOf(pointer: Pointer, schema: Schema): string {
  const titleOf = (one: Pointer): string => schemaAt(one, schema).title ?? schemaAt(one, schema).key ?? steps(one).at(-1) ?? '';
  const path = steps(pointer);
  return path.map((step, index) => {
    const here = at('', ...path.slice(0, index + 1));
    const title = titleOf(here);
    return index > 0 && (title === titleOf(parentOf(here)) || title === '') ? step : title;
  }).join(' ');
}
