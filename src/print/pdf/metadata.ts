import { type PDFContext, type PDFDict, PDFHexString, PDFName } from 'pdf-lib';

/**
 * Returns the document information dictionary (ISO 32000-1, 14.3.3): title, author and programs. Without dates, which
 * would make every build a different file; git has them. Without the version of the browser, which documents bound from
 * parts do not know. Texts are UTF-16BE (7.9.2.2).
 */
export function informationOf(context: PDFContext, { title, author }: { title: string; author: string }): PDFDict {
  const info = context.obj({});
  for (const [key, value] of Object.entries({ Title: title, Author: author, Creator: 'jixiao', Producer: 'Skia/PDF' })) {
    info.set(PDFName.of(key), PDFHexString.fromText(value));
  }
  return info;
}
