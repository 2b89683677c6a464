import { defineRule } from '../rule.js';
import { namesOf, proseOf } from '../reading/fields.js';

export default defineRule({
  id: 'private-number',
  title: '个人号码',
  needs: [],
  rank: '必改',
  why: '绩效目标要随预算公开，身份证号、手机号、银行卡号是个人信息（《个人信息保护法》），公开前必须去掉。请删去号码。',
  *check(form) {
    for (const { at, text } of [...namesOf(form), ...proseOf(form)]) {
      for (const { index, 0: all } of halfWidth(text).matchAll(/(?<![\dA-Za-z])\d(?:[ -]?\d){9,18}[Xx]?(?![\dA-Za-z])/g)) {
        const kind = kindOf(all.replace(/[ -]/g, ''));
        if (!kind) continue;
        yield {
          at,
          within: [index, index + all.length],
          message: `有一个${kind}（${all.slice(0, 3)}…${all.slice(-2)}）`,
          hint: '公开前删去；要指明是谁的，写单位或编号',
        };
      }
    }
  },
});

/** Returns a text of the same length with digits, X, blanks and hyphens in half width. */
function halfWidth(text: string): string {
  return text.replace(/[０-９Ｘｘ]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 0xFEE0))
    .replace(/[\u00A0\u3000]/g, ' ').replace(/[‐-―－]/g, '-');
}

function kindOf(digits: string): string | undefined {
  if (isIdentity(digits)) return '身份证号';
  if (/^1[3-9]\d{9}$/.test(digits)) return '手机号';
  if (/^(?:4|5[1-5]|62|9\d)\d{14,17}$/.test(digits) && isLuhn(digits)) return '银行卡号';
  return undefined;
}

/** 18 places with a date and the check digit of GB 11643—1999 (ISO 7064, MOD 11-2). */
function isIdentity(digits: string): boolean {
  const match = /^\d{6}(?:19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/.exec(digits);
  if (!match) return false;
  const weights = Array.from({ length: 17 }, (_, index) => 2 ** (17 - index) % 11);
  const total = weights.reduce((sum, weight, index) => sum + Number(digits.charAt(index)) * weight, 0);
  return '10X98765432'.charAt(total % 11) === digits.at(-1)?.toUpperCase();
}

/** The check digit of ISO/IEC 7812-1. */
function isLuhn(digits: string): boolean {
  const total = [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return total % 10 === 0;
}
