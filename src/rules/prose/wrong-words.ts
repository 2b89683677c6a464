import { defineRule } from '../rule.js';
import { namesOf, proseOf } from '../text/fields.js';

export default defineRule({
  id: 'wrong-words',
  title: '错别字',
  needs: [],
  severity: 'warning',
  why: '常见的错写（口径“错别字”，各地可以自己加）。请核对后改成对的写法。',
  *check(form, { scheme: { review } }) {
    for (const { at, text } of [...namesOf(form), ...proseOf(form)]) {
      for (const [wrong, right] of Object.entries(review.wrongWords)) {
        for (let from = text.indexOf(wrong); from >= 0; from = text.indexOf(wrong, from + wrong.length)) {
          const inRight = right.indexOf(wrong);
          if (inRight >= 0 && text.startsWith(right, from - inRight)) continue;
          yield { at, within: [from, from + wrong.length], message: `“${wrong}”疑为“${right}”`, hint: `核对后写成 ${right}` };
        }
      }
    }
  },
});
