import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { containedIn, indicatorsOf, isAtLeast, isNumeric, isRate, wordsOf } from '../reading/fields.js';

export default defineRule({
  id: 'bad-at-least',
  title: '坏事越多越好',
  needs: ['indicator.target'],
  rank: '应改',
  why: '事故、投诉、危房这样的事越少越好，性质写 ≥ 就成了越多得分越高。请改成 ≤，或者改考核整治了多少（口径“应减少”是词表）。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, operator, target, level1 } = indicator;
      // A limit of nothing is said by always-true.
      if ((!isAtLeast(indicator) && operator !== '=') || !isNumeric(target) || Number(target) <= 0) continue;
      // 含卫生死角…小区: the bad thing is said of what is counted.
      const word = containedIn(name.replace(/^[含涉]\p{Script=Han}+?[及和、的]/u, ''), review.bad);
      // 不满意 is bad, though 满意 is none of the bad things.
      if (!word || containedIn(name, review.badExceptions.filter(one => !word.includes(one)))) continue;
      if (operator === '=') {
        yield {
          at: place('operator'),
          message: `“${name}”写的是 ${wordsOf(indicator)}：“${word}”应当越少越好，写 = 就要正好发生这么多，更少反而不达标`,
          hint: '性质改为 ≤',
        };
        continue;
      }
      yield {
        at: place('operator'),
        message: `“${name}”写的是 ${wordsOf(indicator)}：“${word}”应当越少越好，写 ${operator} 就成了越多得分越高`,
        hint: bareClass(level1) === '产出' && !isRate(indicator)
          ? '名称写明对它做了什么，如“…整治数”“…排查数”，性质仍写 ≥；考核发生多少的，性质改为 ≤'
          : '性质改为 ≤',
      };
    }
  },
});
