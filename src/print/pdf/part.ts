import { deflateSync, inflateSync } from 'node:zlib';
import type { PrintFonts } from '../../model/pdf.js';
import { rewriteContent } from './content/rewrite.js';
import type { FontMetrics } from './content/text.js';
import { requireOwnFonts } from './fonts.js';
import { type Dict, nameOf, Ref, Stream, type Value } from './objects.js';
import { type Heading, readHeadings } from './outline.js';
import { fontsIn, type Glyph, type PrintedFont, readFont, type UsedFont } from './printed-fonts.js';
import { Lookup, readPrint, unexpected } from './read-print.js';
import { type Extra, Extras, plainStatesIn } from './resources.js';
import { cureStructure, type Shown } from './structure/cure.js';
import { type Content, contentIn, isElement, type Kid } from './structure/element.js';
import { readStructure } from './structure/read.js';
import { type PartLink, writeStructure } from './structure/write.js';
import { decodeUtf16 } from './to-unicode.js';

/** A print, or some of its pages, ready to be placed in documents at any page: what an object file is to a linker. */
export interface Part {
  pages: PartPage[];
  /** Structure objects, with places for references (structure/write.ts). */
  objects: string[];
  /** The elements at the top, by their number in `objects`. */
  roots: number[];
  links: PartLink[];
  fonts: UsedFont[];
  /** What pages use besides fonts. */
  extras: Extra[];
  headings: Heading[];
  /** The page of each anchor that something links to, from 0. */
  anchors: [anchor: string, page: number][];
}

export interface PartPage {
  /** In pt, as in the print. */
  width: string;
  height: string;
  /** What is in the page area, compressed. */
  body: Uint8Array;
  /** Headers, footers and page numbers, as page content; `''` when there are none. */
  margins: string;
  /** PostScript names of the fonts. */
  fonts: string[];
  /** Resources besides fonts, as the text of dictionary entries with places for references; `''` for most pages. */
  resources: string;
  /** The structure object of each marked content. */
  parents: (number | null)[];
}

/** Level of compression: the best one costs a tenth of a millisecond a page more. */
const BEST = { level: 9 };

/**
 * Makes parts of a print.
 *
 * @param printed the PDF of Chromium
 * @param page the title of the document and the HTML it is printed from, for messages
 * @param fonts the only fonts that may be in it
 * @param sections the first page of each part, from 0; without it the whole print is one part
 * @throws UserError when another font is in it, a character without a glyph, or the print is not as expected
 */
