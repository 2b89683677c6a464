const STRUCTURE_ID = /node\d{8,}/g;
const DATE = /\(D:\d{14}[^)]*\)/g;

/**
 * Chromium writes two things that differ between prints of one page: dates, and ids of structure elements made of DOM
 * node numbers, which grow with everything the browser printed before. Both are plain text of constant width, so they
 * are replaced in place and no offset moves: ids by their rank (they stay sorted, as /IDTree must be), dates by 0s.
 *
 * @param printed a PDF as Chromium made it
 * @param firstId the lowest number its ids get
 * @returns the same bytes for the same page, on any run, and how many ids there are
 */
export function normalise(printed: Uint8Array, firstId = 0): { bytes: Uint8Array; ids: number } {
  const text = Buffer.from(printed.buffer, printed.byteOffset, printed.byteLength).toString('latin1');
  const ids = [...new Set(text.match(STRUCTURE_ID))].sort();
  const ranks = new Map(ids.map((id, rank) => [id, `node${String(firstId + rank).padStart(id.length - 4, '0')}`]));
  const normal = text
    .replace(STRUCTURE_ID, id => ranks.get(id) ?? id)
    .replace(DATE, date => date.replace(/\d/g, '0'));
  return { bytes: Buffer.from(normal, 'latin1'), ids: ids.length };
}
