import Big from 'big.js';
import type { Decimal } from '../model/decimal.js';

export interface Difference {
  /** Exact. */
  difference: Decimal;
  /** With one decimal; left out where it would say nothing. */
  percent?: Decimal;
}

/** After minus before, and what share of before that is. */
export function differenceOf(before: Decimal | Big, after: Decimal | Big): Difference {
  const base = new Big(before);
  const change = new Big(after).minus(base);
  const difference = change.toFixed();
  if (base.eq(0) || change.eq(0)) return { difference };
  const percent = change.div(base.abs()).times(100).round(1);
  return percent.eq(0) ? { difference } : { difference, percent: percent.toFixed() };
}
