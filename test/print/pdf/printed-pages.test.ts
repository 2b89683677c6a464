import { describe, expect, test } from 'vitest';
import { type Part, partsOf } from '../../../src/print/pdf/part.js';
import { marksIn, measurePrint } from '../../../src/print/pdf/printed-pages.js';
import type { PrintFonts } from '../../../src/model/pdf.js';
import { type SkiaPrint, skiaPrint } from '../../support/skia.js';

const FONTS: PrintFonts = {
  names: () => ['Own-Bold', 'Own-Regular'],
  wholeGlyph: (_, glyph) => glyph,
  covers: () => true,
  digit: () => ({ glyph: 0, width: 0 }),
  cut: () => ({ program: new Uint8Array(), places: new Map() }),
};
const parts = (print: SkiaPrint, sections?: number[]): Part[] => partsOf(skiaPrint(print), { title: '甲', html: '' }, FONTS, sections);
const part = (print: SkiaPrint): Part => parts(print)[0] as Part;

/** Marked content with a text of glyphs, whose codes are code points. */
const marked = (mcid: number, text: string, font = 'F4'): string =>
  `/NonStruct <</MCID ${mcid} >>BDC\nBT\n/${font} 10 Tf\n1 0 0 -1 0 0 Tm\n${[...text].map((sign, index) =>
    `${index ? '10 0 Td ' : ''}<${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}> Tj`).join('\n')}\nET\nEMC\n`;

describe('marked content', () => {
  const shown = (content: string): unknown => Object.fromEntries(marksIn(content));

  test('shows text, only lines, or nothing', () => {
    expect(shown(`${marked(0, 'A')}/Table <</MCID 1 >>BDC\n0 0 1 1 re\nf\nEMC\n/P <</MCID 2 >>BDC\nBT\nET\nEMC\n`)).toEqual({ 0: 'text', 1: 'marks' });
  });

  test.each(['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*', 'sh', '/X0 Do'])('shows lines for %s', (operator) => {
    expect(shown(`/P <</MCID 3 >>BDC\n${operator}\nEMC\n`)).toEqual({ 3: 'marks' });
  });

  test.each(['q', 'W* n', '0 0 1 rg', '/Sf gs', '10 Tf', 're'])('shows nothing for %s', (operator) => {
    expect(shown(`/P <</MCID 3 >>BDC\n${operator}\nEMC\n`)).toEqual({});
  });

  test('shows text when it has both, in any order', () => {
    for (const both of ['<0001> Tj\nf', 'f\n<0001> Tj']) expect(shown(`/P <</MCID 0 >>BDC\n${both}\nEMC\n`)).toEqual({ 0: 'text' });
  });

  test('shows what is in a replacement text in it, and nothing behind its end', () => {
    expect(shown('/P <</MCID 0 >>BDC\n/Span <</ActualText <FEFF> >> BDC\n<0001> Tj\nEMC\nEMC\nf\n')).toEqual({ 0: 'text' });
    expect(shown('/P <</MCID 0 >>BDC\n/Span <</ActualText <FEFF> >> BDC\nEMC\n<0001> Tj\nEMC\n')).toEqual({ 0: 'text' });
    expect(shown('f\n/P <</MCID 0 >>BDC\nBT\nET\nEMC\nf\n<0001> Tj\n')).toEqual({});
  });
});

describe('the text of a link', () => {
  const labelOf = (content: string, fonts?: SkiaPrint['fonts']): string | undefined => part({
    contents: [content], kids: '1000 0 R', ...(fonts && { fonts }),
    more: { 1000: '<</S /Link\n/Pg 10 0 R\n/K [1 2 <</Type /OBJR\n/Obj 1001 0 R>>]>>', 1001: '<</Rect [0 0 1 1]\n/Dest /a>>' },
  }).links[0]?.label;

  test('is that of its content, and of no other', () => {
    expect(labelOf(marked(0, 'X') + marked(1, 'AB') + marked(2, 'C') + marked(11, 'Y') + marked(12, 'Z'))).toBe('ABC');
  });

  test('goes on behind a replacement text in it', () => {
    const content = marked(1, 'AB').replace('10 0 Td', '/Span <</ActualText <FEFF0042> >> BDC\n10 0 Td').replace('\nET', '\nEMC\n20 0 Td <0043> Tj\nET');
    expect(labelOf(content)).toBe('ABC');
  });

  test('is in the fonts it is set in', () => {
    expect(labelOf(marked(1, 'A') + marked(2, 'B', 'F5'), [['F4', 'Own-Regular'], ['F5', 'Own-Bold']])).toBe('AB');
  });

  test('that shows nothing is not needed: the link is left out', () => {
    expect(labelOf('')).toBeUndefined();
  });
});

