import stringWidth from 'string-width';
import { cutAfter } from './characters.js';

/** Characters whose width is known: one cell, or two for Chinese, kana and full-width forms. */
const PLAIN = /^[\x20-\x7E\u3001-\u3029\u3041-\u3096\u30A1-\u30FE\u4E00-\u9FFF\uFF01-\uFF5E]*$/;

/** Returns the number of terminal cells of a text. Most texts need not be asked of the library, which is slow. */
export function widthOf(text: string): number {
  if (!PLAIN.test(text)) return stringWidth(text);
  let width = 0;
  for (let index = 0; index < text.length; index += 1) width += text.charCodeAt(index) < 0x7F ? 1 : 2;
  return width;
}

/** Returns the text, or as much of its beginning as fits in some terminal cells with a `…`. */
export function cutToWidth(text: string, cells: number): string {
  if (widthOf(text) <= cells) return text;
  let end = 0;
  for (let width = 1; end < text.length;) {
    const next = cutAfter(text, end + 1);
    width += widthOf(text.slice(end, next));
    if (width > cells) break;
    end = next;
  }
  return `${text.slice(0, end)}…`;
}
