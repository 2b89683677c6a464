import { expect, test } from 'vitest';
import { findUnprintable } from '../../src/rules/text/printable.js';

test.each([0x07, 0x1B, 0x7F, 0x85, 0xAD, 0x200B, 0x200F, 0x2028, 0x202E, 0x2066, 0xFEFF, 0xE0041])(
  'U+%x, which nobody sees, is found in texts at any depth, whatever the fonts have', (codePoint) => {
    const character = String.fromCodePoint(codePoint);
    const found = [...findUnprintable({ list: [{ text: `甲${character}乙\n` }] }, () => true)];
    expect(found).toMatchObject([{ at: '/list/0/text', within: [1, 1 + character.length], hint: '删去它' }]);
  },
);
