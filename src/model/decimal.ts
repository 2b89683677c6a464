import Big from 'big.js';

/** A number exactly as it was typed, e.g. `39.30`: printed as such, calculated with {@link Big}, never a float. */
export type Decimal = string;

/** A plain decimal: no sign but `-`, no exponent, no other base, no leading zero. */
export const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Exact sum. */
export function sum(numbers: Iterable<Decimal>): Big {
  let total = new Big(0);
  for (const number of numbers) total = total.plus(number);
  return total;
}
