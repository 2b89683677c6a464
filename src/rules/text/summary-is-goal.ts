import { distance } from 'fastest-levenshtein';
import { defineRule } from '../rule.js';
import { lettersOf } from '../../model/indicator-name.js';
import { cutAfter, cutBefore, shorten } from '../../model/characters.js';

/** Texts that differ in at most this share of their letters are one text with a slip. */
const ALMOST = 0.1;
/** Beyond this a comparison letter by letter takes too long. */
const LONGEST = 3000;

export default defineRule({
  id: 'summary-is-goal',
  title: '概况与目标相同',
  needs: ['summary', 'goal'],
  rank: '应改',
  why: '概况写做什么，目标写做到什么程度；两栏照抄，就没有目标，改了一处忘了另一处还会自相矛盾。请在目标里写做到多少、好到什么程度。',
  *check({ data }) {
    const [summary, goal] = [lettersOf(data.summary), lettersOf(data.goal)];
    const length = Math.max(summary.length, goal.length);
    if (summary === goal) {
      yield { at: '/goal', message: '“绩效目标”与“项目概况”一字不差', hint: '绩效目标写明预期达到的数量、质量和效果' };
      return;
    }
    if (length < 20 || length > LONGEST || Math.abs(summary.length - goal.length) > length * ALMOST) return;
    if (distance(summary, goal) > length * ALMOST) return;
    const [one, other] = differenceOf(summary, goal);
    yield {
      at: '/goal',
      message: `“绩效目标”与“项目概况”几乎一样，只差概况写“${one}”，目标写“${other}”`,
      hint: '先核对这处差别是不是笔误；绩效目标写明预期达到的数量、质量和效果',
    };
  },
});

/** Returns the text between the common start and the common end, with four characters on either side. */
function differenceOf(a: string, b: string): [string, string] {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const part = (text: string): string => {
    const [from, to] = [cutBefore(text, start - 4), cutAfter(text, text.length - Math.max(0, end - 4))];
    return shorten(text.slice(from, to), 30);
  };
  return [part(a), part(b)];
}
