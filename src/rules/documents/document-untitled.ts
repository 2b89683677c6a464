import { defineRule } from '../rule.js';
import { itemsOf, spanOfItem } from '../reading/citations.js';

/** Matches what stands before a year and is a title itself: 县政府常务会议纪要〔2023〕5 号. */
const TITLE = /(?:纪要|批复|决定|公报)$/;

export default defineRule({
  id: 'document-untitled',
  title: '文件只有字号没有标题',
  needs: ['basis'],
  rank: '提示',
  why: '引用公文先引标题，后引发文字号（《党政机关公文处理工作条例》中办发〔2012〕14 号的通行做法）；只有字号，审核的人要一份份去查是什么文件。请补上标题。',
  *check({ data: { basis } }) {
    const items = itemsOf(basis);
    const bare = items.filter(({ citations, titles, rest }) =>
      citations.length > 0 && !titles.length && rest.length < 4 && !citations.some(({ agency }) => TITLE.test(agency)));
    const [first] = bare;
    if (!first) return;
    yield {
      at: '/basis',
      within: spanOfItem(first),
      message: `${items.length} 个依据里有 ${bare.length} 个只有字号，没有标题，如“${first.text.trim()}”`,
      hint: '补上文件标题，写成《标题》（字号）',
    };
  },
});
