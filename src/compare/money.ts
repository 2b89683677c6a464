import type { Money } from '../model/change.js';
import { type Decimal, sum } from '../model/decimal.js';
import type { DepartmentInput } from '../model/inputs.js';
import { ifThere } from '../load/expected-fields.js';
import { differenceOf } from './numbers.js';
import { filesOf, type Side } from './side.js';

/** What the projects of a department come to, or what it says itself when it has none; `null` when a file is unread. */
export function moneyOf(department: DepartmentInput | undefined, { loaded }: Side): Decimal | null {
  const files = filesOf(department);
  const forms = files.map(({ path }) => loaded.forms.get(path)).filter(form => form !== undefined);
  if (forms.length < files.length) return null;
  return ifThere(() => {
    const projects = forms.filter(form => form.kind === 'project').map(({ data }) => data.budget.total);
    const declared = forms.filter(form => form.kind === 'department').map(({ data }) => data.budget);
    return sum(projects.length ? projects : declared).toFixed();
  }) ?? null;
}

export function compareMoney(before: Decimal | null, after: Decimal | null): Money {
  return { before, after, ...(before === null || after === null ? { difference: null } : differenceOf(before, after)) };
}

export function totalOf(amounts: readonly (Decimal | null)[]): Decimal | null {
  const known = amounts.filter(amount => amount !== null);
  return known.length < amounts.length ? null : sum(known).toFixed();
}
