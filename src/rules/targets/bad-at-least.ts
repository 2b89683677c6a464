import { defineRule } from '../rule.js';
import { containedIn, indicatorsOf, isAtLeast, isNumeric, wordsOf } from '../reading/fields.js';

export default defineRule({
  id: 'bad-at-least',
  title: '坏事越多越好',
  needs: ['indicator.target'],
  rank: '应改',
  why: '事故、投诉、危房这样的事越少越好，性质写 ≥ 就成了越多得分越高。请改成 ≤ 或 =，或者改考核整治了多少（口径“应减少”是词表）。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, operator, target } = indicator;
      // A limit of nothing is said by always-true.
      if ((!isAtLeast(indicator) && operator !== '=') || !isNumeric(target) || Number(target) <= 0) continue;
      const word = containedIn(name, review.bad);
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
        hint: '性质改为 ≤ 或 =；如果考核的是处理了多少，名称写明，如“…整治数”',
      };
    }
  },
});
