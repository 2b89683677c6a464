import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRef } from 'pdf-lib';
import { must } from '../../model/must.js';
import type { PagesByAnchor } from '../../model/pdf.js';

/**
 * Returns the named destinations of a print (ISO 32000-1, 12.3.2.3) by name. Chromium writes one for each anchor that
 * something links to.
 */
export function destinationsOf(document: PDFDocument): Map<string, PDFArray> {
  const dictionary = document.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
  const found = new Map<string, PDFArray>();
  for (const [name, value] of dictionary?.entries() ?? []) {
    const target: PDFObject | undefined = document.context.lookup(value);
    if (target instanceof PDFArray) found.set(name.decodeText(), target);
  }
  return found;
}

export function pagesOf(document: PDFDocument): PagesByAnchor {
  const numbers = new Map(document.getPages().map(({ ref }, index) => [ref.tag, index + 1]));
  return new Map([...destinationsOf(document)].map(([anchor, destination]) => {
    const page = destination.get(0);
    return [anchor, must(page instanceof PDFRef ? numbers.get(page.tag) : undefined, `the page of ${anchor}`)];
  }));
}
