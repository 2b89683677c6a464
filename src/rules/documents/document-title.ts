import { defineRule } from '../rule.js';
import { itemsOf } from '../reading/citations.js';
import { adviceOn, bareTitleOf, repairOf } from '../reading/repair.js';

export default defineRule({
  id: 'document-title',
  title: '文件标题没有放在《》里',
  needs: ['basis'],
  rank: '应改',
  why: '文件标题放在书名号里（GB/T 15834—2011《标点符号用法》4.15），才分得清标题从哪里到哪里。请加上《》，标题里面原有的书名号改成〈〉。',
  *check({ data: { basis } }, { scheme: { review } }) {
    for (const item of itemsOf(basis)) {
      const title = bareTitleOf(item, review);
      if (!title) continue;
      const advice = adviceOn(item, review);
      yield {
        at: '/basis',
        ...repairOf(advice, [title.from, title.to]),
        message: `文件标题“${title.text}”没有放在《》里`,
        hint: advice?.hint ?? `写成《${title.text}》，后面照原文件写（字号）`,
      };
    }
  },
});
