import { defineRule } from '../rule.js';
import { proseOf } from '../reading/fields.js';
import { adviceAt, isSound } from '../reading/repair.js';
import { citationsIn, datedNumbersIn, standardForm } from '../reading/citations.js';

export default defineRule({
  id: 'document-brackets',
  title: '发文字号的年份不在〔〕里',
  needs: [],
  rank: '应改',
  why: '发文字号的年份用六角括号〔〕括入（《党政机关公文格式》GB/T 9704—2012 第 7.2.5 条）；写法不一，检索就找不到同一份文件。请改成〔〕。',
  *check(form, { scheme: { review } }) {
    for (const { at, text } of proseOf(form)) {
      for (const citation of citationsIn(text)) {
        const { open, close, year, yearFrom, yearTo } = citation;
        if (open === '〔' && close === '〕') continue;
        const isOpenWrong = open !== '〔';
        const [from, to] = isOpenWrong ? [yearFrom, yearTo] : [yearTo - close.length, yearTo];
        yield {
          at,
          within: [from, to],
          message: `“${text.slice(citation.from, citation.to)}”的年份写成${open}${year}${close}，应放在〔〕里`,
          hint: adviceAt({ at, text }, citation.from, review) ?? (isSound(citation) ? `写成 ${standardForm(citation)}` : `年份写成〔${year}〕`),
          fix: isOpenWrong ? `〔${year}〕` : '〕',
        };
      }
      for (const { from, to } of datedNumbersIn(text)) {
        yield {
          at,
          within: [from, to],
          message: `“${text.slice(from, to)}”不是发文字号的写法，年份没有放在〔〕里`,
          hint: '核对原文件：是发文字号的，年份放进〔〕；是会议纪要的，写第几期',
        };
      }
    }
  },
});
