import { defineRule } from '../rule.js';
import { proseOf } from '../reading/fields.js';
import { adviceAt } from '../reading/repair.js';
import { between, endingOf } from '../reading/titles.js';

export default defineRule({
  id: 'title-marks',
  title: '书名号用错',
  needs: [],
  rank: '应改',
  why: '书名号里面再用书名号，外面用《》、里面用〈〉（GB/T 15834—2011《标点符号用法》4.15）；小于号、大于号不是书名号。请改成〈〉。',
  *check(form, { scheme: { review } }) {
    for (const { at, text } of proseOf(form)) {
      const isInTitle = between(text, '《', '》');
      for (const { index, 0: all } of text.matchAll(/[<＜﹤][^<>＜＞﹤﹥《》，。；\n]{2,60}[>＞﹥]/gu)) {
        const end = index + all.length;
        const isInside = isInTitle(index);
        if (!/\p{Script=Han}/u.test(all)) continue;
        // Outside of a title they may compare figures.
        if (!isInside && !endingOf(all.slice(1, -1), review.titleEndings)) continue;
        const [open, close] = isInside ? ['〈', '〉'] : ['《', '》'];
        yield {
          at,
          within: [index, end],
          message: `“${all}”用小于号、大于号“${all.charAt(0)} ${all.at(-1) ?? ''}”作书名号`,
          hint: adviceAt({ at, text }, index, review) ?? `写成 ${open}${all.slice(1, -1)}${close}`,
          fix: `${open}${all.slice(1, -1)}${close}`,
        };
      }
      for (const { index, 1: outer = '', 2: inner = '' } of text.matchAll(/(《[^《》]*)《([^《》]*)》(?=[^《》]*》)/g)) {
        const from = index + outer.length;
        yield {
          at,
          within: [from, from + inner.length + 2],
          message: `书名号里面的“《${inner}》”又用了《》`,
          hint: adviceAt({ at, text }, from, review) ?? `里面的写成 〈${inner}〉`,
          fix: `〈${inner}〉`,
        };
      }
    }
  },
});
