import { defineRule } from './rule.js';
import { indicatorsOf, isSatisfaction, purposeOf } from './text/fields.js';
import { measureOf } from './text/words.js';

export default defineRule({
  id: 'vague-name',
  title: '名称太笼统',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '“管理人数”没说管理谁，“考核次数”没说考核谁，离开本表就看不懂，正文里也找不到。请写全对象，如“社区专职人员管理人数”。',
  *check(form, { scheme: { review } }) {
    const purpose = purposeOf(form);
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name } = indicator;
      const stem = name.slice(0, name.length - measureOf(name).length).replace(/(?:及时|完成)$/, '');
      if (isSatisfaction(indicator) || !review.vagueActions.includes(stem) || purpose.includes(stem)) continue;
      yield {
        at: place('name'),
        message: `“${name}”没有说明${stem}的是谁、是什么，概况和目标里也没有提到“${stem}”`,
        hint: `写全对象，如“某某${name}”`,
      };
    }
  },
});
