import type { Change, Comparison, DepartmentChanges, FormChanges } from '../../model/change.js';

/** Returns the changes as JSON for other programs, with the fields that CLI.md documents and a few more. */
export function diffJson({ base, head, departments, schemes, problems, notes, totals }: Comparison): string {
  const { money, ...counts } = totals;
  return JSON.stringify({
    base: base.name,
    head: head.name,
    baseCommit: base.commit,
    headCommit: head.commit,
    departments: departments.map(department => ({
      path: department.path,
      renamedFrom: department.renamedFrom,
      name: department.name,
      changes: department.forms.flatMap(changesOf),
      layoutOnly: department.forms.filter(({ state }) => state === 'layout').map(({ path }) => path),
      introduced: problemsOf(department, 'introduced'),
      solved: problemsOf(department, 'solved'),
    })),
    schemes: schemes.map(({ path, changes, problems: own }) => ({ path, changes, ...own })),
    introduced: problems.introduced,
    solved: problems.solved,
    notes,
    totals: {
      unit: '万元',
      ...money,
      departments: departments.map(department => ({ path: department.path, ...department.money })),
      ...counts,
    },
  }, undefined, 2);
}

function changesOf({ changes, renamedFrom }: FormChanges): Change[] {
  return changes.map(change => (renamedFrom === undefined ? change : { ...change, renamedFrom }));
}

function problemsOf({ forms, problems }: DepartmentChanges, key: 'introduced' | 'solved') {
  return [...forms.flatMap(form => form.problems[key]), ...problems[key]];
}
