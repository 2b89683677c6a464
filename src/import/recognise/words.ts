import type { Pointer } from '../../model/pointer.js';
import type { Dictionary, Named, TableWords } from './dictionary.js';

/**
 * A form on paper may hold what is in two files: a self-evaluation repeats its target, a project names its department.
 * `own` is the form itself.
 */
export type Part = 'own' | 'target' | 'department' | `project ${number}`;

/** A field of one of the files. */
export interface Place extends Named {
  part: Part;
}

export interface TableBook extends Omit<TableWords, 'columns'> {
  part: Part;
  /** By bare labels; of one part each. */
  columns: ReadonlyMap<string, readonly Place[]>;
}

/** The words of all files that a form on paper may go to. */
export interface Book {
  fields: ReadonlyMap<string, readonly Place[]>;
  tables: readonly TableBook[];
  parts: ReadonlyMap<Part, Dictionary>;
}

/** @param parts the first one goes before the others, where both have a field */
export function bookOf(parts: readonly (readonly [Part, Dictionary])[]): Book {
  const fields = new Map<string, Place[]>();
  const tables = new Map<Pointer, TableBook>();
  for (const [part, dictionary] of parts) {
    // A project's form has the name of its department and nothing else of it.
    const isWanted = ({ schema }: Named): boolean => part !== 'department' || schema.code === 'department';
    extend(fields, dictionary.fields, part, isWanted);
    for (const table of part === 'department' ? [] : dictionary.tables) {
      const known = tables.get(table.at);
      const columns = new Map(
        [...(known?.columns ?? [])].map(([label, places]): [string, Place[]] => [label, [...places]]),
      );
      extend(columns, table.columns, part, () => true);
      const joined = new Set([...(known?.joined ?? []), ...table.joined]);
      tables.set(table.at, known ? { ...known, columns, joined } : { ...table, columns, joined, part });
    }
  }
  return { fields, tables: [...tables.values()], parts: new Map(parts) };
}

function extend(
  into: Map<string, Place[]>,
  from: ReadonlyMap<string, readonly Named[]>,
  part: Part,
  isWanted: (named: Named) => boolean,
): void {
  for (const [label, named] of from) {
    const added = named.filter(isWanted).map(one => ({ ...one, part }));
    if (added.length) into.set(label, [...(into.get(label) ?? []), ...added]);
  }
}
