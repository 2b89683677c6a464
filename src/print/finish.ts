import type { Finishing, PrintFonts } from '../model/pdf.js';
import { DocumentWriter } from './pdf/document.js';
import type { Heading, PlacedBookmark } from './pdf/outline.js';
import { type Part, partsOf } from './pdf/part.js';

/** A finished PDF, and the part that volumes are bound of. */
export interface Finished {
  bytes: Uint8Array;
  part: Part;
}

/**
 * Returns the finished PDF of a print: conforming, with metadata, outline and attachments, and the same bytes for the
 * same page.
 *
 * @param printed the PDF of Chromium
 * @param fonts the only fonts that may be in it
 * @throws UserError when another font is in it, or a character without a glyph
 */
export async function finish(printed: Uint8Array, finishing: Finishing, fonts: PrintFonts): Promise<Finished> {
  const [part] = partsOf(printed, finishing, fonts) as [Part];
  const document = new DocumentWriter(fonts);
  document.addParts([part], false, ({ margins }) => ({ margins: [margins], shift: 0 }));
  const bookmarkOf = ({ title, page, place, children }: Heading): PlacedBookmark =>
    ({ title, destination: document.destination(page, place) ?? '', children: children.map(bookmarkOf) });
  const bytes = await document.finish({
    ...finishing,
    bookmarks: part.headings.map(bookmarkOf),
    isOpen: true,
    destinations: new Map(part.anchors.map(([anchor, page]) => [anchor, document.destination(page) ?? ''])),
  });
  return { bytes, part };
}
