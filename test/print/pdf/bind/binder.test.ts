import { PDFDict, PDFDocument, PDFName, PDFNumber, type PDFObject, PDFRef, PDFString } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PrintFonts } from '../../../../src/model/pdf.js';
import { UserError } from '../../../../src/model/user-error.js';
import { Binder, type Binding } from '../../../../src/print/pdf/bind/binder.js';
import { arrayAt, below, dictAt, FONTS, printed, streamAt } from '../../../support/pdf-objects.js';
import { Pdf } from '../../../support/pdf.js';
import { checkStructure } from '../../../support/structure.js';

const ROWS = '<tr><td headers="a">1</td><td headers="b">丙</td></tr>'.repeat(12);
const table = (name: string): string => `<table><tr><th id="a">${name}</th><th id="b">乙</th></tr>${ROWS}</table>`;
const LINKS = '<p><a href="anchor:form-1">甲</a></p><p><a href="anchor:form-2">丁</a></p>';
const FRONT = `<h1>目录</h1>${LINKS}<p><a href="#top">目</a></p><p id="top">目</p>`;
const FIRST = `<h1>甲</h1>${table('甲')}<p style="break-before: page"><a href="#back">丙</a></p><p id="back">乙<b>甲</b></p>`;
const SECOND = `<h1>丁</h1>${table('丁')}<p><a href="#back">乙</a></p><p id="back"><b>1234</b></p>`;
const BINDING: Binding = {
  title: '题', author: '者', anchors: new Map([['form-1', 2], ['form-2', 4], ['top', 1], ['nowhere', 9]]),
  bookmarks: [{ title: '甲', anchor: 'form-1', children: [{ title: '丁', anchor: 'form-2', children: [] }] }],
};
const PAGES = [1, 2, 1];

let prints: Uint8Array[] = [];
let again: Uint8Array[] = [];
let whole: Uint8Array = new Uint8Array();

beforeAll(async () => {
  const css = '@page { size: 200mm 250mm; @bottom-center { content: counter(page); font-family: own; } }';
  const all = await printed('目录甲乙丙丁0123456789 ', css, FRONT, FIRST, SECOND, SECOND, FIRST, FRONT);
  [prints, again] = [all.slice(0, 3), all.slice(3).reverse()];
  whole = await bind(prints);
});

async function bind(
  parts: readonly Uint8Array[],
  order = [0, 1, 2],
  binding: Partial<Binding> = {},
): Promise<Uint8Array> {
  const binder = new Binder(FONTS);
  for (const part of order) {
    const before = PAGES.slice(0, part).reduce((sum, pages) => sum + pages, 0);
    await binder.add(parts[part] ?? Buffer.of(), { title: `第${part}部分`, html: '' }, before, PAGES[part] ?? 0);
  }
  return binder.finish({ ...BINDING, ...binding });
}

/** Returns a print with something changed in it. */
async function changed(print: Uint8Array | undefined, change: (document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(print ?? Buffer.of(), { updateMetadata: false });
  change(document);
  return document.save({ useObjectStreams: false });
}

/** Returns the numbers of the objects that no way leads to from the end of the document. */
async function unreachable(pdf: Uint8Array): Promise<number[]> {
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false });
  const reached = new Set<string>();
  const rest: (PDFObject | undefined)[] = [context.trailerInfo.Root, context.trailerInfo.Info];
  while (rest.length) {
    const object = rest.pop();
    for (const [tag] of object?.toString().matchAll(/\b\d+ 0 R\b/g) ?? []) {
      if (reached.has(tag)) continue;
      reached.add(tag);
      rest.push(context.lookup(PDFRef.of(Number.parseInt(tag))));
    }
  }
  const lost = context.enumerateIndirectObjects().filter(([ref]) => !reached.has(ref.tag));
  return lost.map(([ref]) => ref.objectNumber);
}

