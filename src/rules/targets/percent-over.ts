import { defineRule } from '../rule.js';
import { indicatorsOf, isNumeric, wordsOf } from '../reading/fields.js';

export default defineRule({
  id: 'percent-over',
  title: '百分比超过 100',
  needs: ['indicator.target'],
  rank: '必改',
  why: '比率、覆盖率、满意度不会超过 100%，多半是多打了一位或单位选错；增长率一类可以超过的，名称里要说明。请核对指标值和单位。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { unit, target, name } = indicator;
      if (unit !== '%' || !isNumeric(target) || Number(target) <= 100) continue;
      if (review.above100.some(word => name.includes(word))) continue;
      yield {
        at: place('target'),
        message: `“${name}”写的是 ${wordsOf(indicator)}，百分比超过了 100`,
        hint: '写 100 以内的数；如果不是百分比，改单位',
      };
    }
  },
});
