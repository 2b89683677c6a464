import { describe, expect, test } from 'vitest';
import { decodeUtf16, hex4, textsOf, toUnicode } from '../../../src/print/pdf/to-unicode.js';

const textsIn = (cmap: string): Record<number, string> => Object.fromEntries(textsOf(cmap));
const range = (entries: string): Record<number, string> => textsIn(`1 beginbfrange\n${entries}\nendbfrange`);

describe('the texts of the glyphs of a font', () => {
  test('single glyphs are read from all bfchar sections', () => {
    expect(textsIn('2 beginbfchar\n<0001> <0020>\n<490E> <7532>\nendbfchar\n1 beginbfchar <0002><0021> endbfchar'))
      .toEqual({ 1: '0020', 0x490E: '7532', 2: '0021' });
  });

  test('a range includes its first and its last glyph', () => {
    expect(range('<0011> <0014> <0030>\n<0020> <0020> <0041>'))
      .toEqual({ 0x11: '0030', 0x12: '0031', 0x13: '0032', 0x14: '0033', 0x20: '0041' });
  });

  test('a range that carries into the high byte keeps four digits', () => {
    expect(range('<0001> <0003> <00FE>')).toEqual({ 1: '00FE', 2: '00FF', 3: '0100' });
  });

  test('a range of characters above U+FFFF increments the low surrogate', () => {
    const texts = range('<0001> <0002> <D842DFB7>');
    expect(texts).toEqual({ 1: 'D842DFB7', 2: 'D842DFB8' });
    expect(Object.values(texts).map(decodeUtf16)).toEqual(['𠮷', '𠮸']);
  });

  test('a range of ligatures increments the last character, whatever the length of the text', () => {
    expect(range('<0001> <0002> <00660066>')).toEqual({ 1: '00660066', 2: '00660067' });
    expect(range('<0001> <0002> <006600660066006900660066>'))
      .toEqual({ 1: '006600660066006900660066', 2: '006600660066006900660067' });
  });

  test('a range may list the text of each glyph', () => {
    expect(range('<0001> <0003> [<0041> <00660069> <D842DFB7>]\n<0007> <0008> <0061>'))
      .toEqual({ 1: '0041', 2: '00660069', 3: 'D842DFB7', 7: '0061', 8: '0062' });
  });

  test('a list that is longer than its range sets no glyph outside of it', () => {
    expect(range('<0001> <0002> [<0041> <0042> <0043>]')).toEqual({ 1: '0041', 2: '0042' });
  });

  test('a ligature has several characters, and a glyph without text is left out', () => {
    expect(textsIn('2 beginbfchar\n<0003> <>\n<0004> <00660069>\nendbfchar')).toEqual({ 4: '00660069' });
  });

  test('code space ranges are ignored', () => {
    expect(textsIn('1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange')).toEqual({});
    expect(textsIn('')).toEqual({});
  });
});

describe('UTF-16 in hex', () => {
  test.each([['0041', 'A'], ['D83DDE00', '😀'], ['006600660069', 'ffi'], ['', ''], ['004', '']])('%s is “%s”', (hex, text) => {
    expect(decodeUtf16(hex)).toBe(text);
  });
});

describe('a written CMap', () => {
  const texts = (count: number): [number, string][] =>
    Array.from({ length: count }, (_, index) => [index + 1, hex4(index + 0x4E00)]);

  test.each([0, 1, 99, 100, 101, 250])('has %d texts that are read back', (count) => {
    expect([...textsOf(toUnicode(texts(count)))]).toEqual(texts(count));
  });

  test('has at most 100 texts in a section (Adobe Technical Note 5014)', () => {
    expect(toUnicode(texts(250)).match(/\d+(?= beginbfchar)/g)).toEqual(['100', '100', '50']);
    expect(toUnicode([[0xFE, '00660069'], [0x1234, 'D842DFB7']])).toContain('2 beginbfchar\n<00FE> <00660069>\n<1234> <D842DFB7>\nendbfchar');
  });
});

test('a glyph has four digits', () => {
  expect([0, 0xAB, 0xFFFF].map(hex4)).toEqual(['0000', '00AB', 'FFFF']);
});
