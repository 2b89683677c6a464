import type { PrintFonts } from '../../model/pdf.js';
import { compressed } from './compress.js';
import { rewriteContent } from './content/rewrite.js';
import { requireOwnFonts } from './fonts.js';
import { type Dict, Stream, type Value } from './objects.js';
import { type Heading, readHeadings } from './outline.js';
import { FontOfPrint } from './page-font.js';
import { fontsIn, type PrintedFont, readFont, type UsedFont } from './printed-fonts.js';
import { marksIn, type PrintedPage, readAnchors, readPages, textReader } from './printed-pages.js';
import { inflated, Lookup, readPrint, unexpected } from './read-print.js';
import { type Extra, Extras, plainStatesIn } from './resources.js';
import { cureStructure } from './structure/cure.js';
import { contentIn, elementOf, isElement, type Kid } from './structure/element.js';
import { readStructure } from './structure/read.js';
import { type PartLink, writeStructure } from './structure/write.js';

/** A print, or some of its pages, ready to be placed in documents at any page: what an object file is to a linker. */
export interface Part {
  pages: PartPage[];
  /** Structure objects, with places for references (structure/write.ts). */
  objects: string[];
  /** The elements at the top, by their number in `objects`. */
  roots: number[];
  links: PartLink[];
  fonts: UsedFont[];
  /** Objects that pages use besides fonts. */
  extras: Extra[];
  headings: Heading[];
  /** The page of each anchor that something links to, from 0. */
  anchors: [anchor: string, page: number][];
}

export interface PartPage {
  /** In pt, as in the print. */
  width: string;
  height: string;
  /** The content of the page area, compressed. */
  body: Uint8Array;
  /** Headers, footers and page numbers, as page content; `''` when there are none. */
  margins: string;
  /** Resources besides fonts, as dictionary entries with places for references; `''` for most pages. */
  resources: string;
  /** The structure object of each marked content. */
  parents: (number | null)[];
}

/**
 * Makes parts of a print.
 *
 * @param printed the PDF of Chromium
 * @param source the title of the document and the HTML it is printed from, for messages
 * @param fonts the only fonts that may be in it
 * @param sections the first page of each part, from 0; without it the whole print is one part
 * @throws UserError when another font is in it, a character without a glyph, or the print is not as expected
 */
export function partsOf(
  printed: Uint8Array,
  source: { title: string; html: string },
  fonts: PrintFonts,
  sections: readonly number[] = [0],
): Part[] {
  const { objects, catalog } = readPrint(printed);
  const lookup = new Lookup(objects);
  const { pages, numbers } = readPages(catalog, lookup);
  const printedFonts = readFonts(objects, lookup);
  const forms = [...objects.values()].filter(value => value instanceof Stream)
    .filter(({ dict }) => dict.get('Subtype') === '/Form').map(inflated);
  requireOwnFonts([...printedFonts.values()], [...pages.map(({ content }) => content), ...forms], source, fonts);
  const document = elementOf('Document', unwrapped(readStructure(catalog, lookup, numbers)));
  const shown = pages.map(({ content }) => marksIn(content));
  const artifacts = pages.map(() => new Set<number>());
  for (const { page, mcid } of cureStructure([document], content => shown[content.page]?.get(content.mcid))) {
    artifacts[page]?.add(mcid);
  }
  const tree = document.kids;
  const pageFonts = new Map([...printedFonts].map(([key, font]): [Dict, FontOfPrint] =>
    [key, new FontOfPrint(font, glyph => fonts.wholeGlyph(font.postScriptName, glyph))]));
  const extras = new Extras(lookup, pageFonts);
  const finished = pages.map((page, index) =>
    finishPage(page, artifacts[index] ?? new Set(), pageFonts, extras, lookup));
  const usedFonts = [...pageFonts.values()].map(font => font.usedFont());
  const anchors = readAnchors(catalog, lookup, numbers);
  const headings = readHeadings(catalog, lookup, numbers);
  const textOf = textReader(pages, printedFonts, lookup);
  return sections.map((first, index): Part => {
    const end = sections[index + 1] ?? pages.length;
    const isHere = (number: number): boolean => number >= first && number < end;
    const own = tree.filter((root) => {
      const content = contentIn(root);
      const isOwn = isHere(content[0]?.page ?? -1);
      if (isOwn && content.some(({ page }) => !isHere(page))) unexpected('每个部分从新的一页开始');
      return isOwn;
    });
    const written = writeStructure(moved(own, first), end - first, element =>
      contentIn(element).map(({ page, mcid }) => textOf({ page: page + first, mcid })).join(''));
    return {
      pages: finished.slice(first, end).map((page, number) => ({ ...page, parents: written.parents[number] ?? [] })),
      objects: written.objects,
      roots: written.roots,
      links: written.links,
      fonts: usedFonts,
      extras: extras.list,
      headings: headings.filter(({ page }) => isHere(page)).map(one => ({ ...one, page: one.page - first })),
      anchors: anchors.filter(([, page]) => isHere(page)).map(([anchor, page]) => [anchor, page - first]),
    };
  });
}

function readFonts(objects: ReadonlyMap<number, Value | Stream>, lookup: Lookup): Map<Dict, PrintedFont> {
  const fonts = new Map<Dict, PrintedFont>();
  for (const value of objects.values()) {
    if (!(value instanceof Map) || value.get('Type') !== '/Font') continue;
    const subtype = value.get('Subtype');
    // These are parts of a Type0 font (ISO 32000-1, 9.7.1).
    if (subtype !== '/CIDFontType0' && subtype !== '/CIDFontType2') fonts.set(value, readFont(value, lookup));
  }
  return fonts;
}

function finishPage(
  { width, height, content, resources }: PrintedPage,
  artifacts: ReadonlySet<number>,
  pageFonts: ReadonlyMap<Dict, FontOfPrint>,
  extras: Extras,
  lookup: Lookup,
): Omit<PartPage, 'parents'> {
  const fonts = new Map(fontsIn(resources, lookup).map(([name, font]) =>
    [name, pageFonts.get(font) ?? unexpected('页面的字体')]));
  const plainStates = plainStatesIn(resources, lookup);
  const { body, margins } = rewriteContent(content, { fonts, plainStates, artifacts });
  const bytes = compressed(Buffer.from(body, 'latin1'));
  return { width, height, margins, body: bytes, resources: extras.entriesOf(resources) };
}

/** Returns what is below the element Document: documents of several parts have one for all. */
function unwrapped(roots: Kid[]): Kid[] {
  return roots.flatMap(root => (isElement(root) && root.type === 'Document' ? root.kids : [root]));
}

/** Returns a tree with page numbers counted from `first`. */
function moved(roots: readonly Kid[], first: number): Kid[] {
  if (first === 0) return [...roots];
  return roots.map(kid =>
    (isElement(kid) ? { ...kid, kids: moved(kid.kids, first) } : { ...kid, page: kid.page - first }));
}
