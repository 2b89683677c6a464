import { decodePDFRawStream, type PDFDict, PDFName, PDFRawStream } from 'pdf-lib';

/**
 * The texts of the glyphs of a font: the bfchar and bfrange sections of its ToUnicode CMap (ISO 32000-2, 9.10.3).
 *
 * @returns glyph number → hex of its UTF-16 text
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
    for (const [, from = '', to = '', text = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const first = parseInt(from, 16);
      const start = parseInt(text, 16);
      for (let glyph = first; glyph <= parseInt(to, 16); glyph += 1) {
        texts.set(glyph, (start + glyph - first).toString(16).toUpperCase().padStart(text.length, '0'));
      }
    }
  }
  return texts;
}

/** Hex of UTF-16 → text. */
export function decodeUtf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map(unit => String.fromCharCode(parseInt(unit, 16))).join('');
}
