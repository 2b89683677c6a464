import { defineRule } from '../rule.js';
import { indicatorsOf, isNumeric, isRate, wordsOf } from '../reading/fields.js';

export default defineRule({
  id: 'always-true',
  title: '不做也能达到的指标值',
  needs: ['indicator.target'],
  rank: '必改',
  why: '“≥ 0”“≤ 100%”什么都不做也能达到，这样的指标考核不了任何事。请写一个需要努力才能达到的数，或把性质改成 =。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { operator, target, name } = indicator;
      if (!isNumeric(target)) continue;
      const value = Number(target);
      const isFloor = (operator === '≥' && value <= 0) || (operator === '>' && value < 0);
      const mayExceed = review.above100.some(word => name.includes(word));
      const isCeiling = operator === '≤' && isRate(indicator) && value >= 100 && !mayExceed;
      if (!isFloor && !isCeiling) continue;
      const isBad = review.bad.some(word => name.includes(word));
      yield {
        at: place('target'),
        message: `“${name}”写的是 ${wordsOf(indicator)}，什么都不做也能达到`,
        hint: isFloor ? (isBad ? '越少越好的事，性质改为 =' : '写一个大于 0 的数') : '写一个小于 100 的数，或核对性质',
      };
    }
  },
});
