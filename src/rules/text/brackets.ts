import { defineRule, type Finding } from '../rule.js';
import { citationsIn } from '../reading/citations.js';
import { namesOf, proseOf, type TextField } from '../reading/fields.js';
import { adviceAt } from '../reading/repair.js';
import { cutAfter, cutBefore } from '../../model/characters.js';

const PAIRS = new Map(['（）', '()', '《》', '〈〉', '〔〕', '【】', '[]', '“”', '‘’', '「」', '{}', '﹝﹞'].map(([open = '', close = '']) => [open, close]));
const BRACKETS = /[（(《〈〔【[“‘「{﹝）)》〉〕】\]”’」}﹞]/g;
const OPENERS = new Map([...PAIRS].map(([open, close]) => [close, open]));
/** An opening bracket → its kind: the Chinese and the Western round ones are one. */
const kindOf = (open: string): string => (open === '（' ? '(' : open);

export default defineRule({
  id: 'brackets',
  title: '括号、引号不成对',
  needs: [],
  rank: '应改',
  why: '括号、引号、书名号不成对，就不知道哪几个字在里面，多半是漏打或多打了一个。请补上另一半，或删去多的。',
  *check(form, { scheme: { review } }) {
    for (const field of [...namesOf(form), ...proseOf(form)]) {
      for (const finding of unbalanced(field)) {
        const advice = adviceAt(field, finding.within?.[0] ?? 0, review);
        yield advice === undefined || finding.fix !== undefined ? finding : { ...finding, hint: advice };
      }
    }
  },
});

interface Open {
  character: string;
  index: number;
}

/** The brackets of one text that have no partner, by a stack. The brackets of a document's year are another rule's. */
function* unbalanced({ at, text }: TextField): Iterable<Finding> {
  const ofYears = new Set(citationsIn(text).flatMap(({ yearFrom, yearTo }) => [yearFrom, yearTo - 1]));
  const open: Open[] = [];
  /** The number of open brackets of each kind. */
  const waiting = new Map<string, number>();
  const count = (character: string, change: number): void =>
    void waiting.set(kindOf(character), (waiting.get(kindOf(character)) ?? 0) + change);
  const unclosed = ({ character, index }: Open): Finding => ({
    at,
    within: [index, index + 1],
    message: `“${character}”没有配对的“${PAIRS.get(character) ?? ''}”：${excerpt(text, index)}`,
    hint: `在该结束的地方补上“${PAIRS.get(character) ?? ''}”，或删去“${character}”`,
  });
  for (const { index, 0: character } of text.matchAll(BRACKETS)) {
    if (ofYears.has(index)) continue;
    if (PAIRS.has(character)) {
      open.push({ character, index });
      count(character, 1);
      continue;
    }
    const opener = OPENERS.get(character);
    const isWaited = (waiting.get(kindOf(opener ?? '')) ?? 0) > 0;
    if (!opener || isApostrophe(text, index) || (!isWaited && isNumbering(text, index))) continue;
    if (!waiting.get(kindOf(opener))) {
      yield {
        at,
        within: [index, index + 1],
        message: `多了一个“${character}”，前面没有配对的“${opener}”：${excerpt(text, index)}`,
        hint: `删去“${character}”，或在该开始的地方补上“${opener}”`,
      };
      continue;
    }
    const inner: Open[] = [];
    let first = open.pop();
    for (; first && kindOf(first.character) !== kindOf(opener); first = open.pop()) inner.push(first);
    for (const { character: closed } of first ? [first, ...inner] : inner) count(closed, -1);
    yield* inner.reverse().map(unclosed);
    if (!first || first.character === opener) continue;
    const isCloserWestern = character === ')';
    const western = isCloserWestern ? index : first.index;
    yield {
      at,
      within: [western, western + 1],
      message: `左边是“${first.character}”，右边是“${character}”，不是一对：${excerpt(text, index)}`,
      hint: '两边都用（）',
      fix: isCloserWestern ? '）' : '（',
    };
  }
  yield* open.map(unclosed);
}

function isApostrophe(text: string, index: number): boolean {
  return text.charAt(index) === '’' && /[A-Za-z]/.test(text.charAt(index - 1));
}

/** 1）… or a)… at the beginning of a point. */
function isNumbering(text: string, index: number): boolean {
  return /[)）]/.test(text.charAt(index)) && /(?:^|[\n。；;：:，,、\s])[\da-zA-Z]{1,2}$/.test(text.slice(Math.max(0, index - 4), index));
}

function excerpt(text: string, index: number): string {
  return `…${text.slice(cutBefore(text, index - 6), cutAfter(text, index + 7)).replaceAll('\n', ' ')}…`;
}
