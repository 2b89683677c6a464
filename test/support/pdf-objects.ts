import { inflateSync } from 'node:zlib';
import {
  PDFArray, type PDFContext, PDFDict, PDFDocument, PDFHexString, PDFName, type PDFObject, PDFRawStream, PDFString,
} from 'pdf-lib';
import { FontLibrary } from '../../src/io/fonts/library.js';
import { startBrowser } from '../../src/io/browser/browser.js';
import { DEFAULT_FONT } from '../../src/model/fonts.js';
import type { PrintFonts } from '../../src/model/pdf.js';

/** Returns a document with one page for each content stream; each content is one compressed stream, as in a print. */
export async function documentOf(...contents: string[]): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false });
  for (const content of contents) {
    const page = document.addPage([100, 100]);
    page.node.set(PDFName.of('Contents'), document.context.register(document.context.flateStream(content)));
  }
  return document;
}

/** Returns the content of a page, counted from 0, inflated. */
export function contentOf(document: PDFDocument, page = 0): string {
  return inflateSync(streamAt(document.context, document.getPage(page).node, 'Contents').contents).toString('latin1');
}

/** Returns a font dictionary whose ToUnicode CMap has these sections. */
export function fontWith(context: PDFContext, cmap: string): PDFDict {
  const font = context.obj({ Type: 'Font', Subtype: 'Type0', Encoding: 'Identity-H' });
  font.set(PDFName.of('ToUnicode'), context.register(context.flateStream(cmap)));
  return font;
}

/** Returns the value below a dictionary or array by keys and indexes; references are followed. */
export function below(context: PDFContext, object: PDFObject | undefined, ...path: (string | number)[]): PDFObject {
  let value = context.lookup(object);
  for (const key of path) {
    if (value instanceof PDFRawStream) value = value.dict;
    if (value instanceof PDFDict && typeof key === 'string') value = value.lookup(PDFName.of(key));
    else if (value instanceof PDFArray && typeof key === 'number') value = value.lookup(key);
    else throw new Error(`nothing at ${path.join('/')}`);
  }
  if (!value) throw new Error(`nothing at ${path.join('/')}`);
  return value;
}

type Path = [context: PDFContext, object: PDFObject | undefined, ...path: (string | number)[]];

/** Like {@link below}. @throws when the value is no dictionary */
export function dictAt(...path: Path): PDFDict {
  const value = below(...path);
  if (!(value instanceof PDFDict)) throw new Error(`no dictionary: ${value.toString()}`);
  return value;
}

/** Like {@link below}. @throws when the value is no array */
export function arrayAt(...path: Path): PDFArray {
  const value = below(...path);
  if (!(value instanceof PDFArray)) throw new Error(`no array: ${value.toString()}`);
  return value;
}

/** Like {@link below}. @throws when the value is no stream */
export function streamAt(...path: Path): PDFRawStream {
  const value = below(...path);
  if (!(value instanceof PDFRawStream)) throw new Error(`no stream: ${value.toString()}`);
  return value;
}

/** Returns the text of the string below an object. */
export function textAt(...path: Path): string {
  const value = below(...path);
  if (!(value instanceof PDFHexString || value instanceof PDFString)) throw new Error(`no text: ${value.toString()}`);
  return value.decodeText();
}

const library = new FontLibrary([]);

/** The fonts that every project has. */
export const FONTS: PrintFonts = {
  has: name => library.find([DEFAULT_FONT], name) !== undefined,
  covers: codePoint => library.covers(DEFAULT_FONT, codePoint),
  program: (name, codePoints) => library.program([DEFAULT_FONT], name, codePoints),
};

/**
 * Prints pages with the real Chromium, one after the other in the same browser.
 *
 * @param characters the characters the fonts are cut to
 * @param css added to the styles of all pages
 * @param bodies the HTML in the body of each page
 */
export async function printed(characters: string, css: string, ...bodies: string[]): Promise<Uint8Array[]> {
  const faces = library.cut([DEFAULT_FONT], [...new Set(characters)].join(''), true).map(({ weight, bytes }) =>
    `@font-face { font-family: own; font-weight: ${weight}; src: url(data:font/ttf;base64,${Buffer.from(bytes).toString('base64')}); }`);
  const style = `${faces.join('\n')} @page { size: 100mm 100mm; } html { font-family: own; } ${css}`;
  const stop = new AbortController();
  const browser = await startBrowser(style, () => undefined, stop.signal);
  try {
    const prints = [];
    for (const body of bodies) prints.push(await browser.print(`<!doctype html><title>t</title><body>${body}</body>`));
    return prints;
  } finally {
    await browser.close();
  }
}
