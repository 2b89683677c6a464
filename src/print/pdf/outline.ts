import type { Bookmark } from '../../model/pdf.js';
import { type Dict, hexString, literalText, Ref, tokenOf, type Value } from './objects.js';
import { type Lookup, unexpected } from './read-print.js';
import { decodeUtf16 } from './to-unicode.js';

/** A heading of a print, as a bookmark shows it. */
export interface Heading {
  title: string;
  /** From 0. */
  page: number;
  /** Left and top in pt, as in the print. */
  place: string;
  children: Heading[];
}

/** A bookmark with the destination it leads to, as it is written (ISO 32000-1, 12.3.2). */
export interface PlacedBookmark {
  title: string;
  destination: string;
  children: PlacedBookmark[];
}

/** Returns the headings that Chromium made bookmarks of (ISO 32000-1, 12.3.3). */
export function readHeadings(catalog: Dict, lookup: Lookup, pages: ReadonlyMap<number, number>): Heading[] {
  const known = new Set<Dict>();
  const items = (above: Dict): Heading[] => {
    const found: Heading[] = [];
    for (let next: Value | undefined = above.get('First'); next;) {
      const item = lookup.dict(next, '书签');
      if (known.has(item)) unexpected('每个书签只出现一次');
      known.add(item);
      const [page, , ...place] = lookup.array(item.get('Dest'), '书签的 Dest');
      const number = (page instanceof Ref ? pages.get(page.number) : undefined) ?? unexpected('书签的页');
      const title = saidOnce(decodeText(tokenOf(item.get('Title'))), pages.size);
      found.push({ title, page: number, place: place.slice(0, 2).map(tokenOf).join(' '), children: items(item) });
      next = item.get('Next');
    }
    return found;
  };
  return catalog.has('Outlines') ? items(lookup.dict(catalog.get('Outlines'), '书签')) : [];
}

function decodeText(value: string): string {
  return value.startsWith('<FEFF') ? decodeUtf16(value.slice(5, -1)) : literalText(value);
}

/**
 * Returns the text; if it is another text repeated two to `pages` times, that text: for a heading in a table header
 * that repeats on every page, Chromium writes its text once for each page, 绩效指标绩效指标.
 */
function saidOnce(text: string, pages: number): string {
  for (let times = pages; times > 1; times -= 1) {
    const once = text.slice(0, text.length / times);
    if (once && once.repeat(times) === text) return once;
  }
  return text;
}

/** Returns bookmarks with the destinations of their anchors. One without is left out, with those below it. */
export function placeBookmarks(
  bookmarks: readonly Bookmark[],
  destinationOf: (anchor: string) => string | undefined,
): PlacedBookmark[] {
  return bookmarks.flatMap(({ title, anchor, children }) => {
    const destination = destinationOf(anchor);
    return destination === undefined ? [] : [{ title, destination, children: placeBookmarks(children, destinationOf) }];
  });
}

/**
 * Writes an outline (ISO 32000-1, 12.3.3).
 *
 * @param isOpen true to show the bookmarks below others from the start
 * @param put writes an object. @returns the number of the outline; undefined when there are no bookmarks
 */
export function writeOutline(
  bookmarks: readonly PlacedBookmark[],
  isOpen: boolean,
  { reserve, put }: { reserve: () => number; put: (number: number, text: string) => void },
): number | undefined {
  if (!bookmarks.length) return undefined;
  const countOf = (items: readonly PlacedBookmark[]): number =>
    items.reduce((sum, { children }) => sum + 1 + (isOpen ? countOf(children) : 0), 0);
  const add = (items: readonly PlacedBookmark[], above: number): string => {
    const numbers = items.map(reserve);
    for (const [index, { title, destination, children }] of items.entries()) {
      const number = numbers[index] as number;
      const count = countOf(children);
      put(number, [
        `<</Title ${hexString(title)}/Parent ${above} 0 R/Dest ${destination}`,
        index > 0 ? `/Prev ${numbers[index - 1]} 0 R` : '',
        index + 1 < items.length ? `/Next ${numbers[index + 1]} 0 R` : '',
        children.length ? `${add(children, number)}/Count ${isOpen ? count : -count}` : '',
        '>>',
      ].join(''));
    }
    return `/First ${numbers[0]} 0 R/Last ${numbers.at(-1)} 0 R`;
  };
  const root = reserve();
  put(root, `<</Type/Outlines${add(bookmarks, root)}/Count ${countOf(bookmarks)}>>`);
  return root;
}
