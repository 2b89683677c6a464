import { type Decimal, DECIMAL } from '../model/decimal.js';

/** Whether a cell is set as a number (aligned by its digits) or as words. Numbers themselves are printed as typed. */
export function isNumber(value: Decimal): boolean {
  return DECIMAL.test(value);
}
