import { type Dict, Ref, tokenOf, type Value } from './objects.js';
import { fontsIn, type Glyph, type PrintedFont, SHOWN } from './printed-fonts.js';
import { inflated, Lookup, type PrintedObjects, readPrint, unexpected } from './read-print.js';
import type { Shown } from './structure/cure.js';
import type { Content } from './structure/element.js';
import { decodeUtf16, glyphsOf } from './to-unicode.js';

/** A page of a print. */
export interface PrintedPage {
  /** In pt, as in the print. */
  width: string;
  height: string;
  resources: Dict;
  content: string;
}

/** The pages of a print, and the index of each, from 0, by the number of its object. */
export interface PrintedPages {
  pages: PrintedPage[];
  numbers: ReadonlyMap<number, number>;
}

/** Reads the pages of a print (ISO 32000-1, 7.7.3). */
export function readPages(catalog: Dict, lookup: Lookup): PrintedPages {
  const objects = pageObjects(catalog, lookup);
  return { numbers: numbersOf(objects), pages: objects.map(({ page }) => readPage(page, lookup)) };
}

function readPage(page: Dict, lookup: Lookup): PrintedPage {
  const [left, bottom, width, height] = lookup.array(page.get('MediaBox'), '页面的 MediaBox').map(tokenOf);
  if (left !== '0' || bottom !== '0' || !width || !height) unexpected('每页的 MediaBox 从 0 0 开始');
  return {
    width,
    height,
    resources: lookup.dict(page.get('Resources'), '页面的 Resources'),
    content: inflated(lookup.stream(page.get('Contents'), '页面的内容')),
  };
}

interface PageObject {
  number: number;
  page: Dict;
}

function pageObjects(catalog: Dict, lookup: Lookup): PageObject[] {
  const known = new Set<Dict>();
  const visit = (kid: Value): PageObject[] => {
    const node = lookup.dict(kid, '页面树');
    if (known.has(node)) unexpected('每页在页面树里一次');
    known.add(node);
    if (node.get('Type') === '/Page' && kid instanceof Ref) return [{ number: kid.number, page: node }];
    return lookup.array(node.get('Kids'), '页面树的 Kids').flatMap(visit);
  };
  return visit(catalog.get('Pages') ?? unexpected('页面树'));
}

function numbersOf(objects: readonly PageObject[]): Map<number, number> {
  return new Map(objects.map(({ number }, index) => [number, index]));
}

/**
 * Returns the page of each named destination (ISO 32000-1, 12.3.2.3), from 0. Chromium writes one for each anchor that
 * something links to.
 */
export function readAnchors(catalog: Dict, lookup: Lookup, numbers: ReadonlyMap<number, number>): [string, number][] {
  if (!catalog.has('Dests')) return [];
  return [...lookup.dict(catalog.get('Dests'), 'Dests')].map(([anchor, value]) => {
    const [page] = lookup.array(value, '锚点');
    return [anchor, (page instanceof Ref ? numbers.get(page.number) : undefined) ?? unexpected('锚点的页')];
  });
}

/** Returns the number of pages of a print, and the page of each anchor, from 1. */
export function measurePrint(printed: Uint8Array): { count: number; anchors: ReadonlyMap<string, number> } {
  const { objects, catalog }: PrintedObjects = readPrint(printed);
  const lookup = new Lookup(objects);
  const pages = pageObjects(catalog, lookup);
  const anchors = readAnchors(catalog, lookup, numbersOf(pages));
  return { count: pages.length, anchors: new Map(anchors.map(([anchor, page]) => [anchor, page + 1])) };
}

const MARK = /(?:\/MCID (\d+) >>)?(B)(?:DC|MC)$|^(EMC)$|> (Tj)$|^(?:[fFsSbB]\*?|sh)$| Do$/gm;

/** Returns what the marked content of a page shows, by number: text, or only lines, backgrounds and pictures. */
export function marksIn(content: string): Map<number, Shown> {
  const found = new Map<number, Shown>();
  /** The numbers of the marked content that is open, from the outermost; undefined for such without number. */
  const open: (number | undefined)[] = [];
  for (const [, mcid, begin, end, text] of content.matchAll(MARK)) {
    const current = open.at(-1);
    if (begin) open.push(mcid === undefined ? current : Number(mcid));
    else if (end) open.pop();
    else if (current !== undefined && (text || !found.has(current))) found.set(current, text ? 'text' : 'marks');
  }
  return found;
}

/** Returns a function that returns the text of marked content. */
export function textReader(
  pages: readonly PrintedPage[],
  fonts: ReadonlyMap<Dict, PrintedFont>,
  lookup: Lookup,
): (content: Content) => string {
  return ({ page, mcid }) => {
    const { resources, content } = pages[page] ?? unexpected('结构元素的页');
    const named = new Map(fontsIn(resources, lookup).map(([name, font]) => [name, fonts.get(font)?.glyphs]));
    const marked = markedContent(content, mcid);
    let glyphs: ReadonlyMap<number, Glyph> | undefined;
    let text = '';
    for (const [, font, codes] of marked.matchAll(SHOWN)) {
      if (font !== undefined) glyphs = named.get(font);
      for (const glyph of glyphsOf(codes ?? '')) text += decodeUtf16(glyphs?.get(glyph)?.text ?? '');
    }
    return text;
  };
}

/** Returns the operators of marked content, with what is marked in it; `''` when it is not there. */
function markedContent(content: string, mcid: number): string {
  const begin = content.indexOf(`/MCID ${mcid} >>BDC\n`);
  if (begin < 0) return '';
  let depth = 0;
  for (const { 0: operator, index } of content.slice(begin).matchAll(/B(?:DC|MC)$|^EMC$/gm)) {
    depth += operator === 'EMC' ? -1 : 1;
    if (depth === 0) return content.slice(begin, begin + index);
  }
  return content.slice(begin);
}
