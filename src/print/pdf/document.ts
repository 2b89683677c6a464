import { deflateSync } from 'node:zlib';
import { append } from '../../model/append.js';
import type { Attachment, PrintFonts } from '../../model/pdf.js';
import { type Description, information, writeArchive } from './archive.js';
import { attachFiles } from './attachments.js';
import { hexString, nameOf } from './objects.js';
import { ObjectWriter } from './object-writer.js';
import { type PlacedBookmark, writeOutline } from './outline.js';
import { type Part, type PartPage, resourceName } from './part.js';
import { place, type Places } from './structure/write.js';
import { WrittenFonts } from './written-fonts.js';

/** Kids of a node of the page tree. */
const PAGES_PER_NODE = 32;

/** How a page of a part is placed. */
export interface PagePlacement {
  /** What is painted in its margins, as page content; each is painted by itself. */
  margins: readonly string[];
  /** How far its content is moved to the right, in pt. */
  shift: number;
}

interface WrittenPage {
  number: number;
  page: PartPage;
  contents: number[];
  shift: number;
  annotations: number[];
  extras: Places;
}

export interface Ending extends Description {
  bookmarks: readonly PlacedBookmark[];
  /** True to show all bookmarks from the start. */
  isOpen: boolean;
  attachments: readonly Attachment[];
  /** The destinations of anchors, as they are written. */
  destinations: ReadonlyMap<string, string>;
}

/**
 * Puts parts together into one tagged document that conforms to PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3):
 * pages (ISO 32000-1, 7.7.3), structure (14.7), links, bookmarks and one font for all parts.
 */
export class DocumentWriter {
  private readonly writer = new ObjectWriter();
  private readonly fonts = new WrittenFonts(this.writer);
  private readonly root = this.writer.reserve();
  private readonly structure = this.writer.reserve();
  private readonly document = this.writer.reserve();
  private readonly pages: WrittenPage[] = [];
  private readonly elements: number[] = [];
  /** Leaves of the parent tree (ISO 32000-1, 14.7.4.4), as texts of objects. */
  private readonly parents: { text: string; first: number; last: number }[] = [];
  private readonly margins = new Map<string, number>();
  private group: { number: number; kids: number[] } | undefined;

  /** Begins an element that groups the parts added from now on (ISO 32000-1, table 333: Part). */
  beginGroup(): void {
    this.endGroup();
    this.group = { number: this.writer.reserve(), kids: [] };
  }

  /**
   * Adds a part behind those before.
   *
   * @param placementOf how its pages, from 0, are placed
   */
  add(part: Part, placementOf: (page: PartPage, index: number) => PagePlacement): void {
    const { writer } = this;
    const places: Places = {
      pages: writer.reserve(part.pages.length),
      links: writer.reserve(part.links.length),
      objects: writer.reserve(part.objects.length),
      extras: writer.reserve(part.extras.length),
      fonts: part.fonts.map(font => this.fonts.add(font)),
      above: this.group?.number ?? this.document,
    };
    append(this.group?.kids ?? this.elements, part.roots.map(root => places.objects + root));
    part.objects.forEach((object, index) => writer.put(place(object, places), places.objects + index));
    for (const [index, { text, data }] of part.extras.entries()) {
      const placed = place(text, places);
      if (data) writer.putStream(placed.slice(2, -2), data, places.extras + index);
      else writer.put(placed, places.extras + index);
    }
    for (const [index, page] of part.pages.entries()) {
      const { margins, shift } = placementOf(page, index);
      const body = writer.putStream('/Filter/FlateDecode', page.body);
      const contents = [...margins.filter(Boolean).map(text => this.marginStream(text)), body];
      const annotations = part.links.flatMap((link, number) => (link.page === index ? [places.links + number] : []));
      this.pages.push({ number: places.pages + index, page, contents, shift, annotations, extras: places });
    }
    this.addLinks(part, places);
    this.addParents(part, places);
  }

  /** Returns the destination of a page, from 0 in the document; at a place in it, or where a reader is. */
  destination(page: number, spot = 'null null'): string | undefined {
    const number = this.pages[page]?.number;
    return number === undefined ? undefined : `[${number} 0 R/XYZ ${spot} null]`;
  }

  /** Returns the number of pages so far. */
  get length(): number {
    return this.pages.length;
  }

  /** Adds glyphs that only margins have. */
  addGlyphs(part: Pick<Part, 'fonts'>): void {
    part.fonts.forEach(font => this.fonts.add(font));
  }

