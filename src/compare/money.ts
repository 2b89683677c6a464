import type { Money } from '../model/change.js';
import { type Decimal, sum } from '../model/decimal.js';
import type { Form } from '../model/form.js';
import type { DepartmentInput } from '../model/inputs.js';
import { budgetText } from '../model/money.js';
import { differenceOf } from './numbers.js';
import type { Side } from './side.js';

/**
 * Returns the total of a department in 万元: the sum of its projects, or its own total without projects; `null` when a
 * file could not be read.
 */
export function moneyOf(department: DepartmentInput | undefined, { loaded }: Side): Decimal | null {
  const files = department?.forms ?? [];
  const forms = files.map(({ source }) => loaded.forms.get(source.path)).filter(form => form !== undefined);
  if (forms.length < files.length) return null;
  const of = (role: Form['kind']['role']): Form[] => forms.filter(({ kind }) => kind.role === role);
  const projects = of('project');
  return sum((projects.length ? projects : of('department')).flatMap(form => budgetText(form) ?? [])).toFixed();
}

export function compareMoney(before: Decimal | null, after: Decimal | null): Money {
  return { before, after, ...(before === null || after === null ? { difference: null } : differenceOf(before, after)) };
}

export function totalOf(amounts: readonly (Decimal | null)[]): Decimal | null {
  const known = amounts.filter(amount => amount !== null);
  return known.length < amounts.length ? null : sum(known).toFixed();
}
