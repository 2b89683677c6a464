import { defineRule } from '../rule.js';
import { itemsOf } from '../reading/citations.js';
import { adviceOn, repairOf } from '../reading/repair.js';

export default defineRule({
  id: 'document-order',
  title: '标题和发文字号没有写成《标题》（字号）',
  needs: ['basis'],
  rank: '应改',
  why: '引用公文先引标题，后引发文字号，字号放在圆括号里；顺序不一，就分不清字号是前一个文件的还是后一个的。请写成《标题》（字号）。',
  *check({ data: { basis } }, { scheme: { review } }) {
    for (const item of itemsOf(basis)) {
      for (const { from, to, agency } of item.citations) {
        const written = basis.slice(from, to);
        const isBefore = /^文?《/.test(basis.slice(to, to + 2));
        const isAfter = basis.charAt(from - 1) === '》' && agency !== '';
        if (!isBefore && !isAfter) continue;
        const advice = adviceOn(item, review);
        yield {
          at: '/basis',
          ...repairOf(advice, [from, to]),
          message: `“${written}”直接写在标题${isBefore ? '前面' : '后面，没有用括号'}`,
          hint: advice?.hint ?? '写成《标题》（字号）',
        };
      }
    }
  },
});
