import { describe, expect, test } from 'vitest';
import type { Bookmark } from '../../../src/model/pdf.js';
import { hexString } from '../../../src/print/pdf/objects.js';
import {
  type Heading, placeBookmarks, type PlacedBookmark, readHeadings, writeOutline,
} from '../../../src/print/pdf/outline.js';
import { Lookup, readPrint } from '../../../src/print/pdf/read-print.js';
import { type SkiaObject, skiaPrint } from '../../support/skia.js';

const mark = (title: string, destination = `[${title}]`, ...children: PlacedBookmark[]): PlacedBookmark => ({ title, destination, children });

/** Writes an outline. @returns its objects by number; the first is 1 */
function written(
  bookmarks: PlacedBookmark[],
  isOpen = false,
): { root: number | undefined; objects: Map<number, string> } {
  const objects = new Map<number, string>();
  let last = 0;
  const root = writeOutline(bookmarks, isOpen, {
    reserve: () => last += 1, put: (number, text) => void objects.set(number, text),
  });
  expect(objects.size).toBe(last);
  return { root, objects };
}

describe('a written outline', () => {
  test('has the titles and destinations of the bookmarks, linked forwards, backwards and upwards', () => {
    const { root, objects } = written([mark('甲'), mark('乙', '[b]', mark('𠮷'), mark('(')), mark('丙')]);
    expect(root).toBe(1);
    expect([...objects].sort(([a], [b]) => a - b)).toEqual([
      [1, '<</Type/Outlines/First 2 0 R/Last 4 0 R/Count 3>>'],
      [2, `<</Title ${hexString('甲')}/Parent 1 0 R/Dest [甲]/Next 3 0 R>>`],
      [3, `<</Title ${hexString('乙')}/Parent 1 0 R/Dest [b]/Prev 2 0 R/Next 4 0 R/First 5 0 R/Last 6 0 R/Count -2>>`],
      [4, `<</Title ${hexString('丙')}/Parent 1 0 R/Dest [丙]/Prev 3 0 R>>`],
      [5, `<</Title ${hexString('𠮷')}/Parent 3 0 R/Dest [𠮷]/Next 6 0 R>>`],
      [6, `<</Title ${hexString('(')}/Parent 3 0 R/Dest [(]/Prev 5 0 R>>`],
    ]);
  });

  const COUNTED = [mark('a', '', mark('b'), mark('c', '', mark('d'))), mark('e')];
  const textsOf = (isOpen: boolean): string[] => [...written(COUNTED, isOpen).objects.values()];
  const counts = (isOpen: boolean): Record<string, string> => Object.fromEntries(textsOf(isOpen).flatMap((text) => {
    const title = ['a', 'b', 'c', 'd', 'e'].find(one => text.includes(hexString(one))) ?? 'root';
    const count = /Count (-?\d+)/.exec(text)?.[1];
    return count === undefined ? [] : [[title, count]];
  }));

  test('that is closed has the number of bookmarks below one another, as negative', () => {
    expect(counts(false)).toEqual({ root: '2', a: '-2', c: '-1' });
  });

  test('that is open has the number of all bookmarks shown below', () => {
    expect(counts(true)).toEqual({ root: '5', a: '3', c: '1' });
  });

  test('is not there without bookmarks', () => {
    expect(written([])).toEqual({ root: undefined, objects: new Map() });
  });
});

describe('the bookmarks of a volume', () => {
  const bookmark = (title: string, anchor: string, ...children: Bookmark[]): Bookmark => ({ title, anchor, children });
  const destinationOf = (anchor: string): string | undefined => (anchor === 'nowhere' ? undefined : `[${anchor}]`);

  test('lead to their anchors', () => {
    expect(placeBookmarks([bookmark('甲', 'a', bookmark('乙', 'b'))], destinationOf)).toEqual([mark('甲', '[a]', mark('乙', '[b]'))]);
  });

  test('are left out without an anchor in the document, with those below', () => {
    const marks = [bookmark('甲', 'nowhere', bookmark('乙', 'b')), bookmark('丙', 'c', bookmark('丁', 'nowhere'))];
    expect(placeBookmarks(marks, destinationOf)).toEqual([mark('丙', '[c]')]);
  });
});

