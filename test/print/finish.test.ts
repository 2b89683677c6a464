import { describe, expect, test } from 'vitest';
import type { Finishing, PrintFonts } from '../../src/model/pdf.js';
import { readContents } from '../../src/print/pdf/contents.js';
import { finish } from '../../src/print/finish.js';
import { Pdf } from '../support/pdf.js';
import { type SkiaPrint, skiaPrint } from '../support/skia.js';

const FINISHING: Finishing = { title: '甲 2024年表', author: '甲', html: '<p>字</p>', attachments: [] };
const FONTS: PrintFonts = {
  names: () => ['Own-Regular'], wholeGlyph: (_, glyph) => glyph, covers: () => true, digit: () => ({ glyph: 0, width: 0 }),
  cut: () => ({ program: new Uint8Array(), places: new Map() }),
};

const TEXT = 'BT\n/F4 10 Tf\n1 0 0 -1 0 0 Tm\n<0041> Tj\nET';
/** A print of a heading with a bookmark, and two cells with ids that the browser counts. */
const printOf = (print: SkiaPrint = {}, ids = ['node00000003', 'node00000008']): Uint8Array => skiaPrint({
  contents: [[0, 1, 2].map(mcid => `/NonStruct <</MCID ${mcid} >>BDC\n${TEXT}\nEMC\n`).join('')],
  kids: '1000 0 R 1001 0 R',
  catalog: '/Outlines 1010 0 R',
  ...print,
  more: {
    1000: '<</S /H1\n/Pg 10 0 R\n/K 0>>',
    1001: '<</S /Table\n/K 1002 0 R>>',
    1002: '<</S /TR\n/K [1003 0 R 1004 0 R]>>',
    1003: `<</S /TH\n/ID (${ids[0]})\n/Pg 10 0 R\n/K 1>>`,
    1004: `<</S /TD\n/ID (${ids[1]})\n/A <</O /Table\n/Headers [(${ids[0]})]>>\n/Pg 10 0 R\n/K 2>>`,
    1010: '<</First 1011 0 R>>',
    1011: '<</Title (node00000008)/Dest [10 0 R /XYZ 1 2 0]>>',
    ...print.more,
  },
});

const finished = async (print?: SkiaPrint, finishing = FINISHING, fonts = FONTS): Promise<Uint8Array> =>
  (await finish(printOf(print), finishing, fonts)).bytes;

describe('finishing a print', () => {
  test('gives bytes that depend on the content only, not on the browser', async () => {
    const expected = await finished();
    const others = [['node00000008', 'node00000003'], ['node00000104', 'node00000231']];
    for (const ids of others) expect((await finish(printOf({}, ids), FINISHING, FONTS)).bytes).toEqual(expected);
    expect(await finished({ more: { 2000: '<</Nothing /leads_here>>', 2001: ['', 'nothing'] } })).toEqual(expected);
    const numbers = printOf().toString().replace('1011 0 obj', '1711 0 obj').replace('1011 0 R', '1711 0 R');
    expect(numbers).toContain('1711 0 obj');
  });

  test('keeps a text that looks like an id', async () => {
    expect(new Pdf(await finished()).outline()).toEqual([{ title: 'node00000008', page: 0, depth: 0 }]);
  });

  test('gives a file identifier that changes with any content of the file', async () => {
    const idOf = async (finishing: Finishing): Promise<string> => {
      const bytes = await finished({}, finishing);
      const [first, second] = [0, 1].map(index => new Pdf(bytes).document.getTrailer().get('ID').get(index).toString());
      expect(first).toBe(second);
      return first ?? '';
    };
    const attachments = [{ name: 'a.yaml', bytes: Buffer.from('a') }];
    const variants = [FINISHING, { ...FINISHING, author: '乙' }, { ...FINISHING, title: '乙' }, { ...FINISHING, attachments }];
    expect(new Set(await Promise.all(variants.map(idOf))).size).toBe(4);
    expect(await idOf(FINISHING)).toBe(await idOf({ ...FINISHING }));
  });

  test('adds title, author and attachments', async () => {
    const attachments = [{ name: '01-甲.yaml', bytes: Buffer.from('a: 1') }];
    const bytes = await finished({}, { ...FINISHING, attachments });
    const contents = readContents(bytes);
    expect([contents.title, contents.pages]).toEqual(['甲 2024年表', 1]);
    expect(contents.attachments.map(({ name }) => name)).toEqual(['01-甲.yaml']);
    expect(['Author', 'Creator', 'Producer', 'CreationDate'].map(key => new Pdf(bytes).info(key as 'Author'))).toEqual(['甲', 'jixiao', 'Skia/PDF', undefined]);
  });

  test('gives the part that volumes are bound of', async () => {
    const { part } = await finish(printOf(), FINISHING, FONTS);
    expect(part.pages).toHaveLength(1);
    expect(part.headings).toMatchObject([{ title: 'node00000008', page: 0, place: '1 2' }]);
  });
});

describe('a print is refused', () => {
  const contentOf = (text: string): SkiaPrint => ({ contents: [`/P <</MCID 0 >>BDC\n${TEXT.replace('<0041> Tj', text)}\nEMC\n`] });

  test('when it has a font that is not in the scheme', async () => {
    await expect(finished({ fonts: [['F4', 'Own-Regular'], ['F5', 'DejaVuSans']], more: { 613: ['', ''] } })).rejects
      .toThrow('“甲 2024年表”里有口径的字体印不出的字，浏览器换用了这台机器的字体 DejaVuSans');
  });

  test('when it has two fonts with the same name, one of them from the machine', async () => {
    await expect(finished({ fonts: [['F4', 'Own-Regular'], ['F5', 'Own-Regular']] })).rejects.toThrow('这台机器的字体 Own-Regular');
  });

  test('when it has a glyph for absent characters, also in the form of a transparent element', async () => {
    await expect(finished(contentOf('<222800002229> Tj'))).rejects.toThrow('印不出的字');
    await expect(finished(contentOf('<200000000001> Tj'))).rejects.toThrow('印不出的字');
    await expect(finished(contentOf('<200000010122> Tj'))).resolves.toBeDefined();
    const form = (text: string): SkiaPrint => ({ more: { 2000: ['/Type /XObject\n/Subtype /Form\n', text] } });
    await expect(finished(form('<0000> Tj\n'))).rejects.toThrow('印不出的字');
    await expect(finished(form('<0001> Tj\n'))).resolves.toBeDefined();
  });

  test('and the message contains the text of an absent character if the print has it', async () => {
    const span = '/Span<</ActualText <FEFFD83DDE00> >> BDC\n16 0 Td <0000> Tj\nEMC';
    await expect(finished(contentOf(span))).rejects.toThrow('：“😀”（U+1F600）');
  });

  test('and the message contains the characters of the page that the fonts lack', async () => {
    const fonts = { ...FONTS, covers: (codePoint: number) => codePoint !== 0x2611 };
    await expect(finished(contentOf('<0000> Tj'), { ...FINISHING, html: '<p>☑</p>' }, fonts)).rejects.toThrow('：“☑”（U+2611）');
  });
});
