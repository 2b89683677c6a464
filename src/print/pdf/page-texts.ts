import { PDFArray, PDFDict, PDFName, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib';
import { append } from '../../model/append.js';
import { UnreadablePdf } from '../../model/pdf.js';
import type { ObjectReader } from './object-reader.js';
import { decodeUtf16, glyphsOf, textsOf } from './to-unicode.js';

/** A page as it can be compared without painting it. */
export interface PageText {
  /** The texts in the order of painting, one entry for each line. */
  lines: string[];
  /** All operators that paint it. */
  content: string;
}

/** More levels than a tree of pages has that this program writes. */
const MAX_DEPTH = 8;

/** A text operator: one string, or several with corrections between them (ISO 32000-1, 9.4.3). */
const SHOWN = /^(?:<([\dA-F]*)> ?Tj|\[(.*)\] ?TJ)$/;
const FONT = /^\/(\S+) \S+ Tf$/;
const MOVE = /^\S+ (\S+) Td$| Tm$/;

/** Returns the pages of a document that `DocumentWriter` wrote. @throws UnreadablePdf when it is another one */
export function readPageTexts(reader: ObjectReader): PageText[] {
  const fontTexts = new Map<string, ReadonlyMap<number, string>>();
  const find = (dict: PDFDict, name: string): PDFObject | undefined => reader.resolve(dict.get(PDFName.of(name)));
  const textsOfFont = (reference: PDFObject | undefined): ReadonlyMap<number, string> => {
    const key = reference instanceof PDFRef ? reference.toString() : '';
    const known = fontTexts.get(key);
    if (known) return known;
    const font = reader.resolve(reference);
    const cmap = font instanceof PDFDict ? find(font, 'ToUnicode') : undefined;
    const texts = cmap instanceof PDFRawStream ? textsOf(reader.inflate(cmap).toString('latin1')) : new Map<number, string>();
    fontTexts.set(key, texts);
    return texts;
  };
  const pageOf = (page: PDFDict): PageText => {
    const resources = find(page, 'Resources');
    const fonts = resources instanceof PDFDict ? find(resources, 'Font') : undefined;
    const contents = find(page, 'Contents');
    const streams = contents instanceof PDFArray ? contents.asArray().map(one => reader.resolve(one)) : [contents];
    const content = streams.map((stream) => {
      if (!(stream instanceof PDFRawStream)) throw new UnreadablePdf('已损坏');
      return reader.inflate(stream).toString('latin1');
    }).join('');
    const fontOf = (name: string): PDFObject | undefined =>
      fonts instanceof PDFDict ? fonts.get(PDFName.of(name)) : undefined;
    return { lines: linesOf(content, name => textsOfFont(fontOf(name))), content };
  };
  const pagesIn = (node: PDFObject | undefined, depth: number): PageText[] => {
    if (!(node instanceof PDFDict) || depth > MAX_DEPTH) throw new UnreadablePdf('已损坏');
    const kids = find(node, 'Kids');
    if (!(kids instanceof PDFArray)) return [pageOf(node)];
    const pages: PageText[] = [];
    for (const kid of kids.asArray()) append(pages, pagesIn(reader.resolve(kid), depth + 1));
    return pages;
  };
  const root = find(reader.trailer, 'Root');
  return pagesIn(root instanceof PDFDict ? find(root, 'Pages') : undefined, 0);
}

function linesOf(content: string, textsIn: (font: string) => ReadonlyMap<number, string>): string[] {
  const lines: string[] = [];
  let line = '';
  let texts: ReadonlyMap<number, string> = new Map();
  const flush = (): void => {
    if (line) lines.push(line);
    line = '';
  };
  for (const operator of content.split('\n')) {
    const [, hex, pieces] = SHOWN.exec(operator) ?? [];
    const name = FONT.exec(operator)?.[1];
    const move = MOVE.exec(operator);
    if (name !== undefined) texts = textsIn(name);
    else if (operator === 'ET' || (move && move[1] !== '0')) flush();
    for (const codes of hex === undefined ? (pieces ?? '').match(/(?<![\dA-F])[\dA-F]{4,}(?=>)/g) ?? [] : [hex]) {
      line += glyphsOf(codes).map(glyph => decodeUtf16(texts.get(glyph) ?? 'FFFD')).join('');
    }
  }
  flush();
  return lines;
}
