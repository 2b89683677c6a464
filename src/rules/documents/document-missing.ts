import { defineRule } from '../rule.js';
import { itemsOf } from '../reading/citations.js';
import { endingOf } from '../reading/titles.js';
import { shorten } from '../../model/characters.js';

export default defineRule({
  id: 'document-missing',
  title: '立项依据里没有文件',
  needs: ['basis'],
  rank: '应改',
  why: '立项依据要能查到：法律法规、政策文件写《标题》和发文字号。请补上依据的文件；内部的审核表、会议纪要可以作附件，不能代替文件。',
  *check({ data: { basis } }, { scheme: { review } }) {
    const isCited = itemsOf(basis).some(({ citations, titles, rest }) =>
      citations.length > 0 || titles.length > 0 || endingOf(rest, review.titleEndings) !== undefined);
    if (isCited) return;
    yield { at: '/basis', message: `“${shorten(basis, 30)}”里没有一个文件的标题或发文字号`, hint: '补上依据的文件，写成《标题》（字号）' };
  },
});
