import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { codeFrame } from '../../../src/report/problems/code-frame.js';

const range = (line: number, from: number, to: number, toLine = line): Parameters<typeof codeFrame>[1] => ({
  start: { line, column: from },
  end: { line: toLine, column: to },
});

/** The characters that the carets stand under. */
function underlined([line = '', carets = '']: string[]): string {
  const from = carets.indexOf('^');
  const to = carets.lastIndexOf('^') + 1;
  let cell = 0;
  return [...line].filter((character) => {
    const here = cell;
    cell += stringWidth(character);
    return here >= from && here < to;
  }).join('');
}

test.each([
  ['    权重: 二十', 9, 11, '二十'],
  ['项目概况: 及时😀对单位', 9, 11, '😀'],
  ['a: “引号” ㎡', 9, 10, '㎡'],
  [`立项依据: ${'沙委办〔2014〕61号、'.repeat(20)}〔2018)8号`, 268, 274, '2018)8'],
])('the marks are below the characters of the range: %s', (text, from, to, part) => {
  expect(text.slice(from - 1, to - 1)).toBe(part);
  const frame = codeFrame(text.split('\n'), range(1, from, to));
  expect(underlined(frame)).toBe(part);
  for (const line of frame) expect(stringWidth(line)).toBeLessThanOrEqual(80);
});

test('a range of several lines is shown by its first line, an empty one by one mark', () => {
  expect(codeFrame('a: |\n  b\n'.split('\n'), range(1, 4, 3, 2))).toEqual(['1 │ a: |', '  │    ^']);
  expect(codeFrame('a:'.split('\n'), range(1, 3, 3))).toEqual(['1 │ a:', '  │   ^']);
});

test('control characters of a file are not written to the terminal', () => {
  expect(codeFrame('a: \u001B[31m红\u202E'.split('\n'), range(1, 1, 2))[0]).toBe('1 │ a: �[31m红�');
  expect(codeFrame(['a: ##[error]甲'], range(1, 1, 2))[0]).toBe('1 │ a: # #[error]甲');
});
