import { PDFContext, type PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFRef, PDFString } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import type { Bookmark } from '../../../src/model/pdf.js';
import { outlineObjects, repairOutline, writeOutline } from '../../../src/print/pdf/outline.js';
import { dictAt, documentOf } from '../../support/pdf-objects.js';
import { Pdf } from '../../support/pdf.js';

const mark = (title: string, anchor = title, ...children: Bookmark[]): Bookmark => ({ title, anchor, children });
const NAMES = ['a', 'b', 'c', 'd'];
const OBJECT_NUMBERS = new Map(NAMES.map(name => [name, PDFContext.create().obj([])]));

/** Returns a document of four pages with an anchor on each: a, b, c, d. */
async function withAnchors(): Promise<PDFDocument> {
  const document = await documentOf('', '', '', '');
  const { context, catalog } = document;
  const named = NAMES.map((name, page) => [name, context.obj([document.getPage(page).ref, 'Fit'])]);
  catalog.set(PDFName.of('Dests'), context.obj(Object.fromEntries(named) as Record<string, PDFDict>));
  return document;
}

const outlineIn = async (document: PDFDocument): Promise<[string, number, number][]> =>
  new Pdf(await document.save()).outline().map(({ title, page, depth }) => [title, page, depth]);

describe('a new outline', () => {
  test('has the titles, pages and levels of the bookmarks', async () => {
    const document = await withAnchors();
    writeOutline(document, [mark('甲', 'd'), mark('乙', 'a', mark('𠮷', 'b'), mark('(', 'c')), mark('丙', 'b')]);
    expect(await outlineIn(document)).toEqual([['甲', 3, 0], ['乙', 0, 0], ['𠮷', 1, 1], ['(', 2, 1], ['丙', 1, 0]]);
    expect(document.catalog.get(PDFName.of('PageMode'))).toBe(PDFName.of('UseOutlines'));
  });

  test('links items forwards and backwards; a single item has no links', () => {
    const context = PDFContext.create();
    const marks = [mark('a'), mark('b', 'b', mark('d')), mark('c')];
    const { root, objects } = outlineObjects(context, OBJECT_NUMBERS, marks, () => context.nextRef());
    const byRef = new Map(objects);
    const keys = (ref: unknown): string[] =>
      (byRef.get(ref as PDFRef)?.keys() ?? []).map(key => key.decodeText()).sort();
    const get = (ref: unknown, key: string): unknown => byRef.get(ref as PDFRef)?.get(PDFName.of(key));
    const [first, last] = [get(root, 'First'), get(root, 'Last')];
    const middle = get(first, 'Next');
    expect(get(middle, 'Next')).toBe(last);
    expect(get(last, 'Prev')).toBe(middle);
    expect(get(middle, 'Prev')).toBe(first);
    expect(keys(first)).toEqual(['Dest', 'Next', 'Parent', 'Title']);
    expect(keys(last)).toEqual(['Dest', 'Parent', 'Prev', 'Title']);
    const only = get(middle, 'First');
    expect(get(middle, 'Last')).toBe(only);
    expect(keys(only)).toEqual(['Dest', 'Parent', 'Title']);
    expect([get(only, 'Parent'), get(middle, 'Parent')]).toEqual([middle, root]);
  });

  test('is closed: the count of an item with items below is negative', () => {
    const context = PDFContext.create();
    const marks = [mark('a', 'a', mark('b'), mark('c', 'c', mark('d'))), mark('d')];
    const { root, objects } = outlineObjects(context, OBJECT_NUMBERS, marks, () => context.nextRef());
    const counts = objects.flatMap(([ref, item]) => {
      const count = item.get(PDFName.of('Count'));
      return count ? [[ref === root ? 'root' : item.lookup(PDFName.of('Title'), PDFHexString).decodeText(), String(count)]] : [];
    });
    expect(counts.sort()).toEqual([['a', '-2'], ['c', '-1'], ['root', '2']]);
  });

  test('leaves out bookmarks without anchor in the document, with those below', async () => {
    const document = await withAnchors();
    writeOutline(document, [mark('甲', 'nowhere', mark('a')), mark('乙', 'b', mark('丙', 'nowhere'))]);
    expect(await outlineIn(document)).toEqual([['乙', 1, 0]]);
    const item = dictAt(document.context, document.catalog, 'Outlines', 'First');
    expect(item.has(PDFName.of('First')) || item.has(PDFName.of('Count'))).toBe(false);
  });

  test('may be empty or have empty titles', async () => {
    const document = await withAnchors();
    writeOutline(document, [mark('', 'c')]);
    expect(await outlineIn(document)).toEqual([['', 2, 0]]);
    writeOutline(document, []);
    expect(await outlineIn(document)).toEqual([]);
    expect(dictAt(document.context, document.catalog, 'Outlines').has(PDFName.of('First'))).toBe(false);
  });
});