describe('the headings of a print', () => {
  /** Reads the headings of a print of some pages. @param items objects from 1001 on */
  function read(items: string[], pages = 2): Heading[] {
    const more = Object.fromEntries(items.map((item, index) => [1001 + index, `<<${item}>>`])) as Record<number, SkiaObject>;
    const { objects, catalog } = readPrint(skiaPrint({
      contents: Array.from({ length: pages }, () => ''), catalog: '/Outlines 1000 0 R', more: { 1000: '<</First 1001 0 R>>', ...more },
    }));
    const numbers = new Map(Array.from({ length: pages }, (_, page) => [10 + page, page]));
    return readHeadings(catalog, new Lookup(objects), numbers);
  }
  const item = (title: string, more = '', page = 10): string => `/Title ${title}\n/Dest [${page} 0 R /XYZ 1 2.5 0]${more}`;
  const titleOf = (title: string, pages: number): string | undefined => read([item(title)], pages)[0]?.title;

  test('have titles, pages, places, and those below them', () => {
    expect(read([item('<FEFF4E00>', '/First 1002 0 R/Next 1003 0 R'), item('(a)', '', 11), item('(b)')])).toEqual([
      { title: '一', page: 0, place: '1 2.5', children: [{ title: 'a', page: 1, place: '1 2.5', children: [] }] },
      { title: 'b', page: 0, place: '1 2.5', children: [] },
    ]);
  });

  test('may be none', () => {
    const { objects, catalog } = readPrint(skiaPrint());
    expect(readHeadings(catalog, new Lookup(objects), new Map())).toEqual([]);
  });

  test('have characters above U+FFFF, and escaped signs', () => {
    expect(titleOf('<FEFFD842DFB7>', 1)).toBe('𠮷');
    expect(titleOf(String.raw`(\(a\)\\)`, 1)).toBe('(a)\\');
    expect(titleOf('()', 1)).toBe('');
    expect(titleOf('<FEFF>', 1)).toBe('');
  });

  test('that repeat on each page in the header of a table are said once', () => {
    expect(titleOf(hexString('绩效指标绩效指标'), 2)).toBe('绩效指标');
    expect(titleOf(hexString('绩效指标绩效指标'), 3)).toBe('绩效指标');
    expect(titleOf(hexString('甲甲甲'), 3)).toBe('甲');
    expect(titleOf(hexString('𠮷𠮷'), 2)).toBe('𠮷');
    expect(titleOf('(abab)', 2)).toBe('ab');
  });

  test('that repeat more often than there are pages keep their text', () => {
    expect(titleOf(hexString('甲甲甲'), 2)).toBe('甲甲甲');
    expect(titleOf(hexString('哈哈哈哈'), 2)).toBe('哈哈');
    expect(titleOf(hexString('甲甲'), 1)).toBe('甲甲');
  });

  test('that almost repeat keep their text', () => {
    for (const title of ['甲甲乙', 'ababa', '𠮷', '甲乙']) expect(titleOf(hexString(title), 4)).toBe(title);
  });

  test('are refused without a page, or when they lead back to themselves', () => {
    expect(() => read([item('(a)', '', 2)])).toThrow('有书签的页');
    expect(() => read(['/Title (a)'])).toThrow('有书签的 Dest');
    expect(() => read([item('(a)', '/Next 1009 0 R')])).toThrow('有书签');
    expect(() => read([item('(a)', '/Next 1001 0 R')])).toThrow('每个书签只出现一次');
    expect(() => read([item('(a)', '/First 1001 0 R')])).toThrow('每个书签只出现一次');
  });
});
