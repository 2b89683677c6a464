import Big from 'big.js';
import type { Amounts, Change, Verdict } from '../model/change.js';
import { DECIMAL, type Decimal } from '../model/decimal.js';
import type { Indicator, Scheme } from '../model/form.js';
import { isShare, readTarget, targetText } from '../model/reading.js';
import { differenceOf } from './numbers.js';
import { baseOf } from './units.js';

/** The settings that determine how a target is read. */
export type Review = Pick<Scheme['review'], 'qualitativeUnits' | 'grades' | 'above100' | 'unitVariants'>;

/** The requirement of an indicator, read from its cells. */
interface Requirement {
  name: string;
  /** `''` when the target has none. */
  operator: string;
  target: string;
  unit: string;
  /** The upper end of a range. */
  upper: Decimal | undefined;
}

function requirementOf({ name, operator, target = '', unit }: Indicator): Requirement {
  const reading = readTarget({ operator, target, unit });
  return {
    name,
    operator: reading.operator || (operator ?? ''),
    target: reading.number ?? target,
    unit: unit ?? reading.unit,
    upper: reading.upper,
  };
}

/** Returns the requirement of an indicator as text: `≥ 95%`, `≤ 3 次`, `优`. */
export function requirementText({ operator, target, unit }: Indicator, review: Review | undefined): string {
  if (operator === undefined || unit === undefined || target === undefined) {
    return targetText({ operator, target, unit });
  }
  if (isKindWord(unit, target, review)) return operator === '=' ? target : `${operator} ${target}`;
  return `${operator} ${target}${isShare(unit) ? '' : ' '}${unit}`;
}

/** Compares a changed target with the old one: whether it is looser or tighter, by how much, and a remark. */
export function judge(
  old: Indicator,
  now: Indicator,
  review: Review | undefined,
): Pick<Change, Amounts | 'verdict' | 'note'> {
  const [before, after] = [requirementOf(old), requirementOf(now)];
  const isNumber = [before, after].map(({ target }) => DECIMAL.test(target));
  if (isNumber[0] && isNumber[1]) return judgeNumbers(before, after, review);
  if (isNumber[0]) return { verdict: 'other', note: '定量改为定性' };
  if (isNumber[1]) return { verdict: 'other', note: '定性改为定量' };
  if (before.operator !== after.operator) return { verdict: 'other' };
  const grades = review?.grades.find(group => group.includes(before.target) && group.includes(after.target));
  if (!grades || !/[≥=>]/.test(after.operator) || before.target === after.target) return { verdict: 'other' };
  return say(grades.indexOf(after.target) > grades.indexOf(before.target) ? 'looser' : 'tighter');
}

function judgeNumbers(before: Requirement, after: Requirement, review: Review | undefined): ReturnType<typeof judge> {
  const variants = review?.unitVariants ?? [];
  const [from, to] = [baseOf(before.unit, variants), baseOf(after.unit, variants)];
  if (from.base !== to.base) {
    return { verdict: 'other', note: `单位由“${before.unit}”改为“${after.unit}”，不能直接比较` };
  }
  const [old, now] = [new Big(before.target).times(from.factor), new Big(after.target).times(to.factor)];
  const isConverted = !from.factor.eq(to.factor);
  const isCapped = isShare(after.unit) && !review?.above100.some(word => after.name.includes(word));
  const cap = isCapped ? to.factor.times(after.unit === '%' ? 100 : 1000) : undefined;
  const verdict = compareRanges(rangeOf(before, old, from.factor, cap), rangeOf(after, now, to.factor, cap));
  const amount = old.eq(now) ? {} : differenceIn(after.unit, old.div(to.factor).round(6), now.div(to.factor).round(6));
  if (verdict === 'same') return { verdict, note: sameness(before, after, isConverted) };
  return { ...amount, ...say(verdict, other(before, after, old, now), isConverted) };
}

function differenceIn(unit: string, before: Big, after: Big): Pick<Change, Amounts> {
  const { difference, ...share } = differenceOf(before, after);
  const numbers = { before: before.toFixed(), after: after.toFixed() };
  return unit === '%' ? { numbers, difference, unit: '个百分点' } : { numbers, difference, ...share, unit };
}

function say(verdict: Verdict, otherwise = '', isConverted = false): { verdict: Verdict; note?: string } {
  const words = { looser: '放宽', tighter: '收紧', same: '', other: otherwise }[verdict];
  const note = [isConverted ? '折算后' : '', words].join('');
  return note ? { verdict, note } : { verdict };
}

function sameness(before: Requirement, after: Requirement, isConverted: boolean): string {
  if (isConverted) return '折算后相同';
  if (before.operator !== after.operator) return '要求实际相同';
  return before.unit === after.unit ? '数值相同，写法不同' : '单位意思相同，写法不同';
}

/** Returns the remark for two requirements of which neither includes the other. */
function other(before: Requirement, after: Requirement, old: Big, now: Big): string {
  const [from, to] = [before.operator, after.operator];
  if (before.upper !== undefined || after.upper !== undefined) return '要求不同，不能直接说松紧';
  if (from === '=' && to === '=') return now.gt(old) ? '提高' : '降低';
  if (from !== '=' && to !== '=') return '方向相反';
  return '要求不同，不能直接说松紧';
}

interface Limit {
  value: Big;
  /** True when the limit itself does not meet the requirement. */
  open: boolean;
}

/** The values that meet a requirement; `undefined` is no limit. */
interface Range {
  low?: Limit;
  high?: Limit;
}

/**
 * Returns the values that meet a requirement. @param cap the largest possible value: 100 for a percentage that is a
 * share
 */
function rangeOf({ operator, upper }: Requirement, value: Big, factor: Big, cap: Big | undefined): Range {
  const closed = (limit: Big): Limit => ({ value: limit, open: false });
  const limits = cap && value.lte(cap) ? { low: closed(new Big(0)), high: closed(cap) } : {};
  if (upper !== undefined) return { low: closed(value), high: closed(new Big(upper).times(factor)) };
  switch (operator) {
    case '≥': return { ...limits, low: closed(value) };
    case '>': return { ...limits, low: { value, open: true } };
    case '≤': return { ...limits, high: closed(value) };
    case '<': return { ...limits, high: { value, open: true } };
    case '=': return { low: closed(value), high: closed(value) };
    // Without an operator the number is a lower limit.
    default: return { ...limits, low: closed(value) };
  }
}

function compareRanges(before: Range, after: Range): Verdict {
  const [widens, narrows] = [holds(after, before), holds(before, after)];
  if (widens && narrows) return 'same';
  return widens ? 'looser' : narrows ? 'tighter' : 'other';
}

function holds(outer: Range, inner: Range): boolean {
  const reaches = (a: Limit | undefined, b: Limit | undefined, sign: 1 | -1): boolean => {
    if (!a) return true;
    if (!b) return false;
    const order = a.value.cmp(b.value) * sign;
    return order < 0 || (order === 0 && (!a.open || b.open));
  };
  return reaches(outer.low, inner.low, 1) && reaches(outer.high, inner.high, -1);
}

/** Returns true for a unit such as 定性, which names the kind of a target in words and is not read with it. */
function isKindWord(unit: string, target: string, review: Review | undefined): boolean {
  return !DECIMAL.test(target) && (review?.qualitativeUnits.includes(unit) ?? false);
}
