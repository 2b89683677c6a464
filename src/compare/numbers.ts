import Big from 'big.js';
import type { Decimal } from '../model/decimal.js';

export interface Difference {
  /** Signed and exact: `+3.5`; `0` when equal. */
  difference: string;
  /** Signed, with one decimal: `+8.9%`; left out when it has no meaning. */
  percent?: string;
}

/** Returns after minus before, exact and in percent of before. */
export function differenceOf(before: Decimal | Big, after: Decimal | Big): Difference {
  const base = new Big(before);
  const change = new Big(after).minus(base);
  const difference = signed(change);
  if (base.eq(0) || change.eq(0)) return { difference };
  const percent = change.div(base.abs()).times(100).round(1);
  return percent.eq(0) ? { difference } : { difference, percent: `${signed(percent)}%` };
}

function signed(number: Big): string {
  return `${number.gt(0) ? '+' : ''}${number.toFixed()}`;
}
