import { deflateSync, inflateSync } from 'node:zlib';
import { type PDFDocument, PDFName, PDFNumber, PDFRawStream } from 'pdf-lib';

/** Operators that paint, at the end of a line: text, paths, shadings, objects (ISO 32000-1, annex A). */
const PAINTS = /(?:^|\s)(?:Tj|TJ|S|s|f|F|f\*|B|B\*|b|b\*|sh|Do)\n/;

/** Begins content of a structure element (ISO 32000-1, 14.7.4.2), or an artifact (14.8.2.2). */
const TAG = /\/MCID\b|^\/Artifact\b/;

/**
 * Marks page content outside of all tags as artifacts: page numbers, rules, the watermark of a draft. Chromium leaves
 * it unmarked, and a reader could take it for text (ISO 32000-1, 14.8.2.2).
 *
 * @throws when the content of a page is not a single stream
 */
export function markArtifacts(document: PDFDocument): void {
  for (const { node } of document.getPages()) {
    const stream = document.context.lookup(node.get(PDFName.of('Contents')));
    if (!(stream instanceof PDFRawStream)) throw new Error('the content of a page is not one stream');
    const marked = markIn(inflateSync(stream.contents).toString('latin1'));
    const bytes = deflateSync(Buffer.from(marked, 'latin1'));
    stream.dict.set(PDFName.of('Length'), PDFNumber.of(bytes.length));
    (stream as { contents: Uint8Array }).contents = bytes;
  }
}

/**
 * Returns the content with everything between the tags marked as artifacts. A replacement text (/Span without an MCID)
 * is no tag: it may begin inside a text object, where an artifact must not end (ISO 32000-1, 14.6.1).
 *
 * @param content of a page as Chromium writes it: one operator a line, no line of a text ends with BDC, BMC or EMC
 */
function markIn(content: string): string {
  let [marked, loose, depth] = ['', '', 0];
  const endLoose = (): void => {
    marked += PAINTS.test(loose) ? `/Artifact BMC\n${loose}EMC\n` : loose;
    loose = '';
  };
  for (const part of content.split(/(?<=(?:BDC|BMC|EMC)\n)/)) {
    const operator = /(BDC|BMC|EMC)\n$/.exec(part)?.[1];
    const begin = part.lastIndexOf('\n', part.length - 2) + 1;
    if (depth > 0) {
      marked += part;
      if (operator) depth += operator === 'EMC' ? -1 : 1;
    } else if (operator && operator !== 'EMC' && TAG.test(part.slice(begin))) {
      loose += part.slice(0, begin);
      endLoose();
      marked += part.slice(begin);
      depth = 1;
    } else loose += part;
  }
  endLoose();
  return marked;
}
