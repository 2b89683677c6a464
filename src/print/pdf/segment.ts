import { append } from '../../model/append.js';
import { hexString, nameOf } from './objects.js';
import { ObjectWriter } from './object-writer.js';
import { pack, unpack } from './packed.js';
import type { Part } from './part.js';
import type { UsedFont } from './printed-fonts.js';
import { place, type Places } from './structure/write.js';
import { XrefRows } from './xref-rows.js';

/** Parts put one behind the other, with object numbers: bytes that are copied into documents. */
export interface Segment {
  /** The last object number before its own, and how many are its own. */
  base: number;
  count: number;
  /** Its objects, without those of pages. */
  bytes: Uint8Array;
  rows: XrefRows;
  pages: SegmentPage[];
  /** The elements at the top. */
  elements: number[];
  /** The leaf of the parent tree (ISO 32000-1, 14.7.4.4): its object, and the last key. */
  parents: { leaf: number; last: number };
  fonts: UsedFont[];
}

export interface SegmentPage {
  number: number;
  /** In pt. */
  width: string;
  height: string;
  /** The stream of what is in the page area. */
  body: number;
  /** Headers, footers and page numbers that were printed with it, as page content. */
  margins: string;
  /** Resources besides fonts, as dictionary entries. */
  resources: string;
  annotations: number[];
}

/** Numbers that parts refer to, which are the same in every document. */
export interface FixedNumbers {
  /** The element Document. */
  document: number;
  /** Fonts, by PostScript name. */
  fonts: ReadonlyMap<string, number>;
}

/**
 * Gives object numbers to parts, and writes their objects.
 *
 * @param base the last number before those of the segment
 * @param isGroup true to put them into an element of their own (ISO 32000-1, table 333: Part)
 */
export function makeSegment(parts: readonly Part[], base: number, isGroup: boolean, fixed: FixedNumbers): Segment {
  const writer = new ObjectWriter(base);
  const group = isGroup ? writer.reserve() : undefined;
  const pages: SegmentPage[] = [];
  const roots: number[] = [];
  const keys: [key: number, value: string][] = [];
  for (const part of parts) {
    const places: Places = {
      pages: writer.reserve(part.pages.length),
      links: writer.reserve(part.links.length),
      objects: writer.reserve(part.objects.length),
      extras: writer.reserve(part.extras.length),
      fonts: part.fonts.map(({ postScriptName }) => fixed.fonts.get(postScriptName) ?? 0),
      above: group ?? fixed.document,
    };
    append(roots, part.roots.map(root => places.objects + root));
    append(pages, writePages(part, places, writer));
    append(keys, parentKeys(part, places));
    part.objects.forEach((object, index) => writer.put(place(object, places), places.objects + index));
    writeLinks(part, places, writer);
    writeExtras(part, places, writer);
  }
  if (group !== undefined) {
    const kids = roots.map(root => `${root} 0 R`).join(' ');
    writer.put(`<</S/Part/P ${fixed.document} 0 R/K[${kids}]>>`, group);
  }
  const last = keys.at(-1)?.[0] ?? base;
  const pairs = keys.map(([key, value]) => `${key} ${value}`).join(' ');
  const leaf = writer.put(`<</Limits[${keys[0]?.[0] ?? base} ${last}]/Nums[${pairs}]>>`);
  const { bytes, rows } = writer.written();
  return {
    base, bytes, rows, pages,
    count: writer.lastNumber - base,
    elements: group === undefined ? roots : [group],
    parents: { leaf, last },
    fonts: united(parts.flatMap(({ fonts }) => fonts)),
  };
}

function writePages({ pages, links }: Part, places: Places, writer: ObjectWriter): SegmentPage[] {
  return pages.map(({ width, height, body, margins, resources }, index): SegmentPage => ({
    number: places.pages + index,
    width, height, margins,
    body: writer.putStream('/Filter/FlateDecode', body),
    resources: place(resources, places),
    annotations: links.flatMap((link, number) => (link.page === index ? [places.links + number] : [])),
  }));
}

function writeLinks({ links, anchors }: Part, places: Places, writer: ObjectWriter): void {
  // An anchor of the part itself may have the name of one in another part.
  const own = new Map(anchors);
  const destinationOf = (anchor: string): string => {
    const page = own.get(anchor);
    return page === undefined ? nameOf(anchor) : `[${places.pages + page} 0 R/XYZ null null null]`;
  };
  for (const [index, { rectangle, target, label }] of links.entries()) {
    const number = places.links + index;
    const leads = 'anchor' in target ? `/Dest${destinationOf(target.anchor)}` : `/A<</S/URI/URI${target.uri}>>`;
    const contents = hexString(label);
    writer.put(
      `<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[${rectangle}]${leads}/StructParent ${number}/Contents${contents}>>`,
      number,
    );
  }
}

function writeExtras({ extras }: Part, places: Places, writer: ObjectWriter): void {
  for (const [index, { text, data }] of extras.entries()) {
    const placed = place(text, places);
    if (data) writer.putStream(placed.slice(2, -2), data, places.extras + index);
    else writer.put(placed, places.extras + index);
  }
}

/** Keys of the parent tree are the numbers of pages and links: they are sorted, and unique in every document. */
function parentKeys({ pages, links }: Part, places: Places): [number, string][] {
  const reference = (object: number | null): string => (object === null ? 'null' : `${places.objects + object} 0 R`);
  return [
    ...pages.map(({ parents }, index): [number, string] => [places.pages + index, `[${parents.map(reference).join(' ')}]`]),
    ...links.map(({ element }, index): [number, string] => [places.links + index, reference(element)]),
  ];
}

/** Returns each font once, with the glyphs of all. */
function united(fonts: readonly UsedFont[]): UsedFont[] {
  const found = new Map<string, { font: UsedFont; glyphs: Map<number, UsedFont['glyphs'][number][1]> }>();
  for (const font of fonts) {
    const known = found.get(font.postScriptName);
    if (!known) found.set(font.postScriptName, { font, glyphs: new Map(font.glyphs) });
    else for (const [number, glyph] of font.glyphs) known.glyphs.set(number, glyph);
  }
  return [...found.values()].map(({ font, glyphs }) => ({ ...font, glyphs: [...glyphs] }));
}

/** Returns a segment as bytes. */
export function encodeSegment({ bytes, ...rest }: Segment): Uint8Array {
  return pack(rest, [bytes]);
}

/** Returns the segment of {@link encodeSegment}. */
export function decodeSegment(encoded: Uint8Array): Segment {
  const { value, bytes } = unpack(encoded);
  const { rows, ...rest } = value as Omit<Segment, 'rows' | 'bytes'> & { rows: ReturnType<XrefRows['toJSON']> };
  return { ...rest, rows: XrefRows.from(rows), bytes };
}
