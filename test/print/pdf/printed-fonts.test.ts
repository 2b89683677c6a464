import { describe, expect, test } from 'vitest';
import { fontsIn, type PrintedFont, readFont } from '../../../src/print/pdf/printed-fonts.js';
import { type Dict, Ref } from '../../../src/print/pdf/objects.js';
import { Lookup, readPrint } from '../../../src/print/pdf/read-print.js';
import { type SkiaObject, skiaFile } from '../../support/skia.js';

/** Reads the font of object 2. */
function read(objects: Record<number, SkiaObject>): PrintedFont {
  const { objects: found } = readPrint(skiaFile({ 1: '<<>>', ...objects }));
  return readFont(found.get(2) as Dict, new Lookup(found));
}

const font = (name: string, more = ''): string => `<</Type /Font\n/Subtype /Type0\n/BaseFont ${name}\n/DescendantFonts [3 0 R]${more}>>`;
const cid = (more = '', subtype = '/CIDFontType2'): string => `<</Type /Font\n/Subtype ${subtype}\n/FontDescriptor 4 0 R${more}>>`;
const descriptor = (more = '/FontFile2 9 0 R'): string => `<</Type /FontDescriptor\n/FontName /AAAAAA+Own${more}>>`;
const whole = (more: Record<number, SkiaObject> = {}): PrintedFont => read({ 2: font('/AAAAAA+Own'), 3: cid(), 4: descriptor(), ...more });

describe('the name of a font', () => {
  test.each([
    ['AAAAAA+NotoSerifSC-Bold', 'NotoSerifSC-Bold'],
    ['AAAAA+Name', 'AAAAA+Name'], // a tag has six letters
    ['AAAAAAA+Name', 'AAAAAAA+Name'],
    ['aaaaaa+Name', 'aaaaaa+Name'],
    ['AAAAAA+BBBBBB+Name', 'BBBBBB+Name'],
  ])('%s is %s', (written, name) => {
    expect(whole({ 2: font(`/${written}`) }).postScriptName).toBe(name);
  });

  test('is read from the descriptor when the font has none, as fonts of drawn glyphs do', () => {
    const drawn = '<</Type /Font\n/Subtype /Type3\n/FontDescriptor 4 0 R>>';
    expect(read({ 2: drawn, 4: descriptor() })).toMatchObject({ postScriptName: 'Own', isTrueType: false });
    expect(read({ 2: '<</Type /Font\n/Subtype /Type3>>' })).toMatchObject({ postScriptName: '', isTrueType: false });
  });
});

describe('a font', () => {
  test('is of TrueType outlines when its descendant and its file are', () => {
    expect(whole().isTrueType).toBe(true);
    expect(whole({ 3: cid('', '/CIDFontType0') }).isTrueType).toBe(false);
    expect(whole({ 4: descriptor('/FontFile3 9 0 R') }).isTrueType).toBe(false);
    expect(whole({ 4: descriptor('') }).isTrueType).toBe(false);
  });

  test('has what its descriptor says of all glyphs', () => {
    const entries = '/Flags 4\n/FontBBox [-1 2.5 3 4]\n/ItalicAngle 0\n/FontFile2 9 0 R\n/CIDSet 9 0 R\n/CharSet (a)';
    expect(whole({ 4: descriptor(entries) }).descriptor).toEqual({ Flags: '4', FontBBox: '[-1 2.5 3 4]', ItalicAngle: '0' });
    expect(() => whole({ 4: descriptor('/Style 9 0 R') })).toThrow('每个 FontDescriptor 里没有引用');
  });

  test('has the glyphs of its ToUnicode with their widths', () => {
    const glyphs = [...whole({ 2: font('/AAAAAA+Own', '/ToUnicode 5 0 R'), 3: cid('/W [2 [500]]'), 5: ['', 'beginbfrange <0001> <0002> <0041> endbfrange'] }).glyphs];
    expect(glyphs).toEqual([[1, { text: '0041', width: 1000 }], [2, { text: '0042', width: 500 }]]);
    expect(whole().glyphs.size).toBe(0);
  });

  test('has widths in lists and ranges, and one for the others', () => {
    const { width } = whole({ 3: cid('/DW 250\n/W [1 [500 510.5] 5 7 600 8 [700]]') });
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map(width)).toEqual([250, 500, 510.5, 250, 250, 600, 600, 600, 700]);
    expect(whole().width(7)).toBe(1000);
    expect(whole({ 3: cid('/W 5 0 R'), 5: '[1 [5]]' }).width(1)).toBe(5);
  });

  test('is refused without a descendant or descriptor', () => {
    expect(() => read({ 2: '<</Subtype /Type0\n/BaseFont /A>>' })).toThrow('有字体的 DescendantFonts');
    expect(() => read({ 2: font('/A'), 3: '[]' })).toThrow('有CIDFont');
    expect(() => read({ 2: font('/A'), 3: '<<>>' })).toThrow('有字体的 FontDescriptor');
    expect(() => whole({ 3: cid('/W 7') })).toThrow('有字体的 W');
    expect(() => whole({ 2: font('/A', '/ToUnicode /Identity-H') })).toThrow('有字体的 ToUnicode');
  });
});

test('the fonts of a page have their resource names; a page may have none', () => {
  const own: Dict = new Map([['Type', '/Font']]);
  const lookup = new Lookup(new Map([[1, own]]));
  expect(fontsIn(new Map([['Font', new Map([['F4', new Ref(1)], ['F5', new Ref(1)]])]]), lookup)).toEqual([['F4', own], ['F5', own]]);
  expect(fontsIn(new Map(), lookup)).toEqual([]);
  expect(() => fontsIn(new Map([['Font', '7']]), lookup)).toThrow('有页面的 /Font');
  expect(() => fontsIn(new Map([['Font', new Map([['F4', new Ref(2)]])]]), lookup)).toThrow('有字体');
});
