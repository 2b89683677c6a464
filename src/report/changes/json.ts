import type { Change, Comparison, DepartmentChanges, FormChanges, Money } from '../../model/change.js';
import type { Decimal } from '../../model/decimal.js';

/**
 * Returns the changes as JSON for other programs, with the fields that CLI.md documents and a few more. Amounts are
 * numbers: `numbers`, `difference` and `percent` of a change are in its `unit`, all of `totals` in 万元.
 */
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
    schemes: schemes.map(({ path, changes, problems: own }) => ({ path, changes: changes.map(inNumbers), ...own })),
    introduced: problems.introduced,
    solved: problems.solved,
    notes,
    totals: {
      unit: '万元',
      ...moneyOf(money),
      departments: departments.map(department => ({ path: department.path, ...moneyOf(department.money) })),
      ...counts,
    },
  }, undefined, 2);
}

function changesOf({ changes, renamedFrom }: FormChanges) {
  return changes.map(change => ({ ...inNumbers(change), renamedFrom }));
}

/** `before` and `after` stay the texts of the form. */
function inNumbers({ numbers, difference, percent, ...change }: Change) {
  return {
    ...change,
    numbers: numbers && { before: Number(numbers.before), after: Number(numbers.after) },
    difference: numberOf(difference),
    percent: numberOf(percent),
  };
}

function moneyOf({ before, after, difference, percent }: Money) {
  const [old, now] = [numberOf(before), numberOf(after)];
  return { before: old, after: now, difference: numberOf(difference), percent: numberOf(percent) };
}

function numberOf(amount: Decimal | null | undefined): number | null | undefined {
  return typeof amount === 'string' ? Number(amount) : amount;
}

function problemsOf({ forms, problems }: DepartmentChanges, key: 'introduced' | 'solved') {
  return [...forms.flatMap(form => form.problems[key]), ...problems[key]];
}
