import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { widthOf } from '../../src/model/width.js';

test('the width of every character is that of the library', () => {
  const different = [];
  for (let code = 0; code <= 0xFFFF; code += 1) {
    const text = String.fromCharCode(code);
    if (widthOf(text) !== stringWidth(text) || widthOf(`中${text}a`) !== stringWidth(`中${text}a`)) different.push(code);
  }
  expect(different).toEqual([]);
});

test('the width of a text is that of its characters: marks, emoji and Latin letters among Chinese', () => {
  for (const text of ['', '权重: 二十', 'a\u0301中', '👍🏽年', '“引”—', 'ｱ全角']) expect(widthOf(text)).toBe(stringWidth(text));
});
