import { oncePerText } from './once-per-text.js';

/** A document number (发文字号) as it is written: 沙财政发【2023】145号. Offsets are those of the text. */
export interface Citation {
  /** The issuer's short name, e.g. 沙财政发; '' when nothing stands before the year. */
  agency: string;
  open: string;
  year: number;
  close: string;
  /** '' when it is missing: 〔2021〕号. */
  number: string;
  from: number;
  to: number;
  /** The offset of the opening bracket. */
  yearFrom: number;
  /** After the closing bracket. */
  yearTo: number;
}

/** One of the documents that a basis lists. */
export interface Item {
  text: string;
  from: number;
  citations: Citation[];
  /** The text in 《》, without the marks. */
  titles: string[];
  /** The item without numbers, 《》 and brackets: a title that stands bare, or ''. */
  rest: string;
  /** The offsets at which the rest begins and ends. */
  restFrom: number;
  restTo: number;
}

const BRACKET = '〔〕【】\\[\\]［］（）()﹝﹞「」〖〗｛｝{}';
const CITATION = new RegExp(
  `(\\p{Script=Han}{0,30})([${BRACKET}])\\s*((?:19|20)\\d{2})\\s*([${BRACKET}])\\s*(?:第?(\\d+)\\s*|第\\s*)?号(?![楼院门栋幢室房线厅机令井路坑])`,
  'gu',
);

/** Matches things numbered by year that are no documents: plots of land, contracts, tenders, permits, court files. */
const NO_DOCUMENT = /(?:合同|协议|地块|宗地|出让|挂牌|招标|投标|采购|合字|地字|建字|规划许可|许可证|备案|登记|民初|民终|刑初|行初|执字?|仲案|编号|批次|标段|证)$/u;

/** Every document number in a text, however its brackets are written. */
export const citationsIn = oncePerText((text): readonly Citation[] =>
  [...text.matchAll(CITATION)].filter(match => !NO_DOCUMENT.test(match[1] ?? '')).map((match) => {
    const [all, before = '', open = '', year = '', close = '', number = ''] = match;
    const agency = before.replace(/^.*(?:根据|按照?|依据|参照|见|和|及|与)/u, '');
    const from = match.index + before.length - agency.length;
    const yearFrom = match.index + before.length;
    const yearTo = text.indexOf(close, yearFrom + open.length) + close.length;
    return { agency, open, year: Number(year), close, number, from, to: match.index + all.length, yearFrom, yearTo };
  }));

/** A year and number that are no document number as it is written: 会议纪要2018-42. */
export function datedNumbersIn(text: string): { year: number; number: string; from: number; to: number }[] {
  return [...text.matchAll(/(?<=(?:纪要|办|发|函|号文|通知|文))((?:19|20)\d{2})-(?!(?:19|20)\d{2})(\d{1,4})(?![\d-]|\s*年)/gu)].map(
    ({ index, 0: all, 1: year = '', 2: number = '' }) => ({ year: Number(year), number, from: index, to: index + all.length }),
  );
}

/** Returns the correct form of a document number. */
export function standardForm({ agency, year, number }: Citation): string {
  return `${agency}〔${year}〕${number}号`;
}

/** Only the name of an authority. */
const ISSUER = /^[^《》〔〕号\d（）]{1,14}(?:委|府|局|部|厅|委员会|办公室|办公厅)$/u;

/** The documents of a basis, parted by 、；， and line ends outside 《》. */
export const itemsOf = oncePerText((text): readonly Item[] => {
  const items: Item[] = [];
  let depth = 0;
  let from = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '《') depth += 1;
    if (character === '》') depth = Math.max(0, depth - 1);
    if (index < text.length && (depth > 0 || !/[、；;，,。\n]/.test(character))) continue;
    // 市委、市政府关于…的意见 has two issuers.
    if (character === '、' && ISSUER.test(text.slice(from, index).trim())) continue;
    if (text.slice(from, index).trim()) items.push(itemOf(text.slice(from, index), from));
    from = index + 1;
  }
  return items;
});

/** Returns the document at an offset of a basis, or undefined. */
export function itemAt(basis: string, offset: number): Item | undefined {
  return itemsOf(basis).findLast(({ from }) => from <= offset);
}

/** Returns the offsets in the basis at which a document begins and ends, without blanks around it. */
export function spanOfItem({ from, text }: Item): [from: number, to: number] {
  return [from + Math.max(0, text.search(/\S/)), from + text.trimEnd().length];
}

/** Returns true for one number without a title or any other word. */
export function isBareNumber(item: Item | undefined): item is Item {
  return item?.citations.length === 1 && !item.titles.length && item.rest === '';
}

function itemOf(text: string, from: number): Item {
  const citations = citationsIn(text);
  const covered = new Array<boolean>(text.length).fill(false);
  const cover = (start: number, end: number): void => void covered.fill(true, start, end);
  for (const citation of citations) cover(citation.from, citation.to);
  const titles = [...text.matchAll(/《([^《》]*(?:《[^《》]*》[^《》]*)*)》/g)];
  for (const { index, 0: all } of titles) cover(index, index + all.length);
  for (const { index, 0: all } of text.matchAll(/（[^（）]*(?:）|$)|\([^()]*(?:\)|$)/g)) cover(index, index + all.length);
  const bare = [...text].map((_, index) => index).filter(index => !covered[index] && /[\p{L}\p{N}]/u.test(text.charAt(index)));
  const [first = 0, last = -1] = [bare[0], bare.at(-1)];
  return {
    text,
    from,
    citations: citations.map(one => ({
      ...one, from: one.from + from, to: one.to + from, yearFrom: one.yearFrom + from, yearTo: one.yearTo + from,
    })),
    titles: titles.map(([, title = '']) => title),
    rest: bare.map(index => text.charAt(index)).join(''),
    restFrom: from + first,
    restTo: from + last + 1,
  };
}

/** Returns true for the notice by which budgets are drawn up: every project has it. */
export function isBudgetNotice(text: string): boolean {
  return /预算(?:编制|编报|申报)|编制.{0,12}预算/.test(text);
}
