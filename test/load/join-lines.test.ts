import { expect, test } from 'vitest';
import { joinLines } from '../../src/load/join-lines.js';

test.each([
  ['  一句，\n  又一句。\n', '一句，又一句。'],
  ['  一段。\n\n\n  二段。\n\n', '一段。\n二段。'],
  ['  use Node\n  20 here\n', 'use Node 20 here'],
  ['  投入\n  20万元\n', '投入20万元'],
  ['  共 3 项  \r\n  \t工程\r\n', '共 3 项工程'],
  ['', ''],
])('%j becomes %j: no blanks between lines, an empty line begins a paragraph', (raw, text) => {
  expect(joinLines(raw).text).toBe(text);
});

test('each line remembers where it stood', () => {
  const raw = '  一句，\n    又一句。\n\n  二段。\n';
  const { text, pieces } = joinLines(raw);
  for (const [value, offset] of pieces) expect(raw[offset]).toBe(text[value]);
  expect(pieces).toEqual([[0, 2], [3, 10], [8, 18]]);
});
