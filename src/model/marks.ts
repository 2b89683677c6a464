import type { Segment } from './change.js';

/*
 * What is deleted or inserted in a finished text, so that it goes through views and templates like any text and becomes
 * <del> and <ins> only in the finished page. The signs are from the Private Use Area; in data they are no text.
 */

const SIGNS = { deleted: ['\uE0F0', '\uE0F1'], inserted: ['\uE0F2', '\uE0F3'] } as const;
const ANY = /[\uE0F0-\uE0F3]/g;

/** Segments → one text with marks; a mark never runs over a line end, for lines become paragraphs. */
export function marked(segments: readonly Segment[]): string {
  return segments.map(({ kind, text }) => {
    const plain = text.replace(ANY, '');
    if (kind === 'same') return plain;
    const [open, close] = SIGNS[kind];
    return plain.split('\n').map(line => (line ? open + line + close : '')).join('\n');
  }).join('');
}

/** A sign that something is inserted here, though no text is: of a row that only moved. */
export const MOVED = SIGNS.inserted.join('');

/** A page with marks → HTML with `<del>` and `<ins>`; within tags, where an element cannot be, marks are dropped. */
export function marksToHtml(html: string): string {
  return html
    .replace(/<[^>]*>/g, tag => tag.replace(ANY, ''))
    .replaceAll(SIGNS.deleted[0], '<del>')
    .replaceAll(SIGNS.deleted[1], '</del>')
    .replaceAll(SIGNS.inserted[0], '<ins>')
    .replaceAll(SIGNS.inserted[1], '</ins>');
}
