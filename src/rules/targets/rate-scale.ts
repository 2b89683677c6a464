import { defineRule } from '../rule.js';
import { containedIn, indicatorsOf, isNumeric, isSatisfaction, wordsOf } from '../reading/fields.js';

export default defineRule({
  id: 'rate-scale',
  title: '比率差了一位',
  needs: ['indicator.target'],
  rank: '必改',
  why: '单位是 %，就写 95，不写 0.95 或 9.5：及时率、合格率写得这样低，多半是错了位，自评时轻易就达到（口径“接近百分百”）。请核对后写百分数。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, unit, operator, target } = indicator;
      if (unit !== '%' || !isNumeric(target) || operator === '≤' || operator === '<' || isSatisfaction(indicator)) continue;
      if (containedIn(name, review.bad) && !containedIn(name, review.nearHundred)) continue;
      const value = Number(target);
      const isFraction = value > 0 && value <= 1 && containedIn(name, [...review.good, ...review.nearHundred]);
      const isShifted = value > 1 && value < 20 && review.nearHundred.some(word => name.endsWith(word));
      if (!isFraction && !isShifted) continue;
      yield {
        at: place('target'),
        message: `“${name}”写的是 ${wordsOf(indicator)}，只有百分之${target}`,
        hint: '核对指标值：单位是 %，写百分数，如 95',
      };
    }
  },
});
