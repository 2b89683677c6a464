import { PDFDocument, type PDFObject } from 'pdf-lib';
import type { Finishing, PagesByAnchor, PrintFonts } from '../model/pdf.js';
import { markArtifacts } from './pdf/artifacts.js';
import { attachFiles } from './pdf/attachments.js';
import { pagesOf } from './pdf/destinations.js';
import { requireOwnFonts } from './pdf/fonts.js';
import { informationOf } from './pdf/metadata.js';
import { normalise } from './pdf/normalise.js';
import { ObjectWriter } from './pdf/object-writer.js';
import { repairOutline, writeOutline } from './pdf/outline.js';

/**
 * Returns the finished PDF of a print: with metadata, outline and attachments, and the same bytes for the same page.
 *
 * @param printed the PDF of Chromium
 * @param fonts the only fonts that may be in it
 * @throws UserError when another font is in it, or a character without a glyph
 */
export async function finish(
  printed: Uint8Array,
  finishing: Finishing,
  fonts: PrintFonts,
): Promise<{ bytes: Uint8Array; pages: number }> {
  const { document } = await normalise(printed);
  const { context } = document;
  requireOwnFonts(document, finishing, fonts);
  markArtifacts(document);
  if (finishing.bookmarks) writeOutline(document, finishing.bookmarks);
  else repairOutline(document);
  if (finishing.attachments.length) attachFiles(document, finishing.attachments);
  const info = context.register(informationOf(context, finishing));
  const writer = new ObjectWriter();
  writer.reserve(context.largestObjectNumber);
  for (const [ref, object] of context.enumerateIndirectObjects()) writer.write(ref, object);
  return { bytes: writer.finish(context.trailerInfo.Root as PDFObject, info), pages: document.getPageCount() };
}

/** Returns the number of pages of a print, and the page of each anchor, from 1. */
export async function measurePrint(printed: Uint8Array): Promise<{ count: number; anchors: PagesByAnchor }> {
  const document = await PDFDocument.load(printed, { updateMetadata: false });
  return { count: document.getPageCount(), anchors: pagesOf(document) };
}