describe('parts bound into one document', () => {
  test('have their pages in order, in whatever order they are added', async () => {
    for (const bytes of [whole, await bind(prints, [2, 0, 1])]) {
      const pdf = new Pdf(bytes);
      expect(pdf.document.wasRepaired()).toBe(false);
      expect([0, 1, 2, 3].map(page => pdf.text(page).slice(0, 3))).toEqual(['1目录', '1甲甲', '2丙乙', '1丁丁']);
      expect(pdf.pages).toBe(4);
    }
  });

  test('are the same bytes, whatever Chromium printed before', async () => {
    expect(prints.some((print, part) => Buffer.compare(print, again[part] ?? Buffer.of()) !== 0)).toBe(true);
    expect(Buffer.compare(whole, await bind(again))).toBe(0);
  });

  test('have one structure with every page, link and header id once', async () => {
    for (const bytes of [whole, await bind(prints, [1, 2, 0])]) checkStructure(new Pdf(bytes));
  });

  test('are Part elements of one Document element, with their own tags', async () => {
    const { context, catalog } = await PDFDocument.load(whole);
    const document = below(context, catalog, 'StructTreeRoot', 'K');
    expect(below(context, document, 'S')).toBe(PDFName.of('Document'));
    expect(arrayAt(context, document, 'K').size()).toBe(3);
    for (const part of [0, 1, 2]) {
      expect(below(context, document, 'K', part, 'S')).toBe(PDFName.of('Part'));
      expect(below(context, document, 'K', part, 'P')).toBe(document);
      expect(below(context, document, 'K', part, 'K', 0, 'S')).toBe(PDFName.of('H1'));
    }
    const tags = new Pdf(whole).tagged().map(({ tag, text }) => tag + text);
    expect(tags.filter(tag => tag.startsWith('H1'))).toEqual(['H1目录', 'H1甲', 'H1丁']);
    expect(tags.filter(tag => tag.startsWith('TH'))).toEqual(['TH甲', 'TH乙', 'TH丁', 'TH乙']);
  });

  test('have links to other parts and to anchors of the whole', async () => {
    const pdf = new Pdf(whole);
    const targets = [0, 1, 2, 3].map(page =>
      pdf.document.loadPage(page).getLinks().map(link => pdf.document.resolveLink(link)));
    expect(targets[0]).toEqual([1, 3, 0]);
    const { context, catalog } = await PDFDocument.load(whole);
    const annotation = dictAt(context, catalog, 'Pages', 'Kids', 0, 'Kids', 0, 'Annots', 0);
    expect(annotation.get(PDFName.of('Dest'))).toBe(PDFName.of('form-1'));
    expect(annotation.has(PDFName.of('A'))).toBe(false);
  });

  test('have a different structure element for each link', async () => {
    const { context, catalog } = await PDFDocument.load(whole);
    const parents = new Map<number, PDFObject>();
    const leaves = arrayAt(context, catalog, 'StructTreeRoot', 'ParentTree', 'Kids');
    for (let leaf = 0; leaf < leaves.size(); leaf += 1) {
      const list = arrayAt(context, leaves, leaf, 'Nums');
      for (let index = 0; index < list.size(); index += 2) {
        parents.set(list.lookup(index, PDFNumber).asNumber(), below(context, list, index + 1));
      }
    }
    const keys: number[] = [];
    for (const [part, page] of [[0, 0], [0, 0], [0, 0], [1, 1], [2, 0]] as const) {
      const annotations = arrayAt(context, catalog, 'Pages', 'Kids', part, 'Kids', page, 'Annots');
      const annotation = annotations.get(part === 0 ? keys.length : 0);
      const key = context.lookup(annotation, PDFDict).lookup(PDFName.of('StructParent'), PDFNumber).asNumber();
      keys.push(key);
      expect(parents.get(key)?.toString()).toContain(`/Obj ${String(annotation)}`);
    }
    expect(keys).toEqual([100_000, 100_001, 100_002, 100_003, 100_004]);
  });

  test('have bookmarks, named destinations and information of the whole', async () => {
    const bytes = whole;
    const pdf = new Pdf(bytes);
    expect(pdf.outline()).toEqual([{ title: '甲', page: 1, depth: 0 }, { title: '丁', page: 3, depth: 1 }]);
    expect([pdf.info('Title'), pdf.info('Author')]).toEqual(['题', '者']);
    const { context, catalog } = await PDFDocument.load(bytes, { updateMetadata: false });
    const names = dictAt(context, catalog, 'Dests').keys().map(name => name.decodeText());
    expect(names).toEqual(['form-1', 'form-2', 'top']); // not the one on page 9 of 4
  });

  test('may have anchors with characters that are escaped in names', async () => {
    const anchor = 'form (1)/2';
    const front = await changed(prints[0], ({ context }) => {
      for (const [, object] of context.enumerateIndirectObjects()) {
        const action = object instanceof PDFDict ? object.lookupMaybe(PDFName.of('A'), PDFDict) : undefined;
        if (action?.get(PDFName.of('URI'))?.toString() !== '(anchor:form-1)') continue;
        action.set(PDFName.of('URI'), PDFString.of(`anchor:${anchor}`));
      }
    });
    const anchors = new Map([[anchor, 3], ['form-2', 4]]);
    const pdf = new Pdf(await bind([front, ...prints.slice(1)], [0, 1, 2], { anchors }));
    expect(pdf.document.loadPage(0).getLinks().slice(0, 2).map(link => pdf.document.resolveLink(link))).toEqual([2, 3]);
  });

  test('have no unreachable objects', async () => {
    const numbers = await unreachable(whole);
    const { context } = await PDFDocument.load(whole, { updateMetadata: false });
    const kinds = numbers.map(number => streamAt(context, PDFRef.of(number)).dict.get(PDFName.of('Type'))?.toString());
    expect(kinds.filter(kind => kind !== '/ObjStm' && kind !== '/XRef')).toEqual([]);
  });

  test('have each font once, with the glyphs and widths of all parts', () => {
    const pdf = new Pdf(whole);
    const names = pdf.fonts().filter(({ subtype }) => subtype === 'Type0').map(({ name }) => name);
    expect(names.sort()).toEqual(['AAAAAA+NotoSerifSC-Bold', 'BAAAAA+NotoSerifSC-Regular']);
    expect(pdf.fonts().every(({ embedded }) => embedded)).toBe(true);
    const boldWidths = (text: string, page: number): number[] => {
      const found: number[] = [];
      pdf.document.loadPage(page).toStructuredText('').walk({
        onChar: (character, _origin, font, size, quad) => {
          if (!font.getName().includes('Bold') || size >= 20 || !text.includes(character)) return;
          found.push(Math.round((quad[2] - quad[0]) / size * 1000));
        },
      });
      return found;
    };
    expect(boldWidths('甲', 2)).toEqual([1000]);
    for (const width of boldWidths('1234', 3)) expect(width).toBeLessThan(620);
    expect(boldWidths('1234', 3)).toHaveLength(4);
  });
});

