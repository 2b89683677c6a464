import { PDFDocument } from 'pdf-lib';
import type { Finishing, PagesByAnchor, PdfContents } from '../model/pdf.js';
import { markArtifacts } from '../pdf/artifacts.js';
import { attachFiles, readAttachments } from '../pdf/attachments.js';
import { pagesOf } from '../pdf/destinations.js';
import { writeFileId } from '../pdf/file-id.js';
import { writeMetadata } from '../pdf/metadata.js';
import { ObjectWriter } from '../pdf/object-writer.js';
import { normalise } from '../pdf/normalise.js';
import { repairOutline, writeOutline } from '../pdf/outline.js';

/**
 * pdf → pdf: the same page always becomes the same bytes, and the document says what it is.
 *
 * @param printed as Chromium made it
 */
export async function finish(printed: Uint8Array, finishing: Finishing): Promise<{ bytes: Uint8Array; pages: number }> {
  const { title, author, attachments } = finishing;
  const { bytes: normal } = normalise(printed);
  const document = await PDFDocument.load(normal, { updateMetadata: false });
  markArtifacts(document);
  writeMetadata(document, finishing);
  if (finishing.bookmarks) writeOutline(document, finishing.bookmarks);
  else repairOutline(document);
  if (attachments.length) attachFiles(document, attachments);
  writeFileId(document, [normal, title, author, ...attachments.flatMap(({ path, bytes }) => [path, bytes])]);
  const writer = new ObjectWriter();
  const { context } = document;
  writer.reserve(context.largestObjectNumber);
  for (const [ref, object] of context.enumerateIndirectObjects()) writer.write(ref, object);
  const { Root: root, Info: info, ID: id } = context.trailerInfo;
  const trailer = { ...(root && { Root: root }), ...(info && { Info: info }), ...(id && { ID: id }) };
  return { bytes: writer.finish(trailer), pages: document.getPageCount() };
}

/** Where the anchors of a print are. */
export async function pagesByAnchor(printed: Uint8Array): Promise<PagesByAnchor> {
  return pagesOf(await PDFDocument.load(printed, { updateMetadata: false }));
}

/** How many pages a print has. */
export async function pageCount(printed: Uint8Array): Promise<number> {
  return (await PDFDocument.load(printed, { updateMetadata: false })).getPageCount();
}

/** @throws when the bytes are no PDF, or one that cannot be read */
export async function contentsOf(pdf: Uint8Array): Promise<PdfContents> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const [title, pages] = [document.getTitle() ?? '', document.getPageCount()];
  return { title, pages, attachments: readAttachments(document) };
}