  /** Writes the rest. @returns the file */
  async finish(ending: Ending, fonts: PrintFonts): Promise<Uint8Array> {
    const { title, author, bookmarks, isOpen, attachments, destinations } = ending;
    this.endGroup();
    const { writer } = this;
    await this.fonts.finish(fonts);
    const resources = writer.put(`<</Font${this.fontEntries()}>>`);
    const pages = this.writePages(resources);
    writer.put(`<</S/Document/P ${this.structure} 0 R/Lang(zh-CN)/K[${references(this.elements)}]>>`, this.document);
    const leaves = this.parents.map(({ text }) => writer.put(text));
    const tree = leaves.length === 1 ? leaves[0] : writer.put(`<</Kids[${references(leaves)}]>>`);
    const next = (this.parents.at(-1)?.last ?? 0) + 1;
    writer.put(`<</Type/StructTreeRoot/K ${this.document} 0 R/ParentTree ${tree} 0 R/ParentTreeNextKey ${next}>>`, this.structure);
    const outline = writeOutline(bookmarks, isOpen, {
      reserve: () => writer.reserve(), put: (number, text) => { writer.put(text, number); },
    });
    const named = [...destinations].map(([anchor, destination]) => nameOf(anchor) + destination).join('');
    writer.put([
      `<</Type/Catalog/Pages ${pages} 0 R/MarkInfo<</Marked true>>/StructTreeRoot ${this.structure} 0 R/Lang(zh-CN)`,
      '/ViewerPreferences<</DisplayDocTitle true>>',
      outline === undefined ? '' : `/Outlines ${outline} 0 R`,
      isOpen || outline === undefined ? '' : '/PageMode/UseOutlines',
      named && `/Dests<<${named}>>`,
      writeArchive({ title, author }, writer),
      attachFiles(attachments, writer),
      '>>',
    ].join(''), this.root);
    const entries = Object.entries(information({ title, author })).map(([key, text]) => `/${key}${hexString(text)}`);
    return writer.finish(this.root, writer.put(`<<${entries.join('')}>>`));
  }

  private endGroup(): void {
    if (!this.group) return;
    const { number, kids } = this.group;
    this.writer.put(`<</S/Part/P ${this.document} 0 R/K[${references(kids)}]>>`, number);
    this.elements.push(number);
    this.group = undefined;
  }

  private marginStream(text: string): number {
    const known = this.margins.get(text);
    if (known !== undefined) return known;
    const number = this.writer.putStream('/Filter/FlateDecode', deflateSync(Buffer.from(text, 'latin1'), { level: 9 }));
    this.margins.set(text, number);
    return number;
  }

  private addLinks({ links }: Part, places: Places): void {
    for (const [index, { rectangle, target, label }] of links.entries()) {
      const leads = 'anchor' in target ? `/Dest${nameOf(target.anchor)}` : `/A<</S/URI/URI${target.uri}>>`;
      const number = places.links + index;
      this.writer.put(
        `<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[${rectangle}]${leads}/StructParent ${number}/Contents${hexString(label)}>>`,
        number,
      );
    }
  }

  /** Keys of the parent tree are the numbers of pages and links: they are sorted, and unique in every document. */
  private addParents({ pages, links }: Part, places: Places): void {
    const pairs = [
      ...pages.map(({ parents }, index): [number, string] =>
        [places.pages + index, `[${parents.map(parent => (parent === null ? 'null' : `${places.objects + parent} 0 R`)).join(' ')}]`]),
      ...links.map(({ element }, index): [number, string] => [places.links + index, `${places.objects + element} 0 R`]),
    ];
    const [first, last] = [pairs[0]?.[0] ?? 0, pairs.at(-1)?.[0] ?? 0];
    const text = `<</Limits[${first} ${last}]/Nums[${pairs.map(([key, value]) => `${key} ${value}`).join(' ')}]>>`;
    if (pairs.length) this.parents.push({ text, first, last });
  }

  private fontEntries(): string {
    return `<<${[...this.fonts.numbers()].map(([name, number]) => `/${resourceName(name)} ${number} 0 R`).join('')}>>`;
  }

  /** Writes the pages and their tree. @returns the number of its root */
  private writePages(resources: number): number {
    let nodes = this.pages.map(({ number }) => ({ number, count: 1 }));
    const above = new Map<number, number>();
    do {
      const groups = Array.from({ length: Math.ceil(nodes.length / PAGES_PER_NODE) }, (_, index) =>
        nodes.slice(index * PAGES_PER_NODE, (index + 1) * PAGES_PER_NODE));
      nodes = groups.map((kids) => {
        const number = this.writer.reserve();
        for (const kid of kids) above.set(kid.number, number);
        const count = kids.reduce((sum, kid) => sum + kid.count, 0);
        return { number, count, kids: kids.map(kid => kid.number) };
      }).map(({ number, count, kids }) => {
        this.nodes.push({ number, count, kids });
        return { number, count };
      });
    } while (nodes.length > 1);
    for (const { number, count, kids } of this.nodes) {
      const parent = above.get(number);
      this.writer.put(`<</Type/Pages${parent === undefined ? '' : `/Parent ${parent} 0 R`}/Count ${count}/Kids[${references(kids)}]>>`, number);
    }
    for (const { number, page, contents, shift, annotations, extras } of this.pages) {
      const own = page.resources && `<</Font${this.fontEntries()}${place(page.resources, extras)}>>`;
      this.writer.put([
        `<</Type/Page/Parent ${above.get(number)} 0 R/MediaBox${boxOf(page, shift)}/Resources${own || ` ${resources} 0 R`}`,
        `/Contents ${contents.length === 1 ? `${contents[0]} 0 R` : `[${references(contents)}]`}`,
        annotations.length ? `/Annots[${references(annotations)}]` : '',
        `/StructParents ${number}/Tabs/S>>`,
      ].join(''), number);
    }
    return nodes[0]?.number ?? this.writer.put('<</Type/Pages/Count 0/Kids[]>>');
  }

  private readonly nodes: { number: number; count: number; kids: number[] }[] = [];
}

/** Returns the box of a page whose content is moved to the right. */
function boxOf({ width, height }: PartPage, shift: number): string {
  return shift === 0 ? `[0 0 ${width} ${height}]` : `[${-shift} 0 ${Number((Number(width) - shift).toFixed(5))} ${height}]`;
}

function references(numbers: readonly number[]): string {
  return numbers.map(number => `${number} 0 R`).join(' ');
}
