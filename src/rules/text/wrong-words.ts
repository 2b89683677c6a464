import { wordsIn } from '../../model/characters.js';
import type { Scheme } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';
import { defineRule } from '../rule.js';
import { namesOf, proseOf } from '../reading/fields.js';
import { finderOf } from '../reading/occurrences.js';

export default defineRule({
  id: 'wrong-words',
  title: '错别字',
  needs: [],
  rank: '应改',
  why: '常见的错写（口径“错别字”，各地可以自己加）。请核对后改成对的写法。',
  *check(form, { scheme: { review } }) {
    for (const { at, text } of [...namesOf(form), ...proseOf(form)]) {
      for (const [from, wrong] of wrongWordsIn(review)(text)) {
        const right = review.wrongWords[wrong] ?? wrong;
        const inRight = right.indexOf(wrong);
        if (inRight >= 0 && text.startsWith(right, from - inRight)) continue;
        if (isCutOff(text, from, from + wrong.length)) continue;
        yield {
          at,
          within: [from, from + wrong.length],
          message: `“${wrong}”疑为“${right}”`,
          hint: right.length === wrong.length ? `核对后写成 ${right}` : `对照底稿核对，多半应写 ${right}`,
          // Characters that were lost are in the original only.
          ...(right.length === wrong.length ? { fix: right, asks: true as const } : {}),
        };
      }
    }
  },
});

const wrongWordsIn = oncePer(({ wrongWords }: Scheme['review']) => finderOf(Object.keys(wrongWords)));

/** The characters around a word that are looked at. */
const AROUND = 8;

/** Returns true if the characters are the ends of two other words: 发布署名, 重复盖章. */
function isCutOff(text: string, from: number, to: number): boolean {
  const start = Math.max(0, from - AROUND);
  return wordsIn(text.slice(start, to + AROUND)).some(({ segment, index }) => {
    const [begin, end] = [start + index, start + index + segment.length];
    return (begin < from && end > from) || (begin < to && end > to);
  });
}
