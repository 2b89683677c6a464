import Big from 'big.js';

/**
 * A number exactly as typed, e.g. `39.30`. It is printed as it is and calculated with {@link Big}, never as a float.
 */
export type Decimal = string;

/** An amount, or a group of amounts; see money.ts. */
export type Money = Decimal | { [field: string]: Money | undefined };

/** A plain decimal: no sign but `-`, no exponent, no other base, no leading zero, no `-0`. */
export const DECIMAL = /^(?!-0(?:\.0+)?$)-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * Returns the plain decimal for a text that looks like a number: `1,200`, `１２`, `1e3`, `0x1F`, `+5`, `-0`.
 *
 * @returns `undefined` for other texts, and when the number would be extremely long
 */
export function plainDecimal(text: string): Decimal | undefined {
  const bare = text.trim().normalize('NFKC').replace(/[,_ ]/g, '').replace(/^\+/, '').replace(/^−/, '-');
  if (bare.length > 40) return undefined;
  if (/^0(?:x[\da-f]+|o[0-7]+|b[01]+)$/i.test(bare)) return BigInt(bare).toString();
  if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,2})?$/i.test(bare)) return undefined;
  const number = new Big(bare.replace(/\.(?!\d)/, '').replace(/^(-?)\./, '$10.'));
  return number.eq(0) ? '0' : number.toFixed();
}

/** Returns the exact sum. */
export function sum(numbers: Iterable<Decimal | Big>): Big {
  let total = new Big(0);
  for (const number of numbers) total = total.plus(number);
  return total;
}
