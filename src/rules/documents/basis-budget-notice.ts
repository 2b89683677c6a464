import { defineRule } from '../rule.js';
import { isBudgetNotice, itemsOf } from '../reading/citations.js';
import { isRunning } from '../reading/fields.js';

export default defineRule({
  id: 'basis-budget-notice',
  title: '依据只有预算编制通知',
  needs: ['basis'],
  roles: ['project'],
  rank: '应改',
  why: '布置编预算的通知是每个项目都有的，说明不了为什么要设这个项目。请补上这个项目自己的政策依据；公用性的支出写开支标准的文件。',
  *check({ data }) {
    const { basis } = data;
    const items = itemsOf(basis).filter(({ citations, titles, rest }) =>
      citations.length || titles.length || rest.length >= 4);
    const titled = items.filter(({ titles, rest }) => titles.length || rest.length >= 4);
    if (!titled.length || titled.length < items.length || !titled.every(({ text }) => isBudgetNotice(text))) return;
    yield {
      // A project that keeps an office going rests on its standards of spending alone.
      rank: isRunning(data) ? '提示' : undefined,
      at: '/basis',
      message: '依据只有布置编制预算的通知，没有设这个项目的政策依据',
      hint: isRunning(data) ? '补上公用经费的定额、开支标准的文件' : '补上项目自己的政策文件或开支标准，写成《标题》（字号）',
    };
  },
});
