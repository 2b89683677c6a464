import { append } from '../../model/append.js';
import type { Attachment, PrintFonts } from '../../model/pdf.js';
import { type Description, information, writeArchive } from './archive.js';
import { attachFiles } from './attachments.js';
import { hexString, nameOf } from './objects.js';
import { ObjectWriter } from './object-writer.js';
import { type PlacedBookmark, writeOutline } from './outline.js';
import { resourceName } from './page-font.js';
import type { Part } from './part.js';
import type { UsedFont } from './printed-fonts.js';
import { type FixedNumbers, makeSegment, type Segment, type SegmentPage } from './segment.js';
import { WrittenFonts } from './written-fonts.js';

/** Kids of a node of the page tree. */
const PAGES_PER_NODE = 32;

/** Numbers of objects that every document has. */
const [CATALOG, STRUCTURE, DOCUMENT] = [1, 2, 3];

/** The margins and the place of a page in a document. */
export interface PagePlacement {
  /** Page content for its margins; each text is painted by itself. */
  margins: readonly string[];
  /** The distance in pt by which its content is moved to the right. */
  shift: number;
}

export interface Ending extends Description {
  bookmarks: readonly PlacedBookmark[];
  /** True to show all bookmarks from the start. */
  isOpen: boolean;
  attachments: readonly Attachment[];
  /** The destinations of anchors, as they are written. */
  destinations: ReadonlyMap<string, string>;
}

interface PlacedPage extends SegmentPage {
  /** Streams: margins, body. */
  contents: number[];
  shift: number;
}

/**
 * Puts segments together into one tagged document that conforms to PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3):
 * pages (ISO 32000-1, 7.7.3), structure (14.7), links, bookmarks and one font for all.
 */
export class DocumentWriter {
  readonly fixed: FixedNumbers;
  private readonly writer = new ObjectWriter(DOCUMENT);
  private readonly used: WrittenFonts;
  private readonly pages: PlacedPage[] = [];
  private readonly elements: number[] = [];
  private readonly parents: Segment['parents'][] = [];
  private readonly margins = new Map<string, number>();

  /** @param fonts all fonts that may be used */
  constructor(private readonly fonts: PrintFonts) {
    const numbers = fonts.names().map((name): [string, number] => [name, this.writer.reserve()]);
    this.fixed = { document: DOCUMENT, fonts: new Map(numbers) };
    this.used = new WrittenFonts(this.writer, this.fixed.fonts);
  }

  /** Returns the base of the next segment. @param room the base is rounded up to a multiple of it */
  nextBase(room = 1): number {
    return Math.ceil(this.writer.lastNumber / room) * room;
  }

  /** Adds parts behind the pages before. */
  addParts(parts: readonly Part[], isGroup: boolean, placementOf: (page: SegmentPage) => PagePlacement): void {
    this.add(makeSegment(parts, this.nextBase(), isGroup, this.fixed), placementOf);
  }

  /** Adds a segment, whose base is the next one, behind the pages before. */
  add(segment: Segment, placementOf: (page: SegmentPage) => PagePlacement): void {
    const { base, count, pages, elements, parents, fonts } = segment;
    this.writer.reserve(base + count - this.writer.lastNumber);
    this.writer.copy(segment);
    for (const page of pages) {
      const { margins, shift } = placementOf(page);
      const contents = [...margins.filter(Boolean).map(text => this.marginStream(text)), page.body];
      this.pages.push({ ...page, contents, shift });
    }
    append(this.elements, elements);
    this.parents.push(parents);
    this.addGlyphs(fonts);
  }

  /** Adds glyphs that margins have. */
  addGlyphs(fonts: readonly UsedFont[]): void {
    for (const font of fonts) this.used.add(font);
  }

  /** Returns the destination of a page, from 0 in the document; at a place in it, or where a reader is. */
  destination(page: number, spot = 'null null'): string | undefined {
    const number = this.pages[page]?.number;
    return number === undefined ? undefined : `[${number} 0 R/XYZ ${spot} null]`;
  }

  /** The number of pages so far. */
  get length(): number {
    return this.pages.length;
  }

