import { defineRule } from '../rule.js';

export default defineRule({
  id: 'public-reason',
  title: '不公开的理由',
  needs: [],
  rank: '必改',
  why: '预算要依法公开（《预算法》第十四条），不公开的表要说得出依据；写了理由却没有写“公开: 否”，这张表照样会公开。请两栏一起写，或一起删去。',
  *check({ data }) {
    const { public: isPublic, privateReason } = data;
    if (isPublic === '否' && !privateReason?.trim()) {
      yield { at: '/public', message: '写了“公开: 否”，没有写理由', hint: '加一行“不公开理由”，写明依据；可以公开的，删去“公开: 否”' };
    }
    if (isPublic !== '否' && privateReason !== undefined) {
      yield { at: '/privateReason', message: '写了不公开的理由，却没有写“公开: 否”，这张表会公开', hint: '加一行“公开: 否”；可以公开的，删去理由' };
    }
  },
});
