import { posix } from 'node:path';
import { bareClass } from './class-name.js';
import { type Department, type Form, formsOf, type Kind } from './form.js';
import { groupBy } from './group-by.js';

/**
 * Returns the form that a later stage evaluates: the one whose file has the same name, `projects/01-甲` for `自评/01-甲`.
 */
export function targetOf(stage: Form, department: Pick<Department, 'form' | 'projects' | 'stages'>): Form | undefined {
  const name = nameOf(stage);
  return formsOf(department).find(form => form.kind.role !== 'stage' && nameOf(form) === name);
}

/** Returns the name of a form's file without folder and extension. */
export function nameOf({ source: { path } }: Form): string {
  return posix.basename(path, '.yaml');
}

/** A table that a later stage and its target have both. */
export interface SharedTable {
  /** English name of the table. */
  code: string;
  /** English name of the column by which rows belong together: the name, or the first column. */
  nameCode: string;
}

/** Returns the tables of a later stage that its target has too: tables of indicators, and those of the layout's own. */
export function sharedTables(stage: Kind, target: Kind): SharedTable[] {
  return Object.entries(stage.schema.properties ?? {}).flatMap(([code, { items }]): SharedTable[] => {
    const columns = items?.properties ?? {};
    const nameCode = columns.name?.code === 'indicator.name' ? 'name' : Object.keys(columns)[0];
    const others = target.schema.properties?.[code]?.items?.properties;
    return nameCode !== undefined && others && Object.hasOwn(others, nameCode) ? [{ code, nameCode }] : [];
  });
}

/** A row of any table, in English names. */
export type TableRow = Readonly<Record<string, string | undefined>>;

/** Returns the rows of a table. */
export function rowsOf({ data }: Form, code: string): readonly TableRow[] {
  return (data as Record<string, TableRow[] | undefined>)[code] ?? [];
}

/** A row of a later stage and the matching rows of the target; exactly one row in a correct form. */
export interface StageRow {
  row: TableRow;
  targets: number[];
}

/**
 * Returns the rows of a stage in the order of the target, as its form prints them: for each row of the target the one
 * that belongs to it, or `undefined`; then the rows that the target does not have.
 */
export function orderLikeTarget(
  rows: readonly TableRow[],
  targets: readonly TableRow[],
  nameCode: string,
): { beside: (TableRow | undefined)[]; rest: TableRow[] } {
  const matched = matchStage(rows, targets, nameCode);
  const taken = new Set<TableRow>();
  const beside = targets.map((_, index) => {
    const found = matched.find(({ row, targets: [own] }) => own === index && !taken.has(row))?.row;
    if (found) taken.add(found);
    return found;
  });
  return { beside, rest: rows.filter(row => !taken.has(row)) };
}

/**
 * Finds the matching rows of the target for each row of a stage: by name, and by class if the row has one.
 *
 * @param rows of the stage
 * @param targets of the form it evaluates
 */
export function matchStage(rows: readonly TableRow[], targets: readonly TableRow[], nameCode = 'name'): StageRow[] {
  const byName = groupBy(targets.keys(), index => targets[index]?.[nameCode]);
  const agrees = (own: string | undefined, target: string | undefined): boolean =>
    own === undefined || target === undefined || bareClass(own) === bareClass(target);
  return rows.map((row) => {
    const named = byName.get(row[nameCode] ?? '') ?? [];
    const exact = named.filter(index =>
      agrees(row.level1, targets[index]?.level1) && agrees(row.level2, targets[index]?.level2));
    return { row, targets: exact };
  });
}
