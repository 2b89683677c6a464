import { type PDFDocument, PDFDict, PDFHexString, PDFName } from 'pdf-lib';

/**
 * Title, author and program in the document's information. No dates: git says when, and a date would make every build
 * another file.
 */
export function writeMetadata(document: PDFDocument, { title, author }: { title: string; author: string }): void {
  const info = document.context.lookup(document.context.trailerInfo.Info, PDFDict);
  info.set(PDFName.of('Title'), PDFHexString.fromText(title));
  info.set(PDFName.of('Author'), PDFHexString.fromText(author));
  info.set(PDFName.of('Creator'), PDFHexString.fromText('jixiao'));
  info.delete(PDFName.of('CreationDate'));
  info.delete(PDFName.of('ModDate'));
}
