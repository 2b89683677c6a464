import Big from 'big.js';
import { DECIMAL } from './decimal.js';
import type { Scheme } from './form.js';
import { readTarget, type TargetCells } from './reading.js';

/**
 * Returns the score of an indicator: its full weight when the target is reached; else, as the scheme says, a part of it
 * (actual ÷ target × weight; for an upper limit target ÷ actual × weight) or 0.
 *
 * @param weight in points
 * @returns points, rounded to 2 decimals; `undefined` when they cannot be calculated
 */
export function scoreOf(target: TargetCells, actual: string, weight: string, { missed }: Scheme['review']['self']): Big | undefined {
  if (!DECIMAL.test(weight)) return undefined;
  const asked = readTarget(target);
  const reached = readTarget({ target: actual });
  const full = new Big(weight);
  if (asked.kind === 'wording' && reached.kind === 'wording') {
    return asked.operator !== '' && asked.operator !== '=' ? undefined : actual === target.target ? full : undefined;
  }
  if (asked.number === undefined || reached.number === undefined) return undefined;
  if (asked.upper !== undefined || reached.upper !== undefined) return undefined;
  if (asked.unit !== '' && reached.unit !== '' && asked.unit !== reached.unit) return undefined;
  const [aim, got] = [new Big(asked.number), new Big(reached.number)];
  if (holds(asked.operator, got, aim)) return full;
  if (missed === '不得分') return new Big(0);
  const isCeiling = asked.operator === '≤' || asked.operator === '<';
  const [part, whole] = isCeiling ? [aim, got] : [got, aim];
  if (whole.lte(0) || part.lt(0) || (asked.operator === '=' && got.gt(aim))) return undefined;
  return full.times(part).div(whole).round(2);
}

/** True when the value meets the target. A target without an operator is a lower limit. */
function holds(operator: string, got: Big, aim: Big): boolean {
  switch (operator) {
    case '≤': return got.lte(aim);
    case '<': return got.lt(aim);
    case '=': return got.eq(aim);
    case '>': return got.gt(aim);
    default: return got.gte(aim);
  }
}
