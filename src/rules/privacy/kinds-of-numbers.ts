export type NumberKind = '身份证号' | '手机号' | '银行卡号';

/** The most digits that a number of a person has. */
export const LONGEST = 19;

/** Returns what number of a person some digits are; `undefined` when they are none. */
export function kindOf(digits: string): NumberKind | undefined {
  if (isIdentity(digits)) return '身份证号';
  if (/^1[3-9]\d{9}$/.test(digits)) return '手机号';
  if (/^(?:4|5[1-5]|62|9\d)\d{14,17}$/.test(digits) && isLuhn(digits)) return '银行卡号';
  return undefined;
}

/** 18 places with a date and the check digit of GB 11643—1999 (ISO 7064, MOD 11-2). */
function isIdentity(digits: string): boolean {
  const match = /^\d{6}(?:19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dx]$/.exec(digits);
  if (!match) return false;
  const weights = Array.from({ length: 17 }, (_, index) => 2 ** (17 - index) % 11);
  const total = weights.reduce((sum, weight, index) => sum + Number(digits.charAt(index)) * weight, 0);
  return '10x98765432'.charAt(total % 11) === digits.at(-1);
}

/** The check digit of ISO/IEC 7812-1. */
function isLuhn(digits: string): boolean {
  const total = [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return total % 10 === 0;
}
