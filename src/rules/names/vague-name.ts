import { defineRule } from '../rule.js';
import { indicatorsOf, isSatisfaction, purposeOf } from '../reading/fields.js';
import { actionOf } from '../reading/words.js';

export default defineRule({
  id: 'vague-name',
  title: '名称太笼统',
  needs: ['goal', 'indicator.target'],
  rank: '应改',
  why: '“管理人数”没说管理谁，“考核次数”没说考核谁，离开本表就看不懂，正文里也找不到。请写全对象，如“社区专职人员管理人数”。',
  *check(form, { scheme: { review } }) {
    const letters = new Set(purposeOf(form));
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name } = indicator;
      const stem = actionOf(name);
      if (isSatisfaction(indicator) || !review.vagueActions.includes(stem)) continue;
      if ([...stem].every(letter => letters.has(letter))) continue;
      yield {
        at: place('name'),
        message: `“${name}”没有写明${stem}的是谁、是什么，概况和目标里也没有提到“${stem}”`,
        hint: `名称前加上对象，如“（谁、什么）${name}”，并在绩效目标里写到`,
      };
    }
  },
});
