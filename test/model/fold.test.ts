import { expect, test } from 'vitest';
import { fold } from '../../src/model/fold.js';
import { widthOf } from '../../src/model/width.js';

const FINDING = '    \u001B[33m应改\u001B[39m 5:1 “绩效目标”里除年份、金额外没有一个数，说不清做多少、做到什么程度 \u001B[2mgoal-unquantified\u001B[22m';

test('a line that is too long goes on below its beginning, a little further in', () => {
  expect(fold(`标题\n${FINDING}`, 80).split('\n')).toEqual([
    '标题',
    '    \u001B[33m应改\u001B[39m 5:1 “绩效目标”里除年份、金额外没有一个数，说不清做多少、做到什么程度',
    '      \u001B[2mgoal-unquantified\u001B[22m',
  ]);
});

test.each([120, 80, 60, 40])('nothing is lost, no word is broken, no line is too wide: %i columns', (columns) => {
  for (const text of [FINDING, FINDING.trim(), `  ${'《关于印发〈工作方案〉的通知》（沙府发〔2023〕5号）'.repeat(6)}`, '甲'.repeat(300)]) {
    const lines = fold(text, columns).split('\n');
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(lines.map(line => line.trim()).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    expect(lines.some(line => line.includes('goal-unquantified'))).toBe(text.includes('goal-unquantified'));
  }
});

test('where there is no terminal, and where a word is longer than the line, nothing is folded', () => {
  expect(fold(FINDING, undefined)).toBe(FINDING);
  expect(fold(`http://127.0.0.1:4000/${'a'.repeat(90)}`, 80)).not.toContain('\n');
});
