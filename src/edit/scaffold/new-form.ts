import { posix } from 'node:path';
import type { Layouts } from '../../load/layouts.js';
import { parse } from '../../load/parse.js';
import type { Form, Kind } from '../../model/form.js';
import type { LibraryEntry } from '../../model/library/library.js';
import { recordOf } from '../../model/record.js';
import { Source } from '../../model/source.js';
import { rowsOf, sharedTables } from '../../model/stage.js';
import { UserError } from '../../model/user-error.js';
import { emptyForm, type Given, type NewRow } from './empty-form.js';
import { cellsIn } from './row-cells.js';

/** Fields that are the same in all forms of a department. */
const COMMON = ['department', 'supervisor'] as const;

/** Returns the fields of a new form that the other forms of its department agree on, and its name. */
export function valuesOf(name: string | undefined, kind: Kind, others: readonly Form[]): Given['values'] {
  const common = COMMON.map((code) => {
    const [first, ...rest] = new Set(others.flatMap(({ data }) => data[code] ?? []));
    return [code, rest.length ? undefined : first] as const;
  });
  return { ...recordOf(common), ...kind.concepts.has('name') && { name } };
}

/**
 * Returns rows for indicators of the library: with class, name, unit and operator; weight and target are for whoever
 * fills in the form.
 *
 * @param noteOf returns how an indicator was written elsewhere
 */
export function rowsFrom(
  entries: readonly LibraryEntry[],
  kind: Kind,
  noteOf: (entry: LibraryEntry) => string,
): NewRow[] {
  const items = kind.schema.properties?.indicators?.items ?? {};
  return entries.map((entry) => {
    const { indicator } = entry.sample;
    return { cells: { ...cellsIn(indicator, items), target: '' }, note: noteOf(entry) };
  });
}

/** Returns the rows of a later stage: one for each row of its target, to be filled in. */
export function rowsLike(target: Form, kind: Kind): Given['rows'] {
  return recordOf(sharedTables(kind, target.kind).map(({ code, nameCode }): [string, NewRow[]] => {
    const columns = kind.schema.properties?.[code]?.items?.properties ?? {};
    const names = [nameCode, 'level1', 'level2'].filter(one => Object.hasOwn(columns, one));
    const cellsOf = (row: Readonly<Record<string, string | undefined>>): NewRow['cells'] =>
      recordOf(names.map(one => [one, row[one]]));
    return [code, rowsOf(target, code).map(row => ({ cells: cellsOf(row), note: '' }))];
  }));
}

/**
 * Returns a new form.
 *
 * @throws UserError when what is given does not fit the schema, such as a name that is too long
 */
export function newForm(kind: Kind, given: Given, layouts: Layouts): Source {
  const source = new Source(given.path, new TextEncoder().encode(emptyForm(kind, given)));
  const parsed = parse(source);
  const { diagnostics } = layouts.validatorOf(kind).validate(parsed, source);
  const details = [...new Set([...parsed.diagnostics, ...diagnostics].map(({ message, hint = '' }) => `${message}；${hint}`))];
  if (details.length) throw new UserError(`这样写不成${kind.title}`, `改好再建；没有写 ${posix.basename(given.path)}`, { details });
  return source;
}