describe('a repaired outline of Chromium', () => {
  /** Returns the titles after the repair, of an outline with a second level below its last entry. */
  async function repaired(pages: number, ...titles: (string | undefined)[]): Promise<(string | undefined)[]> {
    const document = await documentOf(...Array.from({ length: pages }, () => ''));
    const { context, catalog } = document;
    const items = titles.map((title) => {
      const item = context.obj({});
      const text = title === 'abab' ? PDFString.of(title) : PDFHexString.fromText(title ?? '');
      if (title !== undefined) item.set(PDFName.of('Title'), text);
      return item;
    });
    const refs = items.map(item => context.register(item));
    for (const [index, item] of items.entries()) {
      const isBelow = index === items.length - 1;
      const next = refs[index + 1];
      if (next && !isBelow) item.set(PDFName.of(index === items.length - 2 ? 'First' : 'Next'), next);
    }
    catalog.set(PDFName.of('Outlines'), context.obj({ First: refs[0] ?? null }));
    repairOutline(document);
    return items.map((item) => {
      const title = item.get(PDFName.of('Title'));
      return title instanceof PDFHexString ? title.decodeText() : title === undefined ? undefined : 'not hex';
    });
  }

  test('has a heading that repeats on each page once, at every level', async () => {
    expect(await repaired(3, '绩效指标绩效指标', '甲甲甲', 'abab')).toEqual(['绩效指标', '甲', 'ab']);
  });

  test('keeps a text that repeats more often than there are pages', async () => {
    expect(await repaired(2, '甲甲甲', '哈哈哈哈', '甲甲乙')).toEqual(['甲甲甲', '哈哈', '甲甲乙']);
    expect(await repaired(1, '甲甲')).toEqual(['甲甲']);
  });

  test('keeps a text that almost repeats, and does not split surrogate pairs', async () => {
    expect(await repaired(4, 'ababa', '𠮷𠮷', '𠮷')).toEqual(['ababa', '𠮷', '𠮷']);
  });

  test('keeps empty and missing titles', async () => {
    expect(await repaired(2, '', undefined, '甲甲')).toEqual(['', undefined, '甲']);
  });

  test('is not created for a print without headings', async () => {
    const document = await documentOf('');
    repairOutline(document);
    expect(document.catalog.has(PDFName.of('Outlines'))).toBe(false);
    expect(await repaired(2)).toEqual([]);
  });

  test.each(['Next', 'First'])('that leads back to itself by %s is an error, not an endless loop', async (key) => {
    const document = await documentOf('', '');
    const { context, catalog } = document;
    const ref = context.nextRef();
    const item = context.obj({ Title: PDFHexString.fromText('甲'), [key]: ref });
    context.assign(ref, item);
    catalog.set(PDFName.of('Outlines'), context.obj({ First: ref }));
    expect(() => repairOutline(document)).toThrow('an outline leads back to itself');
  });
});
