import Big from 'big.js';
import { DECIMAL } from './decimal.js';
import type { Scheme } from './form.js';
import { readTarget, type TargetCells } from './reading.js';

/**
 * What an indicator scores: all of its weight when the target is reached; else by the scheme's formula, in proportion
 * (actual ÷ target × weight, for a ceiling target ÷ actual × weight) or nothing.
 *
 * @returns rounded to 2 decimals; `undefined` where it cannot be worked out
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

/** A target without an operator is a floor. */
function holds(operator: string, got: Big, aim: Big): boolean {
  switch (operator) {
    case '≤': return got.lte(aim);
    case '<': return got.lt(aim);
    case '=': return got.eq(aim);
    case '>': return got.gt(aim);
    default: return got.gte(aim);
  }
}
