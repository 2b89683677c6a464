/** Letters of Russian and Greek that look like Latin ones; α, Ω, μ and others that science uses are not among them. */
const LETTERS: Readonly<Record<string, string>> = {
  А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X', Ѕ: 'S', І: 'I', Ј: 'J',
  а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', ѕ: 's', і: 'i', ј: 'j',
  Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X', ο: 'o', ν: 'v',
};

/** Japanese letters that look like a Chinese character. */
const KANA: Readonly<Record<string, string>> = { ニ: '二', ロ: '口', エ: '工', ー: '一', ハ: '八', カ: '力', タ: '夕', ト: '卜' };

/** Matches letters of other scripts that look like Latin or Chinese ones; kana among kana are Japanese. */
export const FOREIGN_LETTER = new RegExp(
  `[${Object.keys(LETTERS).join('')}]+|(?<![\\u3041-\\u30FF])[${Object.keys(KANA).join('')}](?![\\u3041-\\u30FF])`, 'gu');

/** Returns what somebody meant who wrote look-alike letters. */
export function meantBy(letters: string): string {
  return Array.from(letters, letter => LETTERS[letter] ?? KANA[letter] ?? letter).join('');
}

/** Radicals, strokes, compatibility ideographs: look like a character, but search and copy do not find it. */
const RADICAL = /[\u2E80-\u2FDF\u31C0-\u31E3\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/u;
/** Characters of that range which are ordinary Chinese all the same. */
const ORDINARY = /[\uFA0E\uFA0F\uFA11\uFA13\uFA14\uFA1F\uFA21\uFA23\uFA24\uFA27-\uFA29]/;

/** True for a radical or compatibility form in place of a character. */
export function isRadical(character: string): boolean {
  return RADICAL.test(character) && !ORDINARY.test(character);
}