  /** Writes the rest. @returns the file */
  async finish(ending: Ending): Promise<Uint8Array> {
    const { title, author, bookmarks, isOpen, attachments, destinations } = ending;
    const { writer } = this;
    await this.used.finish(this.fonts);
    const pages = this.writePages();
    writer.put(`<</S/Document/P ${STRUCTURE} 0 R/Lang(zh-CN)/K[${references(this.elements)}]>>`, DOCUMENT);
    this.writeStructureRoot();
    const outline = writeOutline(bookmarks, isOpen, {
      reserve: () => writer.reserve(), put: (number, text) => { writer.put(text, number); },
    });
    const named = [...destinations].map(([anchor, destination]) => nameOf(anchor) + destination).join('');
    writer.put([
      `<</Type/Catalog/Pages ${pages} 0 R/MarkInfo<</Marked true>>/StructTreeRoot ${STRUCTURE} 0 R/Lang(zh-CN)`,
      '/ViewerPreferences<</DisplayDocTitle true>>',
      outline === undefined ? '' : `/Outlines ${outline} 0 R`,
      isOpen || outline === undefined ? '' : '/PageMode/UseOutlines',
      named && `/Dests<<${named}>>`,
      writeArchive({ title, author }, writer),
      attachFiles(attachments, writer),
      '>>',
    ].join(''), CATALOG);
    const entries = Object.entries(information({ title, author })).map(([key, text]) => `/${key}${hexString(text)}`);
    return writer.file(CATALOG, writer.put(`<<${entries.join('')}>>`));
  }

  private writeStructureRoot(): void {
    const leaves = this.parents.map(({ leaf }) => leaf);
    const tree = leaves.length === 1 ? leaves[0] : this.writer.put(`<</Kids[${references(leaves)}]>>`);
    const next = (this.parents.at(-1)?.last ?? 0) + 1;
    this.writer.put(
      `<</Type/StructTreeRoot/K ${DOCUMENT} 0 R/ParentTree ${tree} 0 R/ParentTreeNextKey ${next}>>`,
      STRUCTURE,
    );
  }

  /** Writes page content in margins, once for all pages that have it. @returns the number of its stream */
  private marginStream(text: string): number {
    const known = this.margins.get(text);
    if (known !== undefined) return known;
    const number = this.writer.putCompressed('', Buffer.from(text, 'latin1'));
    this.margins.set(text, number);
    return number;
  }

  /** Writes the pages and their tree (ISO 32000-1, 7.7.3.2). @returns the number of its root */
  private writePages(): number {
    const { writer } = this;
    const fonts = [...this.used.numbers()].map(([name, number]) => `/${resourceName(name)} ${number} 0 R`).join('');
    const resources = writer.put(`<</Font<<${fonts}>>>>`);
    const above = new Map<number, number>();
    const nodes: { number: number; kids: number[]; count: number }[] = [];
    let level = this.pages.map(({ number }) => ({ number, count: 1 }));
    do {
      const groups = inGroups(level, PAGES_PER_NODE);
      level = groups.map((kids) => {
        const number = writer.reserve();
        const count = kids.reduce((sum, kid) => sum + kid.count, 0);
        for (const kid of kids) above.set(kid.number, number);
        nodes.push({ number, count, kids: kids.map(kid => kid.number) });
        return { number, count };
      });
    } while (level.length > 1);
    for (const { number, count, kids } of nodes) {
      const parent = above.get(number);
      const entry = parent === undefined ? '' : `/Parent ${parent} 0 R`;
      writer.put(`<</Type/Pages${entry}/Count ${count}/Kids[${references(kids)}]>>`, number);
    }
    for (const page of this.pages) {
      const { number, contents, annotations } = page;
      const own = page.resources && `<</Font<<${fonts}>>${page.resources}>>`;
      writer.put([
        `<</Type/Page/Parent ${above.get(number)} 0 R/MediaBox${boxOf(page)}/Resources${own || ` ${resources} 0 R`}`,
        `/Contents ${contents.length === 1 ? references(contents) : `[${references(contents)}]`}`,
        annotations.length ? `/Annots[${references(annotations)}]` : '',
        `/StructParents ${number}/Tabs/S>>`,
      ].join(''), number);
    }
    return nodes.at(-1)?.number ?? 0;
  }
}

/** Returns the box of a page whose content is moved to the right. */
function boxOf({ width, height, shift }: PlacedPage): string {
  if (shift === 0) return `[0 0 ${width} ${height}]`;
  return `[${-shift} 0 ${Number((Number(width) - shift).toFixed(5))} ${height}]`;
}

function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size));
}

function references(numbers: readonly number[]): string {
  return numbers.map(number => `${number} 0 R`).join(' ');
}
