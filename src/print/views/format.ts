import type { Decimal } from '../../model/decimal.js';

/** Returns true if a cell is aligned as a number. Numbers themselves are printed as typed. */
export function isNumber(text: string): boolean {
  return /^-?\d+(?:,\d{3})*(?:\.\d+)?%?$/.test(text);
}

/** An amount in two parts, so that a column of them can be aligned at the point. */
export interface AmountView {
  whole: string;
  /** With the point; `''` for a whole number. */
  fraction: string;
}

/** An amount as typed: `39.3` → `39` and `.3`. */
export function viewAmount(amount: Decimal): AmountView {
  const [whole = '', decimals] = amount.split('.');
  return { whole, fraction: decimals === undefined ? '' : `.${decimals}` };
}

/** An amount with the room that it and those above and below it need. */
export interface AlignedAmount extends AmountView, Room {}

/** The most characters before the point, and the most decimals, of amounts that stand below one another. */
export interface Room {
  digits: string;
  decimals: string;
}

/** Returns the room for some amounts, all of them as typed. */
export function roomFor(amounts: readonly Decimal[]): Room {
  const most = (lengths: readonly number[]): string => String(lengths.reduce((a, b) => Math.max(a, b), 0));
  return {
    digits: most(amounts.map(amount => viewAmount(amount).whole.length)),
    decimals: most(amounts.map(decimalsOf)),
  };
}

/** Returns the number of decimals of an amount. */
export function decimalsOf(amount: Decimal): number {
  return amount.split('.')[1]?.length ?? 0;
}
