import { recordOf } from '../../model/record.js';
import { type Dict, textOf, type Value } from './objects.js';
import { inflated, type Lookup, unexpected } from './read-print.js';
import { textsOf } from './to-unicode.js';

/** The width and the text of a glyph. */
export interface Glyph {
  /** In 1/1000 em, as in the print. */
  width: number;
  /** Its text as hex of UTF-16BE; `''` when the print gives none. */
  text: string;
}

/** Some glyphs of a TrueType font, by their numbers in the whole font. */
export interface UsedFont {
  postScriptName: string;
  /** Entries of the font descriptor (ISO 32000-1, 9.8.1) that are the same for any choice of glyphs, as written. */
  descriptor: Record<string, string>;
  glyphs: [number: number, glyph: Glyph][];
}

/** A font of a print. */
export interface PrintedFont extends Pick<UsedFont, 'postScriptName' | 'descriptor'> {
  /** False for a font that is not one of TrueType outlines in a Type0 font, as our own fonts are printed. */
  isTrueType: boolean;
  /** The glyphs whose text the print gives. */
  glyphs: ReadonlyMap<number, Glyph>;
  /** Returns the width of any glyph in 1/1000 em. */
  width: (glyph: number) => number;
}

/** Entries of a descriptor that depend on the subset or are references. */
const OF_SUBSET = new Set(['FontName', 'FontFile2', 'FontFile3', 'FontFile', 'CharSet', 'CIDSet', 'Type']);

/** Reads a font. @param font of type Type0, or another that is not ours */
export function readFont(font: Dict, lookup: Lookup): PrintedFont {
  const postScriptName = baseName(font, lookup);
  if (font.get('Subtype') !== '/Type0') {
    return { postScriptName, isTrueType: false, descriptor: {}, ...glyphsOf(font, undefined, lookup) };
  }
  const [descendant] = lookup.array(font.get('DescendantFonts'), '字体的 DescendantFonts');
  const cidFont = lookup.dict(descendant, 'CIDFont');
  const descriptor = lookup.dict(cidFont.get('FontDescriptor'), '字体的 FontDescriptor');
  return {
    postScriptName,
    isTrueType: cidFont.get('Subtype') === '/CIDFontType2' && descriptor.has('FontFile2'),
    descriptor: recordOf([...descriptor].filter(([key]) => !OF_SUBSET.has(key)).map(([key, value]) =>
      [key, textOf(value, () => unexpected('每个 FontDescriptor 里没有引用'))] as const)),
    ...glyphsOf(font, cidFont, lookup),
  };
}

/** Returns the PostScript name of a font, without the tag of a subset (ISO 32000-1, 9.6.4). */
function baseName(font: Dict, lookup: Lookup): string {
  const descriptor = lookup.resolve(font.get('FontDescriptor'));
  const name = font.get('BaseFont') ?? (descriptor instanceof Map ? descriptor.get('FontName') : undefined);
  return typeof name === 'string' ? name.slice(1).replace(/^[A-Z]{6}\+/, '') : '';
}

function glyphsOf(font: Dict, cidFont: Dict | undefined, lookup: Lookup): Pick<PrintedFont, 'glyphs' | 'width'> {
  const cmap = font.has('ToUnicode') ? lookup.stream(font.get('ToUnicode'), '字体的 ToUnicode') : undefined;
  const texts = cmap ? textsOf(inflated(cmap)) : new Map<number, string>();
  const widths = widthsOf(cidFont, lookup);
  const other = Number(cidFont?.get('DW') ?? 1000);
  const width = (glyph: number): number => widths.get(glyph) ?? other;
  return { width, glyphs: new Map([...texts].map(([glyph, text]) => [glyph, { text, width: width(glyph) }])) };
}

/** Returns the widths in `W`: `c [w1 w2 …]` or `first last w` (ISO 32000-1, 9.7.4.3), in 1/1000 em. */
function widthsOf(cidFont: Dict | undefined, lookup: Lookup): Map<number, number> {
  const widths = new Map<number, number>();
  const items: Value[] = cidFont?.has('W') ? lookup.array(cidFont.get('W'), '字体的 W') : [];
  for (let index = 0; index < items.length;) {
    const first = Number(items[index]);
    const second = items[index + 1];
    if (Array.isArray(second)) {
      second.forEach((width, offset) => widths.set(first + offset, Number(width)));
      index += 2;
    } else {
      for (let glyph = first; glyph <= Number(second); glyph += 1) widths.set(glyph, Number(items[index + 2]));
      index += 3;
    }
  }
  return widths;
}

/** Matches a font that printed content chooses, and glyphs that it shows. */
export const SHOWN = /\/([^\s/]+) [\d.]+ Tf|<([\dA-F]+)> Tj/g;

/** Returns the fonts in the resources of pages, by resource name. */
export function fontsIn(resources: Dict, lookup: Lookup): [name: string, font: Dict][] {
  const fonts = lookup.resolve(resources.get('Font'));
  if (fonts === undefined) return [];
  if (!(fonts instanceof Map)) unexpected('页面的 /Font');
  return [...fonts].map(([name, font]) => [name, lookup.dict(font, '字体')]);
}
