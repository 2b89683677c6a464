import { PDFDict, PDFDocument, PDFHexString, PDFName, type PDFRef, PDFString } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import type { Finishing, PrintFonts } from '../../src/model/pdf.js';
import { readContents } from '../../src/print/pdf/contents.js';
import { finish } from '../../src/print/finish.js';
import { Pdf } from '../support/pdf.js';

const FINISHING: Finishing = { title: '甲 2024年表', author: '甲', html: '<p>字</p>', attachments: [] };
const FONTS: PrintFonts = { has: name => name === 'Own-Regular', covers: () => true, program: () => new Uint8Array() };

/** Not what Chromium makes, but regular in the same way. */
interface Print {
  /** Ids of two header cells, in the order of the document. */
  ids: [string, string];
  /** The cells are numbered from the last to the first. */
  reversed?: boolean;
  bookmark?: string;
  fonts?: string[];
  content?: string;
}

async function printOf({ ids, reversed = false, bookmark = '甲', fonts = ['Own-Regular'], content = '' }: Print): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const { context, catalog } = document;
  const page = document.addPage();
  page.node.set(PDFName.of('Contents'), context.register(context.flateStream(content)));
  const names = fonts.map((name, index) => {
    const font = context.obj({ Type: 'Font', Subtype: 'Type0', BaseFont: `AAAAA${'ABC'[index]}+${name}` });
    return [`F${index}`, context.register(font)] as const;
  });
  page.node.set(PDFName.of('Resources'), context.obj({ Font: Object.fromEntries(names) }));
  const root = context.nextRef();
  const order = reversed ? [1, 0] : [0, 1];
  const refs: PDFRef[] = [];
  for (const index of order) refs[index] = context.nextRef();
  for (const [index, id] of ids.entries()) {
    const cell = context.obj({ S: 'TH', P: root, A: { O: 'Table', Headers: [PDFString.of(ids[0])] } });
    cell.set(PDFName.of('ID'), PDFString.of(id));
    context.assign(refs[index] as PDFRef, cell);
  }
  const sorted = [0, 1].sort((a, b) => ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1));
  const tree = context.obj({ Names: sorted.flatMap(index => [PDFString.of(ids[index] ?? ''), refs[index] as PDFRef]) });
  context.assign(root, context.obj({ Type: 'StructTreeRoot', K: refs, IDTree: tree }));
  catalog.set(PDFName.of('StructTreeRoot'), root);
  const item = context.obj({});
  item.set(PDFName.of('Title'), PDFString.of(bookmark));
  catalog.set(PDFName.of('Outlines'), context.register(context.obj({ First: context.register(item) })));
  context.register(context.obj({ Nothing: 'leads here' }));
  return document.save({ useObjectStreams: false });
}

const finished = async (print: Print): Promise<Uint8Array> =>
  (await finish(await printOf(print), FINISHING, FONTS)).bytes;

describe('finishing a print', () => {
  test('object numbers and cell ids depend on the content only, not on the browser', async () => {
    const expected = await finished({ ids: ['node00000003', 'node00000008'] });
    expect(await finished({ ids: ['node00000008', 'node00000003'] })).toEqual(expected);
    expect(await finished({ ids: ['node00000104', 'node00000231'], reversed: true })).toEqual(expected);
    const cells = new Pdf(expected).catalog('StructTreeRoot');
    const names = [0, 1].map(index => cells.get('K').get(index).get('ID').asString());
    expect(names).toEqual(['node00000000', 'node00000001']);
    expect([0, 2].map(index => cells.get('IDTree', 'Names').get(index).asString())).toEqual(names);
    for (const index of [0, 1]) expect(cells.get('K').get(index).get('A', 'Headers').get(0).asString()).toBe(names[0]);
    expect(Buffer.from(expected).includes('leads here')).toBe(false);
  });

  test('a text that looks like an id is not changed', async () => {
    const document = await PDFDocument.load(await finished({ ids: ['node00000003', 'node00000008'], bookmark: 'node00000008' }));
    const outline = document.catalog.lookup(PDFName.of('Outlines'), PDFDict).lookup(PDFName.of('First'), PDFDict);
    expect(outline.lookup(PDFName.of('Title'), PDFHexString).decodeText()).toBe('node00000008');
  });

  test('the file identifier changes with any content of the file', async () => {
    const idOf = async (finishing: Finishing): Promise<string> => {
      const { bytes } = await finish(await printOf({ ids: ['node00000003', 'node00000008'] }), finishing, FONTS);
      const [first, second] = [0, 1].map(index => new Pdf(bytes).document.getTrailer().get('ID').get(index).toString());
      expect(first).toBe(second);
      return first ?? '';
    };
    const attachments = [{ name: 'a.yaml', bytes: Buffer.from('a') }];
    const variants = [FINISHING, { ...FINISHING, author: '乙' }, { ...FINISHING, title: '乙' }, { ...FINISHING, attachments }];
    expect(new Set(await Promise.all(variants.map(idOf))).size).toBe(4);
    expect(await idOf(FINISHING)).toBe(await idOf({ ...FINISHING }));
  });

  test('title, author and attachments are in the document', async () => {
    const attachments = [{ name: '01-甲.yaml', bytes: Buffer.from('a: 1') }];
    const { bytes } = await finish(await printOf({ ids: ['node00000003', 'node00000008'] }), { ...FINISHING, attachments }, FONTS);
    const contents = readContents(bytes);
    expect(contents.title).toBe('甲 2024年表');
    expect(contents.attachments.map(({ name }) => name)).toEqual(['01-甲.yaml']);
    expect(['Author', 'Creator', 'Producer', 'CreationDate'].map(key => new Pdf(bytes).info(key as 'Author'))).toEqual(['甲', 'jixiao', 'Skia/PDF', undefined]);
  });
});

describe('a print is refused', () => {
  const ids: [string, string] = ['node00000003', 'node00000008'];

  test('when it has a font that is not in the scheme', async () => {
    await expect(finished({ ids, fonts: ['Own-Regular', 'DejaVuSans'] })).rejects.toThrow('“甲 2024年表”里有口径的字体印不出的字，浏览器换用了这台机器的字体 DejaVuSans');
  });

  test('when it has two fonts with the same name, one of them from the machine', async () => {
    await expect(finished({ ids, fonts: ['Own-Regular', 'Own-Regular'] })).rejects.toThrow('这台机器的字体 Own-Regular');
  });

  test.each([
    ['when it has a glyph for absent characters', 'BT /F0 9 Tf <222800002229> Tj ET', '印不出的字'],
    ['and the message contains the text of an absent character if the print has it', 'BT /Span<</ActualText <FEFFD83DDE00> >> BDC\n16 0 Td <0000> Tj\nEMC ET', '：“😀”（U+1F600）'],
  ])('%s', async (_, content, message) => {
    await expect(finished({ ids, content })).rejects.toThrow(message);
    await expect(finished({ ids, content: 'BT /F0 9 Tf <2000000122280000> Tj ET'.replace('0000>', '0001>') })).resolves.toBeDefined();
  });

  test('and the message contains the characters of the page that the fonts lack', async () => {
    const fonts = { ...FONTS, covers: (codePoint: number) => codePoint !== 0x2611 };
    const print = await printOf({ ids, content: 'BT /F0 9 Tf <0000> Tj ET' });
    await expect(finish(print, { ...FINISHING, html: '<p>☑</p>' }, fonts)).rejects.toThrow('：“☑”（U+2611）');
  });
});
