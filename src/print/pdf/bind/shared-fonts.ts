import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFObject, PDFRef } from 'pdf-lib';
import { codePointOf } from '../../../model/characters.js';
import type { PrintFonts } from '../../../model/pdf.js';
import { nameOf } from '../fonts.js';
import type { ObjectWriter } from '../object-writer.js';
import { decodeUtf16, textsOf } from '../to-unicode.js';

/** One font of all parts: the glyphs that any of them uses. */
interface SharedFont {
  ref: PDFRef;
  /** As the first part has it; the same in all but for the glyphs. */
  cidFont: PDFDict;
  descriptor: PDFDict;
  widths: Map<number, PDFObject>;
  /** Glyph number → hex of its UTF-16 text. */
  texts: Map<number, string>;
}

/**
 * Every part has a subset of the same fonts. As all are cut with glyph numbers kept, one font with the glyphs of all
 * can stand for them: widths and texts are put together, and the font program is cut once more.
 */
export class SharedFonts {
  private readonly fonts = new Map<string, SharedFont>();

  constructor(private readonly writer: ObjectWriter) {}

  /**
   * Takes in the fonts of a part.
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
      readWidths(cidFont.lookupMaybe(PDFName.of('W'), PDFArray), font.widths);
      for (const [glyph, text] of textsOf(object)) font.texts.set(glyph, text);
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

  /** Writes the shared fonts; for the end. */
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

/** `W`: `c [w1 w2 …]` or `first last w` (ISO 32000-2, 9.7.4.3). */
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

function widthArray({ context }: PDFDict, widths: ReadonlyMap<number, PDFObject>): PDFArray {
  const array = context.obj([]);
  for (const [glyph, width] of [...widths].sort(byNumber)) {
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
