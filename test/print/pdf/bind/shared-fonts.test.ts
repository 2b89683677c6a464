import { inflateSync } from 'node:zlib';
import {
  PDFArray, PDFContext, PDFDict, PDFDocument, PDFName, PDFNumber, type PDFObject, PDFRef,
} from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { SharedFonts } from '../../../../src/print/pdf/bind/shared-fonts.js';
import { ObjectWriter } from '../../../../src/print/pdf/object-writer.js';
import { textsOf } from '../../../../src/print/pdf/to-unicode.js';
import { arrayAt, below, dictAt, streamAt } from '../../../support/pdf-objects.js';

interface Font {
  name?: string;
  /** Sections of the ToUnicode CMap. */
  texts?: string;
  widths?: (number | number[])[];
  /** The width of all other glyphs; 0: it is not said. */
  other?: number;
}

/** Returns a part with fonts as Chromium writes them. */
async function partWith(...fonts: Font[]): Promise<{ part: PDFDocument; refs: PDFRef[] }> {
  const part = await PDFDocument.create();
  const { context } = part;
  const refs = fonts.map(({ name = 'Own-Regular', texts = '', widths = [], other = 1000 }, index) => {
    const tagged = `${String.fromCharCode(65 + index)}AAAAA+${name}`;
    const program = context.register(context.flateStream('program'));
    const descriptor = context.register(context.obj({ Type: 'FontDescriptor', FontName: tagged, FontFile2: program }));
    const cidFont = context.obj({ Subtype: 'CIDFontType2', BaseFont: tagged, FontDescriptor: descriptor });
    if (widths.length) cidFont.set(PDFName.of('W'), context.obj(widths));
    if (other !== 0) cidFont.set(PDFName.of('DW'), PDFNumber.of(other));
    return context.register(context.obj({
      Type: 'Font', Subtype: 'Type0', BaseFont: tagged, Encoding: 'Identity-H',
      DescendantFonts: [context.register(cidFont)], ToUnicode: context.register(context.flateStream(texts)),
    }));
  });
  return { part, refs };
}

interface Bound {
  document: PDFDocument;
  asked: { name: string; codePoints: readonly number[] }[];
  fonts: PDFRef[];
  /** Objects dropped in each part. */
  dropped: number[];
}

/** Takes in parts, finishes, and reads the result. */
async function bound(...parts: Font[][]): Promise<Bound> {
  const writer = new ObjectWriter();
  const shared = new SharedFonts(writer);
  const [fonts, dropped]: [PDFRef[], number[]] = [[], []];
  for (const part of parts) {
    const { part: document, refs } = await partWith(...part);
    const taken = shared.take(document);
    for (const ref of refs) fonts.push(taken.replaced.get(ref) ?? PDFRef.of(0));
    dropped.push(taken.dropped.size);
  }
  const asked: Bound['asked'] = [];
  shared.finish((name, codePoints) => {
    asked.push({ name, codePoints });
    return Buffer.from(`${name} with ${codePoints.length}`);
  });
  const [pages, root] = [writer.nextRef(), writer.nextRef()];
  const context = PDFContext.create();
  writer.write(pages, context.obj({ Type: 'Pages', Kids: [], Count: 0 }));
  writer.write(root, context.obj({ Type: 'Catalog', Pages: pages }));
  return { document: await PDFDocument.load(writer.finish(root, context.obj({}))), asked, fonts, dropped };
}

/** Returns the width of a glyph as a reader finds it (ISO 32000-1, 9.7.4.3). */
function widthOf({ context }: PDFDocument, font: PDFRef, glyph: number): number {
  const cidFont = dictAt(context, font, 'DescendantFonts', 0);
  const items = cidFont.lookup(PDFName.of('W'), PDFArray).asArray();
  for (let index = 0; index < items.length; index += 2) {
    const [first, widths] = [Number(items[index]?.toString()), arrayAt(context, items[index + 1])];
    const width: PDFObject | undefined = glyph >= first ? widths.asArray()[glyph - first] : undefined;
    if (width) return Number(width.toString());
  }
  return cidFont.lookupMaybe(PDFName.of('DW'), PDFNumber)?.asNumber() ?? 1000;
}

const textsIn = (document: PDFDocument, font: PDFRef | undefined): Record<number, string> =>
  Object.fromEntries(textsOf(document.context.lookup(font ?? PDFRef.of(0), PDFDict)));

