import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFObject, PDFRef } from 'pdf-lib';
import { codePointOf } from '../../../model/characters.js';
import type { PrintFonts } from '../../../model/pdf.js';
import { nameOf } from '../fonts.js';
import type { ObjectWriter } from '../object-writer.js';
import { decodeUtf16, textsOf } from '../to-unicode.js';

/** A font of all parts, with the glyphs of each. */
interface SharedFont {
  ref: PDFRef;
  /** That of the first part; the others differ in glyphs only. */
  cidFont: PDFDict;
  descriptor: PDFDict;
  widths: Map<number, PDFObject>;
  /** Glyph number → hex of its UTF-16 text. */
  texts: Map<number, string>;
}

/**
 * Combines the fonts of all parts. Each part has subsets of the same fonts, cut with glyph numbers kept, so one font
 * with all glyphs can replace them: widths and texts are merged, and the font program is cut again.
 */
export class SharedFonts {
  private readonly fonts = new Map<string, SharedFont>();

  constructor(private readonly writer: ObjectWriter) {}

  /**
   * Adds the fonts of a part.
   *
   * @returns the references of its fonts → those of the shared ones; and the objects that are no longer needed
   */
  take(part: PDFDocument): { replaced: Map<PDFRef, PDFRef>; dropped: Set<PDFRef> } {
    const replaced = new Map<PDFRef, PDFRef>();
    const dropped = new Set<PDFRef>();
    for (const [ref, object] of part.context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict) || object.get(PDFName.of('Subtype')) !== PDFName.of('Type0')) continue;
      const descendants = object.lookup(PDFName.of('DescendantFonts'), PDFArray);
      const cidFont = descendants.lookup(0, PDFDict);
      const descriptor = cidFont.lookup(PDFName.of('FontDescriptor'), PDFDict);
      const name = nameOf(object);
      let font = this.fonts.get(name);
      if (!font) {
        font = { ref: this.writer.nextRef(), cidFont, descriptor, widths: new Map(), texts: new Map() };
        this.fonts.set(name, font);
      }
      const texts = textsOf(object);
      for (const glyph of texts.keys()) font.widths.set(glyph, otherWidth(cidFont));
      readWidths(cidFont.lookupMaybe(PDFName.of('W'), PDFArray), font.widths);
      for (const [glyph, text] of texts) font.texts.set(glyph, text);
      replaced.set(ref, font.ref);
      dropped.add(ref);
      for (const holder of [object, cidFont, descriptor, descendants]) {
        for (const key of holder instanceof PDFDict ? holder.values() : holder.asArray()) {
          if (key instanceof PDFRef) dropped.add(key);
        }
      }
    }
    return { replaced, dropped };
  }

  /** Writes the shared fonts; called once, after all parts. */
  finish(program: PrintFonts['program']): void {
    for (const [number, [name, font]] of [...this.fonts].sort(([a], [b]) => (a < b ? -1 : 1)).entries()) {
      this.writeFont(`${String.fromCharCode(65 + number)}AAAAA+${name}`, name, font, program);
    }
  }

  private writeFont(tagged: string, name: string, font: SharedFont, program: PrintFonts['program']): void {
    const { cidFont, descriptor, widths, texts } = font;
    const { context } = cidFont;
    const codePoints = [...texts.values()].flatMap(hex => [...decodeUtf16(hex)].map(text => codePointOf(text)));
    const file = program(name, [...new Set(codePoints)].sort((a, b) => a - b));
    const fileRef = this.writer.nextRef();
    this.writer.write(fileRef, context.flateStream(file, { Length1: file.length }));
    descriptor.set(PDFName.of('FontName'), PDFName.of(tagged));
    descriptor.set(PDFName.of('FontFile2'), fileRef);
    const descriptorRef = this.writer.nextRef();
    this.writer.write(descriptorRef, descriptor);
    cidFont.set(PDFName.of('BaseFont'), PDFName.of(tagged));
    cidFont.set(PDFName.of('FontDescriptor'), descriptorRef);
    cidFont.set(PDFName.of('W'), widthArray(cidFont, widths));
    const cidFontRef = this.writer.nextRef();
    this.writer.write(cidFontRef, cidFont);
    const textsRef = this.writer.nextRef();
    this.writer.write(textsRef, context.flateStream(toUnicode(texts)));
    const type0 = context.obj({ Type: 'Font', Subtype: 'Type0', Encoding: 'Identity-H' });
    type0.set(PDFName.of('BaseFont'), PDFName.of(tagged));
    type0.set(PDFName.of('DescendantFonts'), context.obj([cidFontRef]));
    type0.set(PDFName.of('ToUnicode'), textsRef);
    this.writer.write(font.ref, type0);
  }
}

const byNumber = ([a]: [number, unknown], [b]: [number, unknown]): number => a - b;

/**
 * Returns `DW`, the width of glyphs that are not in `W` (ISO 32000-1, 9.7.4.3), in 1/1000 em. Chromium uses the most
 * frequent width of each part, so parts differ.
 */
function otherWidth(cidFont: PDFDict): PDFNumber {
  return cidFont.lookupMaybe(PDFName.of('DW'), PDFNumber) ?? PDFNumber.of(1000);
}

/** Reads `W` into `widths`: `c [w1 w2 …]` or `first last w` (ISO 32000-1, 9.7.4.3). */
function readWidths(array: PDFArray | undefined, widths: Map<number, PDFObject>): void {
  const items = array?.asArray() ?? [];
  const numberAt = (index: number): number => (items[index] as PDFNumber).asNumber();
  for (let index = 0; index < items.length;) {
    const first = numberAt(index);
    const second = items[index + 1];
    if (second instanceof PDFArray) {
      second.asArray().forEach((width, offset) => widths.set(first + offset, width));
      index += 2;
    } else {
      const width = items[index + 2];
      for (let glyph = first; width && glyph <= numberAt(index + 1); glyph += 1) widths.set(glyph, width);
      index += 3;
    }
  }
}

function widthArray(cidFont: PDFDict, widths: ReadonlyMap<number, PDFObject>): PDFArray {
  const { context } = cidFont;
  const other = otherWidth(cidFont).asNumber();
  const array = context.obj([]);
  for (const [glyph, width] of [...widths].sort(byNumber)) {
    if (width instanceof PDFNumber && width.asNumber() === other) continue;
    array.push(PDFNumber.of(glyph));
    array.push(context.obj([width]));
  }
  return array;
}

function toUnicode(texts: ReadonlyMap<number, string>): string {
  const lines = [...texts].sort(byNumber).map(([glyph, text]) => `<${hex4(glyph)}> <${text}>`);
  const sections = [];
  for (let index = 0; index < lines.length; index += 100) {
    const section = lines.slice(index, index + 100);
    sections.push(`${section.length} beginbfchar\n${section.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${sections.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

function hex4(number: number): string {
  return number.toString(16).toUpperCase().padStart(4, '0');
}
