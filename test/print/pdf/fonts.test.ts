import { describe, expect, test } from 'vitest';
import type { PrintFonts } from '../../../src/model/pdf.js';
import { UserError } from '../../../src/model/user-error.js';
import { requireOwnFonts } from '../../../src/print/pdf/fonts.js';
import type { PrintedFont } from '../../../src/print/pdf/printed-fonts.js';

const FONTS: PrintFonts = {
  names: () => ['Own-Bold', 'Own-Regular'],
  wholeGlyph: (_, glyph) => glyph,
  covers: codePoint => codePoint > 0x20 && codePoint !== 0x2611 && codePoint !== 0x20BB7,
  digit: () => ({ glyph: 0, width: 0 }),
  cut: () => ({ program: new Uint8Array(), places: new Map() }),
};

/** A font whose glyphs have these texts. */
const fontOf = (postScriptName: string, texts: string[] = [], isTrueType = true): PrintedFont => ({
  postScriptName, isTrueType, descriptor: {}, width: () => 1000,
  glyphs: new Map(texts.map((text, index) => [index + 1, { width: 1000, text: Buffer.from(text, 'utf16le').swap16().toString('hex') }])),
});

/** Returns the error about a print, or undefined when it may be used. */
function errorOf(fonts: PrintedFont[], contents: string[] = [], html = ''): UserError | undefined {
  try {
    requireOwnFonts(fonts, contents, { title: '甲', html }, FONTS);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

const LACKING = '数据已经核对过，这个字在模板、样式或表样定义里：换一个字，或在口径的“字体”里指定有这个字的字体';
const CODES = '模板和样式里直接写字符本身，不写 &rarr;、\\2192 这类代号';

describe('the fonts of a print', () => {
  test('may be those of the scheme', () => {
    expect(errorOf([fontOf('Own-Regular', ['甲', '☑']), fontOf('Own-Bold')], ['BT <00010002> Tj ET\n'], '甲乙☑\n')).toBeUndefined();
    expect(errorOf([])).toBeUndefined();
  });

  test('are reported when not in the scheme, with the characters set in them', () => {
    expect(errorOf([fontOf('Own-Regular', ['甲']), fontOf('DejaVuSans', ['☑', 'A', '', '𠮷'])])).toMatchObject({
      message: '“甲”里有口径的字体印不出的字：“☑”（U+2611）、“A”（U+0041）、“𠮷”（U+20BB7），浏览器换用了这台机器的字体 DejaVuSans',
      hint: LACKING,
    });
  });

  test('are reported with a hint on character codes when the scheme has these characters', () => {
    expect(errorOf([fontOf('DejaVuSans', ['→'])])?.hint).toBe(CODES);
  });

  test('are reported when not of TrueType outlines, with or without a name', () => {
    expect(errorOf([fontOf('', [], false)])?.message).toBe('“甲”里有口径的字体印不出的字');
    expect(errorOf([fontOf('', [], false), fontOf('Own-Regular', [], false)])?.message).toContain('字体 、Own-Regular');
  });

  test('are reported when two have the same name, because one may be of the machine', () => {
    expect(errorOf([fontOf('Own-Regular'), fontOf('Own-Regular')])?.message)
      .toBe('“甲”里有口径的字体印不出的字，浏览器换用了这台机器的字体 Own-Regular');
  });

  test('are named once each', () => {
    expect(errorOf([fontOf('A', ['☑']), fontOf('B', ['☑']), fontOf('A')])?.message)
      .toBe('“甲”里有口径的字体印不出的字：“☑”（U+2611），浏览器换用了这台机器的字体 A、B');
  });
});

describe('characters without a glyph', () => {
  test.each(['<0000> Tj', '<00010000> Tj', '<00000001> Tj', '<000100000002> Tj'])('are reported for %s', (line) => {
    expect(errorOf([], ['', `BT\n${line}\nET\n`])).toBeDefined();
  });

  test.each(['<0001> Tj', '<10000001> Tj', '<00100002> Tj', '<12000034> Tj', '<> Tj'])('are not reported for %s', (line) => {
    expect(errorOf([], [`BT\n${line}\nET\n`])).toBeUndefined();
  });

  test('are listed once each when the print has their text, above U+FFFF too', () => {
    const line = '/Span<</ActualText <FEFFD842DFB7> >> BDC\n1 0 Td <0000> Tj\nEMC\n';
    expect(errorOf([], [line, line + line])?.message).toBe('“甲”里有口径的字体印不出的字：“𠮷”（U+20BB7）');
    const other = line.replace('D842DFB7', '2611');
    expect(errorOf([], ['', line, other])?.message).toBe('“甲”里有口径的字体印不出的字：“𠮷”（U+20BB7）、“☑”（U+2611）');
  });

  test('are searched for in the HTML, except for control characters', () => {
    const error = errorOf([], ['<0000> Tj\n'], '<p>\n\t☑甲☑</p>');
    expect(error?.message).toBe('“甲”里有口径的字体印不出的字：“☑”（U+2611）');
    expect(error?.hint).toBe(LACKING);
    expect(errorOf([], ['<0000> Tj\n'], '甲 乙')?.message).toContain('“ ”（U+0020）');
  });

  test('are not reported when they are in the HTML only', () => {
    expect(errorOf([], ['<0001> Tj\n'], '<p>☑</p>')).toBeUndefined();
  });

  test('have a hint on character codes when none of those known is lacking', () => {
    expect(errorOf([], ['<0000> Tj\n'], '甲')?.hint).toBe(CODES);
  });
});
