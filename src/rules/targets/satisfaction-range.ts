import { defineRule } from '../rule.js';
import { indicatorsOf, isNumeric, isSatisfaction, wordsOf } from '../reading/fields.js';

export default defineRule({
  id: 'satisfaction-range',
  title: '满意度太低',
  needs: ['indicator.target'],
  rank: '应改',
  why: '满意度定得不到六成，等于承认多数人可以不满意，多半是少写了一位（口径“满意度下限”）。请核对后定一个合适的数。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, unit, target } = indicator;
      if (!isSatisfaction(indicator) || unit !== '%' || !isNumeric(target) || /不满意|投诉/.test(name)) continue;
      if (Number(target) >= Number(review.leastSatisfaction)) continue;
      yield {
        at: place('target'),
        message: `“${name}”写的是 ${wordsOf(indicator)}，低于 ${review.leastSatisfaction}%`,
        hint: '核对指标值；满意度一般定在 80% 到 95%',
      };
    }
  },
});
