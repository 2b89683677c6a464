import { inflateSync } from 'node:zlib';
import { PDFDict, type PDFDocument, PDFName, PDFRawStream, PDFRef } from 'pdf-lib';
import { codePointOf } from '../../model/characters.js';
import type { PrintFonts } from '../../model/pdf.js';
import { UserError } from '../../model/user-error.js';
import { decodeUtf16, textsOf } from './to-unicode.js';

/**
 * Checks that a document has only fonts of the scheme, and a glyph for every character. For a character that these
 * fonts lack, Chromium uses a font of the machine or prints a box, which differs between machines.
 *
 * @param print the title of the document and the HTML it is printed from, for the message
 * @throws UserError with the name of the font and, if they are known, the characters
 */
export function requireOwnFonts(
  document: PDFDocument,
  { title, html }: { title: string; html: string },
  fonts: PrintFonts,
): void {
  const foreign = foreignFonts(document, fonts);
  const absent = absentGlyphs(document);
  if (!foreign.length && absent === undefined) return;
  const lacking = [...html].filter(sign => sign >= ' ' && !fonts.covers(codePointOf(sign)));
  const characters = [...new Set([...lacking, ...absent ?? '', ...foreign.map(({ text }) => text).join('')])];
  const shown = characters.map(sign => `“${sign}”（U+${codePointOf(sign).toString(16).toUpperCase().padStart(4, '0')}）`).join('、');
  const names = [...new Set(foreign.map(({ name }) => name))].join('、');
  const isLacking = characters.some(sign => !fonts.covers(codePointOf(sign)));
  throw new UserError(
    `“${title}”里有口径的字体印不出的字${shown && `：${shown}`}${names && `，浏览器换用了这台机器的字体 ${names}`}`,
    isLacking
      ? '数据已经核对过，这个字在模板、样式或表样定义里：换一个字，或在口径的“字体”里指定有这个字的字体'
      : '模板和样式里直接写字符本身，不写 &rarr;、\\2192 这类代号',
  );
}

/**
 * Returns fonts with other names, and further fonts with the name of an earlier one, each with the text set in them.
 * The machine may have a font with the same name as ours, and the PDF does not show which of the two is ours.
 */
function foreignFonts(document: PDFDocument, fonts: PrintFonts): { name: string; text: string }[] {
  const found = new Set<string>();
  const foreign = [];
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('Font')) continue;
    const subtype = object.get(PDFName.of('Subtype'));
    if (subtype === PDFName.of('CIDFontType2') || subtype === PDFName.of('CIDFontType0')) continue; // part of a Type0 font (ISO 32000-1, 9.7.1)
    const name = nameOf(object);
    const isOther = subtype !== PDFName.of('Type0') || !fonts.has(name);
    const text = isOther ? [...textsOf(object).values()].map(decodeUtf16).join('') : '';
    if (isOther || found.has(name)) foreign.push({ name, text });
    found.add(name);
  }
  return foreign;
}

/** Returns the PostScript name of a font, without the tag of a subset (ISO 32000-1, 9.6.4). */
export function nameOf(font: PDFDict): string {
  const own = font.get(PDFName.of('BaseFont')) ?? font.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict)?.get(PDFName.of('FontName'));
  return own instanceof PDFName ? own.decodeText().replace(/^[A-Z]{6}\+/, '') : '';
}

/**
 * Returns the text of absent characters as far as it is known; undefined when there are none. They are shown by glyph 0
 * (ISO 32000-1, 9.7.4.2).
 */
function absentGlyphs(document: PDFDocument): string | undefined {
  let absent: string | undefined;
  for (const stream of contentsOf(document)) {
    const text = inflateSync(stream.getContents()).toString('latin1');
    if (!/<(?:\w{4})*?0000(?:\w{4})*> Tj/.test(text)) continue;
    const spans = text.matchAll(/ActualText <FEFF(\w+)> >> BDC\s[^<]*<(?:0000)+> Tj/g);
    absent = (absent ?? '') + [...spans].map(([, hex = '']) => decodeUtf16(hex)).join('');
  }
  return absent;
}

/** Returns the content streams of pages and of form XObjects (ISO 32000-1, 8.10), as transparent elements have. */
function contentsOf(document: PDFDocument): PDFRawStream[] {
  const pages = document.getPages().map(({ node }) => {
    const contents = node.get(PDFName.of('Contents'));
    const stream = contents instanceof PDFRef ? document.context.lookup(contents) : undefined;
    if (!(stream instanceof PDFRawStream)) throw new Error('the content of a page is not one stream');
    return stream;
  });
  const forms = document.context.enumerateIndirectObjects().flatMap(([, object]) =>
    (object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Form') ? [object] : []));
  return [...pages, ...forms];
}