describe('the sections of a print', () => {
  const PRINT: SkiaPrint = {
    contents: [marked(0, 'A'), marked(0, 'B'), marked(0, 'C') + marked(1, 'D')],
    kids: '1000 0 R 1001 0 R 1002 0 R',
    catalog: '/Dests <</a [10 0 R /XYZ 0 0 0]/c [12 0 R /XYZ 0 0 0]>>/Outlines 1010 0 R',
    more: {
      1000: '<</S /P\n/Pg 10 0 R\n/K 0>>',
      1001: '<</S /P\n/K [<</Type /MCR\n/Pg 11 0 R\n/MCID 0>> <</Type /MCR\n/Pg 12 0 R\n/MCID 0>>]>>',
      1002: '<</S /Link\n/Pg 12 0 R\n/K [1 <</Type /OBJR\n/Obj 1003 0 R>>]>>',
      1003: '<</Rect [0 0 1 1]\n/Dest /a>>',
      1010: '<</First 1011 0 R>>',
      1011: '<</Title (a)/Dest [10 0 R /XYZ 0 0 0]/Next 1012 0 R>>',
      1012: '<</Title (c)/Dest [12 0 R /XYZ 0 0 0]>>',
    },
  };

  test('are parts of their pages, elements, links, anchors and headings', () => {
    const [cover, rest] = parts(PRINT, [0, 1]) as [Part, Part];
    expect([cover.pages.length, rest.pages.length]).toEqual([1, 2]);
    expect(cover.objects).toEqual(['<</S/P/P ^R/Pg $0R/K 0>>']);
    expect(rest.objects).toEqual([
      '<</S/P/P ^R/Pg $0R/K [0 <</Type/MCR/Pg $1R/MCID 0>>]>>', '<</S/TOC/P ^R/K #2R>>', '<</S/TOCI/P #1R/K #3R>>',
      '<</S/Reference/P #2R/K #4R>>', '<</S/Link/P #3R/Pg $1R/K [1 <</Type/OBJR/Obj %0R/Pg $1R>>]>>',
    ]);
    expect(rest.pages.map(({ parents }) => parents)).toEqual([[0], [0, 4]]);
    expect([cover.links, rest.links]).toMatchObject([[], [{ page: 1, label: 'D', element: 4, target: { anchor: 'a' } }]]);
    expect([cover.anchors, rest.anchors]).toEqual([[['a', 0]], [['c', 1]]]);
    expect([cover.headings, rest.headings]).toMatchObject([[{ title: 'a', page: 0 }], [{ title: 'c', page: 1 }]]);
  });

  test('are one without a division', () => {
    expect(parts(PRINT)).toHaveLength(1);
    expect(part(PRINT).pages).toHaveLength(3);
  });

  test('are refused when an element goes on from one to the next', () => {
    expect(() => parts(PRINT, [0, 2])).toThrow('每个部分从新的一页开始');
  });

  test('have all glyphs of the print', () => {
    expect(part(PRINT).fonts).toMatchObject([{ postScriptName: 'Own-Regular', glyphs: [
      [0x41, { width: 600, text: '0041' }], [0x42, {}], [0x43, {}], [0x44, { text: '0044' }],
    ] }]);
  });
});

describe('text outside of the elements', () => {
  test('in the document itself is a paragraph', () => {
    expect(part({ contents: [marked(0, 'A')], kids: '<</Type /MCR\n/Pg $0\n/MCID 0>>' }).objects).toEqual(['<</S/P/P ^R/Pg $0R/K 0>>']);
  });
});

describe('a page', () => {
  test('has its size as printed', () => {
    expect(part({}).pages[0]).toMatchObject({ width: '594.95996', height: '841.91998', resources: '', margins: '' });
  });

  test.each([['[1 0 5 5]'], ['[0 1 5 5]'], ['[0 0 5]'], ['7']])('is refused with the box %s', (box) => {
    expect(() => part({ more: { 10: `<</Type /Page\n/MediaBox ${box}\n/Resources <<>>\n/Contents 300 0 R>>` } })).toThrow('MediaBox');
  });

  test('keeps the objects it uses besides fonts once each, and no states that change nothing', () => {
    const { pages, extras } = part({
      contents: ['/G3 gs\n/G4 gs\n/X0 Do\n', '/X0 Do\n'],
      resources: '/ExtGState <</G3 1000 0 R/G4 1001 0 R>>/XObject <</X0 1002 0 R>>/Pattern <<>>',
      more: {
        1000: '<</Type /ExtGState/ca 1\n/CA 1\n/BM /Normal>>', 1001: '<</ca 0.5>>',
        1002: ['/Type /XObject\n/Subtype /Form\n/Group 1003 0 R\n/Resources <</Font <</F4 600 0 R>>>>', '<0041> Tj'], 1003: '<</S /Transparency\n/Loop 1002 0 R>>',
      },
    });
    expect(pages.map(({ resources }) => resources)).toEqual(Array.from({ length: 2 }, () => '/ExtGState<</G4<</ca 0.5>>>>/XObject<</X0 &0R>>'));
    expect(extras.map(({ text }) => text)).toEqual([
      '<</Filter/FlateDecode/Type/XObject/Subtype/Form/Group &1R/Resources<</Font<</F4 !0R>>>>>>', '<</S/Transparency/Loop &0R>>',
    ]);
    expect([extras[0]?.data?.length, extras[1]?.data]).toEqual([expect.any(Number), undefined]);
  });

  test.each(['<</ca 0.5>>', '<</CA 0.5>>', '<</BM /Multiply>>', '<</SMask /None>>'])('keeps a state that changes something: %s', (state) => {
    expect(part({ resources: `/ExtGState <</G3 ${state}>>` }).pages[0]?.resources).toContain('/G3');
  });

  test('is refused when it uses an object that is not there', () => {
    expect(() => part({ resources: '/XObject <</X0 1002 0 R>>' })).toThrow('每个引用的对象');
  });
});

test('a print is measured: the number of pages, and the page of each anchor from 1', () => {
  const anchors = '/Dests <</a [10 0 R /XYZ 0 0 0]/b#20c [12 0 R /XYZ 0 0 0]>>';
  expect(measurePrint(skiaPrint({ contents: ['', '', ''], catalog: anchors }))).toEqual({ count: 3, anchors: new Map([['a', 1], ['b#20c', 3]]) });
  expect(measurePrint(skiaPrint())).toEqual({ count: 1, anchors: new Map() });
  expect(() => measurePrint(skiaPrint({ catalog: '/Dests <</a [2 0 R]>>' }))).toThrow('有锚点的页');
});
