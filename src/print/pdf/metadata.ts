import { type PDFContext, type PDFDict, PDFHexString, PDFName } from 'pdf-lib';

/**
 * The information of a document: title, author and programs. No dates: git says when, and a date would make every build
 * another file. No version of the browser either: documents bound of parts have none of their own.
 */
export function informationOf(context: PDFContext, { title, author }: { title: string; author: string }): PDFDict {
  const info = context.obj({});
  for (const [key, value] of Object.entries({ Title: title, Author: author, Creator: 'jixiao', Producer: 'Skia/PDF' })) {
    info.set(PDFName.of(key), PDFHexString.fromText(value));
  }
  return info;
}