describe('a font of several parts', () => {
  test('is written once, with the texts of all parts and a program for their characters', async () => {
    const { document, asked, fonts } = await bound(
      [{ texts: 'beginbfchar <0005> <7532> <0001> <0041> endbfchar' }],
      [{ texts: 'beginbfrange <0001> <0002> <0041> endbfrange beginbfchar <0007> <D842DFB7> <0008> <00660069> endbfchar' }],
    );
    expect(new Set(fonts).size).toBe(1);
    expect(textsIn(document, fonts[0])).toEqual({ 1: '0041', 2: '0042', 5: '7532', 7: 'D842DFB7', 8: '00660069' });
    expect(asked).toEqual([{ name: 'Own-Regular', codePoints: [0x41, 0x42, 0x66, 0x69, 0x7532, 0x20BB7] }]);
  });

  test('has an embedded program with its length, and the same tagged name everywhere', async () => {
    const { document, fonts: [font] } = await bound([{ texts: 'beginbfchar <0001> <0041> endbfchar' }], [{}]);
    const { context } = document;
    const names = [below(context, font, 'BaseFont'), below(context, font, 'DescendantFonts', 0, 'BaseFont'),
      below(context, font, 'DescendantFonts', 0, 'FontDescriptor', 'FontName')];
    expect(names.map(String)).toEqual(['/AAAAAA+Own-Regular', '/AAAAAA+Own-Regular', '/AAAAAA+Own-Regular']);
    const file = streamAt(context, font, 'DescendantFonts', 0, 'FontDescriptor', 'FontFile2');
    expect(file.dict.lookup(PDFName.of('Length1'), PDFNumber).asNumber()).toBe('Own-Regular with 1'.length);
    expect(below(context, font, 'Encoding')).toBe(PDFName.of('Identity-H'));
  });

  test('has the widths of all parts, from lists and ranges', async () => {
    const { document, fonts: [font = PDFRef.of(0)] } = await bound(
      [{ widths: [1, [250], 18, [471, 472], 30, 32, 600] }], [{ widths: [19, [472], 40, [700], 50, 50, 800] }],
    );
    const listed = { 1: 250, 18: 471, 19: 472, 30: 600, 31: 600, 32: 600, 40: 700, 50: 800 } as Record<number, number>;
    for (let glyph = 0; glyph < 60; glyph += 1) expect(widthOf(document, font, glyph)).toBe(listed[glyph] ?? 1000);
  });

  test('has the right width of each glyph when the parts have different default widths', async () => {
    const parts: Font[] = [
      { texts: 'beginbfchar <0001> <7532> <0002> <0041> endbfchar', widths: [2, [300]], other: 1000 },
      {
        texts: 'beginbfrange <0010> <0012> <0030> endbfrange beginbfchar <0001> <7532> endbfchar',
        widths: [1, [1000], 18, [450]],
        other: 593,
      },
      { texts: 'beginbfchar <0020> <4E59> endbfchar', other: 0 },
    ];
    for (const order of [[0, 1, 2], [1, 0, 2], [2, 1, 0]]) {
      const { document, fonts: [font = PDFRef.of(0)] } = await bound(...order.map(index => [parts[index] ?? {}]));
      expect([1, 2, 0x10, 0x11, 0x12, 0x20].map(glyph => widthOf(document, font, glyph)))
        .toEqual([1000, 300, 593, 593, 450, 1000]);
    }
  });

  test('has widths and texts sorted by glyph number, in any order of parts', async () => {
    const parts: Font[][] = [
      [{ texts: 'beginbfchar <0005> <0045> endbfchar', widths: [5, [500]] }],
      [{ texts: 'beginbfchar <0002> <0042> endbfchar', widths: [2, [200]] }],
    ];
    for (const order of [parts, parts.toReversed()]) {
      const { document, fonts: [font] } = await bound(...order);
      expect(below(document.context, font, 'DescendantFonts', 0, 'W').toString()).toBe('[ 2 [ 200 ] 5 [ 500 ] ]');
      expect(Object.keys(textsIn(document, font))).toEqual(['2', '5']);
      expect(inflateSync(streamAt(document.context, font, 'ToUnicode').contents).toString())
        .toContain('<0002> <0042>\n<0005> <0045>\n');
    }
  });

  test('does not list default widths', async () => {
    const { document, fonts: [font] } = await bound([{ texts: 'beginbfrange <0001> <0003> <7532> endbfrange', widths: [2, [300]] }]);
    expect(below(document.context, font, 'DescendantFonts', 0, 'W').toString()).toBe('[ 2 [ 300 ] ]');
  });

  test('has its texts in sections of at most 100', async () => {
    for (const [count, sections] of [[100, [100]], [101, [100, 1]], [250, [100, 100, 50]]] as const) {
      const last = count.toString(16).padStart(4, '0');
      const { document, fonts: [font] } = await bound([{ texts: `beginbfrange <0001> <${last}> <4E00> endbfrange` }]);
      const text = inflateSync(streamAt(document.context, font, 'ToUnicode').contents).toString();
      expect([...text.matchAll(/(\d+) beginbfchar\n((?:<.*\n)+)endbfchar/g)].map(([, size, lines = '']) =>
        [Number(size), lines.trimEnd().split('\n').length])).toEqual(sections.map(size => [size, size]));
      expect(Object.keys(textsIn(document, font))).toHaveLength(count);
    }
  });
});

test('fonts of different names are separate, with tags in the order of their names', async () => {
  const { document, fonts } = await bound([{ name: 'Own-Regular' }], [{ name: 'Own-Bold' }, { name: 'Own-Regular' }]);
  expect(fonts[0]).toBe(fonts[2]);
  expect([fonts[0], fonts[1]].map(font => below(document.context, font, 'BaseFont').toString()))
    .toEqual(['/BAAAAA+Own-Regular', '/AAAAAA+Own-Bold']);
});

test('all objects of the fonts of parts are dropped: font, descendant, descriptor, program, texts', async () => {
  const { dropped } = await bound([{}], [{}, { name: 'Own-Bold' }], []);
  expect(dropped).toEqual([5, 10, 0]);
});
