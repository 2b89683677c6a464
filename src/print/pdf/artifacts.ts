import { deflateSync, inflateSync } from 'node:zlib';
import { type PDFDocument, PDFName, PDFNumber, PDFRawStream } from 'pdf-lib';

/** Operators that paint, at the end of their line: text, paths, shadings, objects. */
const PAINTS = /(?:^|\s)(?:Tj|TJ|S|s|f|F|f\*|B|B\*|b|b\*|sh|Do)\n/;

/**
 * Marks as an artifact what a page shows and no tag is about: page numbers, rules, the watermark of a draft. Chromium
 * leaves it unmarked, and a reader may then take it for text (ISO 32000-2, 14.8.2.2).
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

/** @param content of a page as Chromium writes it: an operator a line, marked content never begins in a text */
function markIn(content: string): string {
  let depth = 0;
  return content.split(/(?<=(?:BDC|BMC|EMC)\n)/).map((part) => {
    const isTagged = depth > 0;
    const operator = /(BDC|BMC|EMC)\n$/.exec(part)?.[1];
    if (operator) depth += operator === 'EMC' ? -1 : 1;
    if (isTagged) return part;
    const begin = operator ? part.lastIndexOf('\n', part.length - 2) + 1 : part.length;
    const [loose, rest] = [part.slice(0, begin), part.slice(begin)];
    return PAINTS.test(loose) ? `/Artifact BMC\n${loose}EMC\n${rest}` : part;
  }).join('');
}