describe('a part is refused', () => {
  const add = (print: Uint8Array, pages = 1, fonts: PrintFonts = FONTS): Promise<void> =>
    new Binder(fonts).add(print, { title: '目录', html: '' }, 0, pages);

  test('with another number of pages than expected', async () => {
    await expect(add(prints[0] ?? Buffer.of(), 2)).rejects.toThrow('a part has 1 pages instead of 2');
    await expect(add(prints[1] ?? Buffer.of(), 1)).rejects.toThrow('a part has 2 pages instead of 1');
    await expect(add(prints[0] ?? Buffer.of())).resolves.toBeUndefined();
  });

  test('with a font that is not in the scheme', async () => {
    await expect(add(prints[0] ?? Buffer.of(), 1, { ...FONTS, has: () => false })).rejects.toThrow(UserError);
  });

  test('without tags', async () => {
    const print = await changed(prints[0], ({ catalog }) => catalog.delete(PDFName.of('StructTreeRoot')));
    await expect(add(print)).rejects.toThrow();
  });

  test.each(['Next', 'First'])('with an outline that leads back to itself by %s', async (key) => {
    const print = await changed(prints[0], ({ catalog, context }) => {
      const outline = catalog.lookup(PDFName.of('Outlines'), PDFDict);
      const item = outline.get(PDFName.of('First'));
      if (item) context.lookup(item, PDFDict).set(PDFName.of(key), item);
    });
    await expect(add(print)).rejects.toThrow('an outline leads back to itself');
  });
});
