import type { Scheme } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';
import { type Citation, type Item, itemAt, spanOfItem, standardForm } from './citations.js';
import { endingOf } from './titles.js';
import { lettersOf } from '../../model/indicator-name.js';
import type { TextField } from './fields.js';
import type { Finding } from '../rule.js';

/** The title of a document that stands without 《》. */
interface BareTitle {
  text: string;
  /** Its kind: 通知, 办法. */
  ending: string;
  /** The offsets in the basis at which it begins and ends. */
  from: number;
  to: number;
}

/** Returns the title of a document of a basis that stands without 《》, or undefined. */
export function bareTitleOf(item: Item, { titleEndings }: Scheme['review']): BareTitle | undefined {
  const { rest, restFrom, restTo, from, text } = item;
  const ending = endingOf(rest, titleEndings);
  // 《…法》及其实施办法, 有关…的文件规定 name no document.
  const isTitle = !/^(?:以?及|和|等)/.test(rest) && (rest.includes('关于') || !/有关|相关/.test(rest));
  // …条例第12条规定 is a place in a document.
  if (rest.length < 4 || ending === undefined || !isTitle || /第[\d一二三四五六七八九十百]+条/.test(rest)) return undefined;
  // （试行） belongs to the title, （沙府发〔2023〕1号） does not.
  const suffix = /^（[^（）\d]{1,6}）/.exec(text.slice(restTo - from))?.[0] ?? '';
  const title = text.slice(restFrom - from, restTo - from) + suffix;
  return { text: title, ending, from: restFrom, to: restFrom + title.length };
}

/** No title is longer. */
const LONGEST = 500;

/** A document of a basis as it should be written: one advice for all that is wrong with it. */
interface Advice {
  hint: string;
  /** The offsets of the document in the basis. */
  range: [from: number, to: number];
  /** The text to put there, if it has the same letters, so that nothing is lost or invented. */
  fix: string | undefined;
}

/**
 * Returns how a document of a basis should be written, 《标题》（机关代字〔年份〕序号号）; `undefined` where its parts
 * cannot be told apart, or one of them is missing.
 */
export function adviceOn(item: Item, review: Scheme['review']): Advice | undefined {
  return adviceBy(review)(item);
}

/** Every problem of a document has the same advice: it is worked out once. */
const adviceBy = oncePer((review: Scheme['review']) => oncePer((item: Item) => advise(item, review)));

function advise(item: Item, review: Scheme['review']): Advice | undefined {
  if (item.text.length > LONGEST) return undefined;
  const { text, titles, citations: [citation, ...others] } = item;
  const bare = bareTitleOf(item, review);
  const title = bare?.text ?? (titles.length === 1 ? titles[0] : undefined);
  // Words beside a title, an issuer or a year, must not be lost.
  const hasMore = !bare && !/^文?$/.test(item.rest);
  if (others.length || title === undefined || hasMore || (citation && !isSound(citation))) return undefined;
  const marked = `《${innerMarks(title)}》`;
  const better = citation ? `${marked}（${standardForm(citation)}）` : marked;
  const isDue = !citation && review.numberedTitles.includes(bare?.ending ?? endingOf(title, review.numberedTitles) ?? '');
  const isSame = sorted(text.trim().replace(/号文(?=[《\s]|$)/, '号')) === sorted(better);
  return {
    hint: `写成${corrected(better, review)}${isDue ? '，后面照原文件写（字号）' : ''}`,
    range: spanOfItem(item),
    fix: isSame && better !== text.trim() && !maybeTwo(title) ? better : undefined,
  };
}

/** Returns true for a title that may be two: a blank parts them, or 关于 follows an ending. */
function maybeTwo(title: string): boolean {
  return /\S\s+\S|(?:通知|意见|办法|方案|规定|函|批复)关于/.test(title);
}

/** Returns the advice on the document at an offset of a field, or undefined: only a basis lists documents. */
export function adviceAt({ at, text }: TextField, offset: number, review: Scheme['review']): string | undefined {
  const item = at === '/basis' ? itemAt(text, offset) : undefined;
  return item && adviceOn(item, review)?.hint;
}

/** Returns where to report a document, with the fix if there is one: that of the whole document, else a part of it. */
export function repairOf(advice: Advice | undefined, part: [from: number, to: number]): Partial<Finding> {
  return advice?.fix === undefined ? { within: part } : { within: advice.range, fix: advice.fix, asks: true };
}

/** Returns true for a number that has all its parts, and none that document-number reports. */
export function isSound({ number, agency }: Citation): boolean {
  return number !== '' && agency !== '' && !/办公室|领导小组|委员会|指挥部|政府|办法$|^(?:为|根据|按|依|遵|落实|关于)/.test(agency);
}

/** Returns a text without the typing errors that wrong-words reports. */
export function corrected(text: string, { wrongWords }: Scheme['review']): string {
  return Object.entries(wrongWords).reduce((now, [wrong, right]) => now.replaceAll(wrong, right), text);
}

/** Returns a title with 〈〉 inside and the dot of Chinese names. */
function innerMarks(title: string): string {
  return title.replace(/[《<＜﹤]/g, '〈').replace(/[》>＞﹥]/g, '〉').replace(/(?<=\p{L}[”’）》]?)[•∙・‧](?=[“‘（《]?\p{L})/gu, '·');
}

function sorted(text: string): string {
  return [...lettersOf(text)].sort().join('');
}
