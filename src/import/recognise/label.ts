/** Matches the year of a label: `2024年预算` and `2025年预算` are the same label. */
const YEAR = /(?:19|20)\d{2}(?:年度|年|(?=预算|支出))/g;

/**
 * Returns a label without what differs from form to form: blanks, line breaks, `*`, notes in brackets, a unit, a
 * number in
 * front, 其中, a colon at the end, and with one word for any year.
 */
export function bareLabel(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s*﹡]/g, '')
    .replace(/(?<!:):+$/, '');
  const bare = plain
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/g, '')
    .replace(/^(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.]/, '')
    .replace(/^其中:?/, '')
    .replace(/[,:、](?:万元|元)$/, '')
    .replace(/(?<!:):+$/, '')
    .replace(YEAR, '某年');
  return bare || plain;
}

/** Longer texts are no labels. */
const LONGEST = 40;

/** Returns the bare label of a cell; `''` for a text that is too long for one. */
export function labelIn(text: string): string {
  return text.length > LONGEST ? '' : bareLabel(text);
}
