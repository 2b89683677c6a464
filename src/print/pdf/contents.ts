import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, type PDFObject, PDFRawStream, PDFString } from 'pdf-lib';
import { type Attachment, type PdfContents, UnreadablePdf } from '../../model/pdf.js';
import { ObjectReader } from './object-reader.js';

/** More files than any document of this program has. */
const MAX_FILES = 1000;

/**
 * Returns the title, the number of pages and the embedded files of a PDF.
 *
 * @throws UnreadablePdf when the bytes are no PDF, a damaged one, or not written by this program
 */
export function readContents(pdf: Uint8Array): PdfContents {
  const reader = new ObjectReader(pdf);
  const find = (dict: PDFDict, name: string): PDFObject | undefined => reader.resolve(dict.get(PDFName.of(name)));
  const root = dictionary(find(reader.trailer, 'Root'));
  const pages = find(dictionary(find(root, 'Pages')), 'Count');
  if (!(pages instanceof PDFNumber)) throw new UnreadablePdf('已损坏');
  const title = find(dictionary(find(reader.trailer, 'Info')), 'Title');

  const attachment = (name: PDFObject | undefined, file: PDFObject | undefined): Attachment => {
    const stream = find(dictionary(find(dictionary(reader.resolve(file)), 'EF')), 'F');
    if (!(stream instanceof PDFRawStream)) throw new UnreadablePdf('已损坏');
    return { name: textOf(reader.resolve(name)), bytes: reader.inflate(stream) };
  };
  const attachments = (): Attachment[] => {
    const names = find(root, 'Names');
    const files = names instanceof PDFDict ? find(names, 'EmbeddedFiles') : undefined;
    const list = files instanceof PDFDict ? find(files, 'Names') : undefined;
    if (!(list instanceof PDFArray)) return [];
    if (list.size() > MAX_FILES * 2) throw new UnreadablePdf(`附的文件超过 ${MAX_FILES} 个`);
    return Array.from({ length: Math.floor(list.size() / 2) }, (_, index) =>
      attachment(list.get(2 * index), list.get(2 * index + 1)));
  };
  return { title: title === undefined ? '' : textOf(title), pages: pages.asNumber(), attachments: attachments() };
}

function dictionary(object: PDFObject | undefined): PDFDict {
  if (!(object instanceof PDFDict)) throw new UnreadablePdf('已损坏');
  return object;
}

function textOf(object: PDFObject | undefined): string {
  if (!(object instanceof PDFHexString || object instanceof PDFString)) throw new UnreadablePdf('已损坏');
  return object.decodeText();
}
