import { defineRule } from '../rule.js';
import { indicatorsOf, isQualitative } from '../reading/fields.js';

export default defineRule({
  id: 'grade',
  title: '定性指标没有分档',
  needs: ['indicator.target'],
  rank: '应改',
  why: '定性指标自评时按档给分，“有所提升”分不出做到了几成。请写口径“定性等级”里的一档，或改成能数的指标。',
  *check(form, { scheme }) {
    const { grades, units } = scheme.review;
    const known = new Set(grades.flat());
    for (const { indicator, place } of indicatorsOf(form)) {
      if (!isQualitative(indicator, scheme) || units.includes(indicator.unit) || known.has(indicator.target)) continue;
      if (/\d/.test(indicator.target)) continue;
      yield {
        at: place('target'),
        message: `“${indicator.name}”的指标值“${indicator.target}”不是口径里的等级，自评时分不出档`,
        hint: `写 ${grades[0]?.join('、') ?? ''} 中的一个，或改成能数的指标`,
      };
    }
  },
});
