import { defineRule } from '../rule.js';
import { citationsIn, datedNumbersIn } from '../reading/citations.js';
import { proseOf } from '../reading/fields.js';

export default defineRule({
  id: 'document-future',
  title: '文件的年份在本年度之后',
  needs: [],
  rank: '必改',
  why: '申报的时候，以后年度的文件还没有印发，年份一定写错了。请对照原文件改正。',
  *check(form, { year: current }) {
    for (const { at, text } of proseOf(form)) {
      for (const { year, from, to } of [...citationsIn(text), ...datedNumbersIn(text)]) {
        if (year <= Number(current)) continue;
        yield {
          at,
          within: [from, to],
          message: `“${text.slice(from, to)}”是 ${year} 年的文件，本表是 ${current} 年的`,
          hint: '对照原文件改正年份',
        };
      }
    }
  },
});
