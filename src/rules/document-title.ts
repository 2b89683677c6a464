import { defineRule } from './rule.js';
import { itemsOf } from './text/citations.js';
import { endingOf } from './text/titles.js';

export default defineRule({
  id: 'document-title',
  title: '文件标题没有放在《》里',
  appliesTo: ['project'],
  severity: 'warning',
  why: '文件标题放在书名号里（GB/T 15834—2011《标点符号用法》4.15），才分得清标题从哪里到哪里。请加上《》，标题里面原有的书名号改成〈〉。',
  *check({ data: { basis } }, { scheme: { review } }) {
    for (const { rest, restFrom, restTo } of itemsOf(basis)) {
      if (rest.length < 4 || !endingOf(rest, review.titleEndings)) continue;
      const title = basis.slice(restFrom, restTo);
      yield {
        at: '/basis',
        within: [restFrom, restTo],
        message: `文件标题“${title}”没有放在《》里`,
        hint: `写成《${title.replaceAll('《', '〈').replaceAll('》', '〉')}》，后面跟（发文字号）`,
      };
    }
  },
});
