import { defineRule } from '../rule.js';
import { itemsOf, spanOfItem } from '../reading/citations.js';

/** Papers that are no documents of an authority: 《党政机关公文处理工作条例》第八条 lists the kinds of those. */
const INFORMAL = /便笺|便签|审核表|审批表|手册|PPT|方案（?讨论稿|征求意见稿/;

export default defineRule({
  id: 'document-informal',
  title: '依据不是正式文件',
  needs: ['basis'],
  rank: '提示',
  why: '便笺、审核表、手册、征求意见稿不是正式公文（《党政机关公文处理工作条例》第八条），不宜作立项依据。请换成正式文件，这些材料作附件。',
  *check({ data: { basis } }, { scheme: { review } }) {
    for (const item of itemsOf(basis)) {
      const { text } = item;
      const word = INFORMAL.exec(text)?.[0];
      // A notice that prints a handbook is a document: 关于印发…手册的通知.
      if (word === undefined || review.numberedTitles.some(ending => text.includes(ending))) continue;
      yield {
        at: '/basis',
        within: spanOfItem(item),
        message: `“${text.trim()}”是${word}，不是正式文件`,
        hint: '换成正式文件，写成《标题》（字号）；这份材料可以作附件',
      };
    }
  },
});
