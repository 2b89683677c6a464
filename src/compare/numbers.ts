import Big from 'big.js';
import type { Decimal } from '../model/decimal.js';

export interface Difference {
  /** After minus before, exact. */
  difference: Decimal;
  /** With one decimal; left out when it has no meaning. */
  percent?: Decimal;
}

/** Returns after minus before, exact and in percent of before. */
export function differenceOf(before: Decimal | Big, after: Decimal | Big): Difference {
  const base = new Big(before);
  const change = new Big(after).minus(base);
  const difference = change.toFixed();
  if (base.eq(0) || change.eq(0)) return { difference };
  const percent = change.div(base.abs()).times(100).round(1);
  return percent.eq(0) ? { difference } : { difference, percent: percent.toFixed() };
}
