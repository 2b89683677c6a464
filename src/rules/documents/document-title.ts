import { defineRule } from '../rule.js';
import { itemsOf, standardForm } from '../text/citations.js';
import { endingOf } from '../text/titles.js';

export default defineRule({
  id: 'document-title',
  title: '文件标题没有放在《》里',
  needs: ['basis'],
  severity: 'warning',
  why: '文件标题放在书名号里（GB/T 15834—2011《标点符号用法》4.15），才分得清标题从哪里到哪里。请加上《》，标题里面原有的书名号改成〈〉。',
  *check({ data: { basis } }, { scheme: { review } }) {
    for (const { rest, restFrom, restTo, from, text, citations } of itemsOf(basis)) {
      const ending = endingOf(rest, review.titleEndings);
      // 《…法》及其实施办法, 有关…的文件规定 name no document.
      const isTitle = !/^(?:以?及|和|等)/.test(rest) && (rest.includes('关于') || !/有关|相关/.test(rest));
      if (rest.length < 4 || !ending || !isTitle) continue;
      // （试行） belongs to the title, （沙府发〔2023〕1号） does not.
      const suffix = /^（[^（）\d]{1,6}）/.exec(text.slice(restTo - from))?.[0] ?? '';
      const title = basis.slice(restFrom, restTo + suffix.length);
      const [citation] = citations;
      const number = citation?.number ? `（${standardForm(citation)}）` : '';
      const better = `《${title.replaceAll('《', '〈').replaceAll('》', '〉').replaceAll('•', '·')}》${number}`;
      const isNumbered = review.numberedTitles.includes(ending) && !number;
      yield {
        at: '/basis',
        within: [restFrom, restTo + suffix.length],
        message: `文件标题“${title}”没有放在《》里`,
        hint: `写成${better}${isNumbered ? '，后面跟（发文字号）' : ''}`,
      };
    }
  },
});
