import { type PDFDict, type PDFDocument, PDFName, type PDFObject } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import type { PrintFonts } from '../../../src/model/pdf.js';
import { UserError } from '../../../src/model/user-error.js';
import { nameOf, requireOwnFonts } from '../../../src/print/pdf/fonts.js';
import { documentOf, fontWith } from '../../support/pdf-objects.js';

const FONTS: PrintFonts = {
  has: name => name.startsWith('Own-'),
  covers: codePoint => codePoint > 0x20 && codePoint !== 0x2611 && codePoint !== 0x20BB7,
  program: () => new Uint8Array(),
};

/** Adds a font; `cmap` are sections of its ToUnicode. */
function addFont({ context }: PDFDocument, name: string, subtype = 'Type0', cmap = ''): PDFDict {
  const font = fontWith(context, cmap);
  font.set(PDFName.of('Subtype'), PDFName.of(subtype));
  font.set(PDFName.of('BaseFont'), PDFName.of(name));
  context.register(font);
  return font;
}

/** Returns the error about a document, or undefined when it may be used. */
function errorOf(document: PDFDocument, html = ''): UserError | undefined {
  try {
    requireOwnFonts(document, { title: '甲', html }, FONTS);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

const LACKING = '数据已经核对过，这个字在模板、样式或表样定义里：换一个字，或在口径的“字体”里指定有这个字的字体';
const CODES = '模板和样式里直接写字符本身，不写 &rarr;、\\2192 这类代号';

describe('the fonts of a print', () => {
  test('may be those of the scheme, with their descendant fonts', async () => {
    const document = await documentOf('BT <00010002> Tj ET\n');
    addFont(document, 'AAAAAA+Own-Regular');
    addFont(document, 'BAAAAA+Own-Bold');
    addFont(document, 'BAAAAA+Own-Bold', 'CIDFontType2');
    addFont(document, 'BAAAAA+Own-Bold', 'CIDFontType0');
    expect(errorOf(document, '甲乙\n')).toBeUndefined();
  });

  test('are reported when not in the scheme, with the characters set in them', async () => {
    const document = await documentOf('');
    addFont(document, 'CAAAAA+DejaVuSans', 'Type0', 'beginbfchar <0EE9> <2611> endbfchar beginbfrange <0001> <0002> <0041> endbfrange');
    expect(errorOf(document)).toMatchObject({
      message: '“甲”里有口径的字体印不出的字：“☑”（U+2611）、“A”（U+0041）、“B”（U+0042），浏览器换用了这台机器的字体 DejaVuSans',
      hint: LACKING,
    });
  });

  test('are reported with a hint on character codes when the scheme has these characters', async () => {
    const document = await documentOf('');
    addFont(document, 'DejaVuSans', 'Type0', 'beginbfchar <0EE9> <2192> endbfchar');
    expect(errorOf(document)?.hint).toBe(CODES);
  });

  test('are reported when not Type0, with or without a name', async () => {
    const document = await documentOf('');
    document.context.register(document.context.obj({ Type: 'Font', Subtype: 'Type3' }));
    expect(errorOf(document)?.message).toBe('“甲”里有口径的字体印不出的字');
    addFont(document, 'Own-Regular', 'TrueType');
    expect(errorOf(document)?.message).toContain('字体 、Own-Regular');
  });

  test('are reported when two have the same name, because one may be of the machine', async () => {
    const document = await documentOf('');
    addFont(document, 'AAAAAA+Own-Regular');
    expect(errorOf(document)).toBeUndefined();
    addFont(document, 'BAAAAA+Own-Regular');
    expect(errorOf(document)?.message).toContain('这台机器的字体 Own-Regular');
  });
});

describe('characters without a glyph', () => {
  test.each(['<0000> Tj', '<00010000> Tj', '<00000001> Tj', '<000100000002> Tj'])('are reported for %s', async (line) => {
    expect(errorOf(await documentOf('', `BT\n${line}\nET\n`))).toBeDefined();
  });

  test.each(['<0001> Tj', '<10000001> Tj', '<00100002> Tj', '<12000034> Tj', '<> Tj'])('are not reported for %s', async (line) => {
    expect(errorOf(await documentOf(`BT\n${line}\nET\n`))).toBeUndefined();
  });

  test('are listed once each when the print has their text, above U+FFFF too', async () => {
    const line = '/Span<</ActualText <FEFFD842DFB7> >> BDC\n1 0 Td <0000> Tj\nEMC\n';
    expect(errorOf(await documentOf(line, line + line))?.message).toBe('“甲”里有口径的字体印不出的字：“𠮷”（U+20BB7）');
  });

  test('are searched for in the HTML, except for control characters', async () => {
    const error = errorOf(await documentOf('<0000> Tj\n'), '<p>\n\t☑甲☑</p>');
    expect(error?.message).toBe('“甲”里有口径的字体印不出的字：“☑”（U+2611）');
    expect(error?.hint).toBe(LACKING);
    expect(errorOf(await documentOf('<0000> Tj\n'), '甲 乙')?.message).toContain('“ ”（U+0020）');
  });

  test('are reported in the content of a transparent element, which is a stream of its own', async () => {
    const document = await documentOf('/X8 Do\n');
    const { context } = document;
    context.register(context.flateStream('<0001> Tj\n', { Type: 'XObject', Subtype: 'Form' }));
    expect(errorOf(document)).toBeUndefined();
    context.register(context.flateStream('<0000> Tj\n', { Type: 'XObject', Subtype: 'Form' }));
    expect(errorOf(document)).toBeDefined();
  });

  test('are not reported when they are in the HTML only', async () => {
    expect(errorOf(await documentOf('<0001> Tj\n'), '<p>☑</p>')).toBeUndefined();
  });
});

test('a page of several streams is an error', async () => {
  const document = await documentOf('');
  const { node } = document.getPage(0);
  node.set(PDFName.of('Contents'), document.context.obj([node.get(PDFName.of('Contents')) ?? null]));
  expect(() => errorOf(document)).toThrow('the content of a page is not one stream');
});

describe('the name of a font', () => {
  test.each([
    ['AAAAAA+NotoSerifSC-Bold', 'NotoSerifSC-Bold'],
    ['AAAAA+Name', 'AAAAA+Name'], // a tag has six letters
    ['AAAAAAA+Name', 'AAAAAAA+Name'],
    ['aaaaaa+Name', 'aaaaaa+Name'],
    ['AAAAAA+BBBBBB+Name', 'BBBBBB+Name'],
    ['AAAAAA+A Name#(1)', 'A Name#(1)'],
  ])('%s is %s', async (written, name) => {
    const { context } = await documentOf();
    const font = context.obj({});
    font.set(PDFName.of('BaseFont'), PDFName.of(written.replace('#', '#23')));
    expect(nameOf(font)).toBe(name);
  });

  test('is read from the descriptor when the font has none', async () => {
    const { context } = await documentOf();
    const descriptor: PDFObject = context.obj({ FontName: 'AAAAAA+Drawn' });
    expect(nameOf(context.obj({ FontDescriptor: context.register(descriptor) }))).toBe('Drawn');
    expect(nameOf(context.obj({}))).toBe('');
  });
});
