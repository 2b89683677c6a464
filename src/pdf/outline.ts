import { PDFDict, type PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';

/**
 * A heading in a table header that repeats on every page gets a bookmark with its text once for each page, 绩效指标绩效指标;
 * said once is what it means.
 */
export function repairOutline(document: PDFDocument): void {
  const visit = (item: PDFDict | undefined): void => {
    for (let next = item; next; next = next.lookupMaybe(PDFName.of('Next'), PDFDict)) {
      const title = next.lookup(PDFName.of('Title'));
      if (title instanceof PDFHexString || title instanceof PDFString) {
        next.set(PDFName.of('Title'), PDFHexString.fromText(saidOnce(title.decodeText(), document.getPageCount())));
      }
      visit(next.lookupMaybe(PDFName.of('First'), PDFDict));
    }
  };
  visit(document.catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict)?.lookupMaybe(PDFName.of('First'), PDFDict));
}

/** The text, unless it is one text two to `pages` times over: then that. */
function saidOnce(text: string, pages: number): string {
  for (let times = pages; times > 1; times -= 1) {
    const once = text.slice(0, text.length / times);
    if (once && once.repeat(times) === text) return once;
  }
  return text;
}