export function partsOf(
  printed: Uint8Array,
  page: { title: string; html: string },
  fonts: PrintFonts,
  sections: readonly number[] = [0],
): Part[] {
  const { objects, catalog } = readPrint(printed);
  const lookup = new Lookup(objects);
  const pages = pagesIn(catalog, lookup);
  const numbers = new Map(pages.map(({ number }, index) => [number, index]));
  const printedFonts = new Map<Dict, PrintedFont>();
  for (const value of objects.values()) {
    if (value instanceof Map && value.get('Type') === '/Font' && !String(value.get('Subtype')).startsWith('/CIDFont')) {
      printedFonts.set(value, readFont(value, lookup));
    }
  }
  const forms = [...objects.values()].filter(value => value instanceof Stream && value.dict.get('Subtype') === '/Form') as Stream[];
  const contents = pages.map(({ content }) => content);
  requireOwnFonts([...printedFonts.values()], [...contents, ...forms.map(inflated)], page, fonts);
  const tree = unwrapped(readStructure(catalog, lookup, numbers));
  const shown = contents.map(marksIn);
  const artifacts = cureStructure(tree, ({ page, mcid }) => shown[page]?.get(mcid));
  const artifactsOn = pages.map(() => new Set<number>());
  for (const { page, mcid } of artifacts) artifactsOn[page]?.add(mcid);
  const metricsOf = new Map([...printedFonts].map(([key, font]): [Dict, FontMetrics] =>
    [key, { name: resourceName(font.postScriptName), width: font.width, used: new Set(codesIn(forms)) }]));
  const extras = new Extras(lookup, new Map([...printedFonts.keys()].map((font, index) => [font, index])));
  const finished = pages.map((printedPage, index): Omit<PartPage, 'parents'> => {
    const used = fontsIn(printedPage.resources, lookup);
    const metrics = new Map(used.map(([name, font]) => [name, metricsOf.get(font) ?? unexpected('页面的字体')]));
    const { body, margins } = rewriteContent(printedPage.content, {
      fonts: metrics, plainStates: plainStatesIn(printedPage.resources, lookup), artifacts: artifactsOn[index] ?? new Set(),
    });
    return {
      width: printedPage.width,
      height: printedPage.height,
      body: deflateSync(Buffer.from(body, 'latin1'), BEST),
      margins,
      fonts: used.flatMap(([, font]) => printedFonts.get(font)?.postScriptName ?? []),
      resources: extras.entriesOf(printedPage.resources),
    };
  });
  const usedFonts = [...printedFonts].map(([key, font]) => usedFont(font, metricsOf.get(key)?.used ?? new Set()));
  const anchors = anchorsIn(catalog, lookup, numbers);
  const headings = readHeadings(catalog, lookup, numbers);
  const textOfContent = textReader(pages, printedFonts, lookup);
  return sections.map((first, index) => {
    const end = sections[index + 1] ?? pages.length;
    const isHere = (number: number): boolean => number >= first && number < end;
    const own = tree.filter(root => isHere(contentIn(root)[0]?.page ?? -1));
    if (own.some(root => contentIn(root).some(({ page }) => !isHere(page)))) unexpected('每个部分从新的一页开始');
    const { objects, roots, parents, links } = writeStructure(moved(own, first), end - first, element =>
      contentIn(element).map(({ page, mcid }) => textOfContent({ page: page + first, mcid })).join(''));
    return {
      pages: finished.slice(first, end).map((one, number) => ({ ...one, parents: parents[number] ?? [] })),
      objects,
      roots,
      links,
      fonts: usedFonts,
      extras: extras.list,
      headings: headings.filter(({ page }) => isHere(page)).map(heading => ({ ...heading, page: heading.page - first })),
      anchors: anchors.filter(([, page]) => isHere(page)).map(([anchor, page]) => [anchor, page - first]),
    };
  });
}

/** Returns the number of pages of a print, and the page of each anchor, from 1. */
export function measurePrint(printed: Uint8Array): { count: number; anchors: ReadonlyMap<string, number> } {
  const { objects, catalog } = readPrint(printed);
  const lookup = new Lookup(objects);
  const pages = pageObjectsIn(catalog, lookup);
  const numbers = new Map(pages.map(({ number }, index) => [number, index]));
  return { count: pages.length, anchors: new Map(anchorsIn(catalog, lookup, numbers).map(([anchor, page]) => [anchor, page + 1])) };
}

interface PrintedPage {
  /** The number of its object. */
  number: number;
  width: string;
  height: string;
  resources: Dict;
  content: string;
}

function pagesIn(catalog: Dict, lookup: Lookup): PrintedPage[] {
  return pageObjectsIn(catalog, lookup).map(({ number, page }) => {
    const [left, bottom, width, height] = lookup.array(page.get('MediaBox'), '页面的 MediaBox').map(String);
    if (left !== '0' || bottom !== '0' || !width || !height) unexpected('页面的 MediaBox 从 0 0 开始');
    return {
      number,
      width,
      height,
      resources: lookup.dict(page.get('Resources'), '页面的 Resources'),
      content: inflated(lookup.stream(page.get('Contents'), '页面的内容')),
    };
  });
}

function pageObjectsIn(catalog: Dict, lookup: Lookup): { number: number; page: Dict }[] {
  const visit = (kid: Value): { number: number; page: Dict }[] => {
    const node = lookup.dict(kid, '页面树');
    if (node.get('Type') === '/Page' && kid instanceof Ref) return [{ number: kid.number, page: node }];
    return lookup.array(node.get('Kids'), '页面树的 Kids').flatMap(visit);
  };
  return visit(catalog.get('Pages') ?? unexpected('页面树'));
}

