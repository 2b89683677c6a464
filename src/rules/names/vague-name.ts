import { defineRule } from '../rule.js';
import { indicatorsOf, isSatisfaction, purposeOf } from '../reading/fields.js';
import { actionOf } from '../reading/words.js';

/** A name that holds for any money. */
const VAGUE_PROJECT = /^(?:其他|一般|专项|日常|综合|业务|工作|项目|部门|单位)*(?:经费|资金|项目|支出|补助|专项)$/;

export default defineRule({
  id: 'vague-name',
  title: '名称太笼统',
  needs: ['goal', 'indicator.target'],
  rank: '应改',
  why: '“管理人数”没说管理谁，“考核次数”没说考核谁，离开本表就看不懂，正文里也找不到。请写全对象，如“社区专职人员管理人数”。',
  *check(form, { scheme: { review } }) {
    if (form.data.name !== undefined && VAGUE_PROJECT.test(form.data.name)) {
      yield { at: '/name', message: `“${form.data.name}”看不出钱用在什么事上`, hint: '写明用在什么事上，如“农村公路日常养护”' };
    }
    const letters = new Set(purposeOf(form));
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name } = indicator;
      const stem = actionOf(name);
      // A task is said by verb-first.
      if (!review.taskVerbs.some(verb => name.startsWith(verb)) && /(?:工作|工作(?:完成|开展|落实|推进)情况)$/.test(name)) {
        yield { at: place('name'), message: `“${name}”没有说衡量的是工作的哪一方面`, hint: '写明衡量的数，如次数、及时率、合格率' };
        continue;
      }
      if (isSatisfaction(indicator) || !review.vagueActions.includes(stem)) continue;
      if ([...stem].every(letter => letters.has(letter))) continue;
      yield {
        at: place('name'),
        message: `“${name}”没有写明${stem}的是谁、是什么，概况和目标里也没有提到“${stem}”`,
        hint: `名称前加上对象，写成“（谁、什么）${name}”`,
      };
    }
  },
});
