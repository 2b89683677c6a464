import { decodePDFRawStream, type PDFDict, PDFName, PDFRawStream } from 'pdf-lib';

/** An entry of bfrange: `first last text`, where the text is that of the first glyph, or `first last [text text …]`. */
const RANGE = /<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[([^\]]*)\])/g;

/**
 * Returns the texts of the glyphs of a font, from the bfchar and bfrange sections of its ToUnicode CMap (ISO 32000-1,
 * 9.10.3).
 *
 * @returns glyph number → hex of its UTF-16BE text
 */
export function textsOf(font: PDFDict): Map<number, string> {
  const texts = new Map<number, string>();
  const stream = font.lookup(PDFName.of('ToUnicode'));
  if (!(stream instanceof PDFRawStream)) return texts;
  const cmap = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
  for (const [, body = ''] of cmap.matchAll(/beginbfchar\s([^]*?)endbfchar/g)) {
    for (const [, glyph = '', text = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>/g)) texts.set(parseInt(glyph, 16), text);
  }
  for (const [, body = ''] of cmap.matchAll(/beginbfrange\s([^]*?)endbfrange/g)) {
    for (const [, from = '', to = '', start, list = ''] of body.matchAll(RANGE)) {
      const [first, last] = [parseInt(from, 16), parseInt(to, 16)];
      const listed = [...list.matchAll(/<(\w+)>/g)];
      for (let glyph = first; glyph <= last; glyph += 1) {
        const text = start === undefined ? listed[glyph - first]?.[1] : plus(start, glyph - first);
        if (text) texts.set(glyph, text);
      }
    }
  }
  return texts;
}

/** Returns the hex of a text with its last UTF-16 unit increased by `offset`. */
function plus(hex: string, offset: number): string {
  const unit = parseInt(hex.slice(-4), 16) + offset;
  return hex.slice(0, -4) + unit.toString(16).toUpperCase().padStart(4, '0');
}

/** Returns the text for hex of UTF-16BE. */
export function decodeUtf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map(unit => String.fromCharCode(parseInt(unit, 16))).join('');
}