function inflated({ data, dict }: Stream): string {
  if (dict.get('Filter') !== '/FlateDecode') unexpected('内容用 FlateDecode 压缩');
  return inflateSync(data).toString('latin1');
}

/** Returns what is below the element Document: documents of several parts have one for all. */
function unwrapped(roots: Kid[]): Kid[] {
  return roots.flatMap(root => (isElement(root) && root.type === 'Document' ? root.kids : [root]));
}

/** Returns a tree with page numbers counted from `first`. */
function moved(roots: readonly Kid[], first: number): Kid[] {
  if (first === 0) return [...roots];
  return roots.map(kid => (isElement(kid) ? { ...kid, kids: moved(kid.kids, first) } : { ...kid, page: kid.page - first }));
}

/** Returns what the marked content of a page shows, by number: text, or only lines, backgrounds and pictures. */
function marksIn(content: string): Map<number, Shown> {
  const found = new Map<number, Shown>();
  let current: number | undefined;
  for (const [, mcid, text] of content.matchAll(/\/MCID (\d+) >>BDC\n|> (Tj)$|^(?:[fFsSbB]\*?|sh)$| Do$/gm)) {
    if (mcid !== undefined) current = Number(mcid);
    else if (current !== undefined && (text !== undefined || !found.has(current))) found.set(current, text ? 'text' : 'marks');
  }
  return found;
}

/** Returns a font with the glyphs that are used. @param codes in hex */
function usedFont({ postScriptName, descriptor, glyphs, width }: PrintedFont, codes: ReadonlySet<string>): UsedFont {
  const numbers = [...codes].map(code => parseInt(code, 16)).sort((a, b) => a - b);
  return { postScriptName, descriptor, glyphs: numbers.map(number => [number, glyphs.get(number) ?? { width: width(number), text: '' }]) };
}

/** Returns the glyphs that form XObjects show, in hex: their content is left as it is. */
function codesIn(forms: readonly Stream[]): string[] {
  return forms.flatMap(form => [...inflated(form).matchAll(/<([\dA-F]+)> Tj/g)].flatMap(([, codes]) => codes?.match(/.{4}/g) ?? []));
}

/** Returns the name of a font in the resources of our pages, without slash: the same in all documents. */
export function resourceName(postScriptName: string): string {
  return nameOf(postScriptName).slice(1);
}

function anchorsIn(catalog: Dict, lookup: Lookup, pages: ReadonlyMap<number, number>): [string, number][] {
  if (!catalog.has('Dests')) return [];
  return [...lookup.dict(catalog.get('Dests'), 'Dests')].map(([anchor, value]) => {
    const [page] = lookup.array(value, '锚点');
    return [anchor, (page instanceof Ref ? pages.get(page.number) : undefined) ?? unexpected('锚点的页')];
  });
}

/** Returns a function that returns the text of marked content. */
function textReader(
  pages: readonly PrintedPage[],
  fonts: ReadonlyMap<Dict, PrintedFont>,
  lookup: Lookup,
): (content: Content) => string {
  return ({ page, mcid }) => {
    const { resources, content } = pages[page] as PrintedPage;
    const named = new Map(fontsIn(resources, lookup).map(([name, font]) => [name, fonts.get(font)?.glyphs]));
    const start = content.indexOf(`/MCID ${mcid} >>BDC`);
    let glyphs: ReadonlyMap<number, Glyph> | undefined;
    let text = '';
    for (const [, font, codes] of content.slice(start, content.indexOf('EMC', start)).matchAll(/\/(\S+) [\d.]+ Tf|<([\dA-F]+)> Tj/g)) {
      if (font !== undefined) glyphs = named.get(font);
      for (const code of codes?.match(/.{4}/g) ?? []) text += decodeUtf16(glyphs?.get(parseInt(code, 16))?.text ?? '');
    }
    return text;
  };
}
