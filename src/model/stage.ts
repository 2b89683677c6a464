import { posix } from 'node:path';
import { bareClass } from './class-name.js';
import { type Department, type Form, formsOf, type Indicator } from './form.js';
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

/** A row of a later stage and the matching rows of the target; exactly one row in a correct form. */
export interface StageRow {
  row: Indicator;
  targets: number[];
}

/**
 * Finds the matching rows of the target for each row of a stage: by name, and by class if the row has one.
 *
 * @param rows of the stage
 * @param targets of the form it evaluates
 */
export function matchStage(rows: readonly Indicator[], targets: readonly Indicator[]): StageRow[] {
  const byName = groupBy(targets.keys(), index => targets[index]?.name);
  const agrees = (own: string | undefined, target: string | undefined): boolean =>
    own === undefined || target === undefined || bareClass(own) === bareClass(target);
  return rows.map((row) => {
    const named = byName.get(row.name) ?? [];
    const exact = named.filter(index =>
      agrees(row.level1, targets[index]?.level1) && agrees(row.level2, targets[index]?.level2));
    return { row, targets: exact };
  });
}
