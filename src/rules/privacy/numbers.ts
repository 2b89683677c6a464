import { fold, NUMBER_SEPARATOR } from '../../model/folded.js';
import { kindOf, LONGEST, type NumberKind } from './kinds-of-numbers.js';

/** A number of a person in a text. */
export interface PersonalNumber {
  /** In UTF-16 units of the text. */
  within: [from: number, to: number];
  kind: NumberKind;
  /** Without what parts them. */
  digits: string;
}

/** Digits without anything between them, and what stands before them. */
interface Group {
  start: number;
  end: number;
  digits: string;
  /** The separators between it and the group before; `undefined` when there is more than separators. */
  gap: string | undefined;
  /** False when a letter stands before it: no number begins there. */
  begins: boolean;
  /** False when a letter stands behind it. */
  ends: boolean;
}

/** A number that is written as one usually writes it: parted by single blanks or hyphens. */
const USUAL = /^[ \p{Pd}]$/u;
/** Signs between the figures of a list. */
const LIST = /[,、;。\n]/;
/** A range: `13500-180000`. */
const RANGE = /^\p{Pd}$/u;
const SEPARATORS = new RegExp(`^${NUMBER_SEPARATOR.source}+$`, 'u');
/** Words before a number. */
const CALLED = /(?:电话|手机|号码|致电|联系|微信|卡号|账号|帐号|账户)\D{0,8}$/;
/** The lengths of the groups of digits in phone numbers and bank cards. */
const SHAPES = /^(?:11|3,4,4|3,8|7,4|4,3,4|4,4,3|3,3,5|3,2,2,2,2|1(?:,1){10}|1[6-9]|4,4,4,4(?:,[1-3])?|6,1[0-3])$/;

/** Yields the numbers of persons in a text, whatever parts their digits. The time is linear in the length. */
export function* numbersIn(text: string): Iterable<PersonalNumber> {
  if (!/(?:\p{Nd}\P{Nd}*){11}/u.test(text)) return;
  // A circled 1 is the number of an item, not a digit of what follows.
  const { text: folded, places } = fold(text.replace(/\p{No}/gu, sign => '|'.repeat(sign.length)));
  const groups = groupsIn(folded);
  const ends = runEnds(groups);
  for (let first = 0; first < groups.length; first += 1) {
    const found = longestAt(first, groups, ends, folded);
    if (!found) continue;
    const [start, end] = [groups[first]?.start ?? 0, groups[found.last]?.end ?? 0];
    yield { within: [places[start]?.start ?? 0, places[end - 1]?.end ?? 0], kind: found.kind, digits: found.digits };
    first = found.last;
  }
}

function groupsIn(text: string): Group[] {
  const groups: Group[] = [];
  for (const { index: start, 0: digits } of text.matchAll(/\d+(?:x(?![a-z\d]))?/g)) {
    const end = start + digits.length;
    const between = text.slice(groups.at(-1)?.end ?? 0, start);
    groups.push({
      start, end, digits,
      gap: groups.length && SEPARATORS.test(between) ? between : undefined,
      begins: !/[a-z]/.test(text.charAt(start - 1)),
      ends: !/[a-z]/.test(text.charAt(end)),
    });
  }
  return groups;
}

/** Returns for each group that begins a run of groups parted as usual the index of its last; else `undefined`. */
function runEnds(groups: readonly Group[]): (number | undefined)[] {
  const ends: (number | undefined)[] = [];
  let start = 0;
  for (const [index, { gap }] of groups.entries()) {
    if (gap === undefined || !USUAL.test(gap)) start = index;
    ends[start] = index;
  }
  return ends;
}

/** Returns the longest number that begins with a group. */
function longestAt(first: number, groups: readonly Group[], runs: readonly (number | undefined)[], text: string) {
  let digits = '';
  let found: { last: number; kind: NumberKind; digits: string } | undefined;
  for (let last = first; last < groups.length; last += 1) {
    const group = groups[last];
    if (!group || (last === first ? !group.begins : group.gap === undefined)) break;
    digits += group.digits;
    if (digits.length > LONGEST) break;
    const kind = group.ends ? kindOf(digits) : undefined;
    if (!kind) continue;
    const parts = groups.slice(first, last + 1);
    // An identity number has a date and a check digit: it is one however it is parted.
    if (kind === '身份证号' || (runs[first] === last && !isRange(parts)) || isShaped(parts, text)) found = { last, kind, digits };
  }
  return found;
}

function isRange(parts: readonly Group[]): boolean {
  return parts.map(({ digits }) => digits.length).join() === '5,6' && RANGE.test(parts[1]?.gap ?? '');
}

/** Returns true for groups as phones and cards are parted, which are no list of figures and no decimal. */
function isShaped(parts: readonly Group[], text: string): boolean {
  if (!SHAPES.test(parts.map(({ digits }) => digits.length).join())) return false;
  const gaps = parts.slice(1).map(({ gap = '' }) => gap);
  if (gaps.length === 1 && gaps[0] === '.') return false;
  const start = parts[0]?.start ?? 0;
  return !gaps.some(gap => LIST.test(gap)) || CALLED.test(text.slice(Math.max(0, start - 16), start));
}
