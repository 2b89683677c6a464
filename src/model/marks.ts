import type { Segment } from './change.js';

/*
 * Marks deleted and inserted text with characters, so that it passes through views and templates like any text, and
 * becomes <del> and <ins> only in the finished page. The characters are from the Private Use Area and have no meaning
 * in data.
 */

const SIGNS = { deleted: ['\uE0F0', '\uE0F1'], inserted: ['\uE0F2', '\uE0F3'] } as const;
const ANY = /[\uE0F0-\uE0F3]/g;

/** Returns the segments as one text with marks. No mark crosses a line end, because lines become paragraphs. */
export function marked(segments: readonly Segment[]): string {
  return segments.map(({ kind, text }) => {
    const plain = text.replace(ANY, '');
    if (kind === 'same') return plain;
    const [open, close] = SIGNS[kind];
    return plain.split('\n').map(line => (line ? open + line + close : '')).join('\n');
  }).join('');
}

/** A mark that inserts no text, for a row that only moved. */
export const MOVED = SIGNS.inserted.join('');

/** Returns a page with its marks as `<del>` and `<ins>`. Marks within tags are dropped: no element can be there. */
export function marksToHtml(html: string): string {
  return html
    .replace(/<[^<>]*>/g, tag => tag.replace(ANY, ''))
    .replaceAll(SIGNS.deleted[0], '<del>')
    .replaceAll(SIGNS.deleted[1], '</del>')
    .replaceAll(SIGNS.inserted[0], '<ins>')
    .replaceAll(SIGNS.inserted[1], '</ins>');
}
