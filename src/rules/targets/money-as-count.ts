import { defineRule } from '../rule.js';
import { containedIn, indicatorsOf, isMoney } from '../text/fields.js';

export default defineRule({
  id: 'money-as-count',
  title: '金额放在数量里',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '花多少钱是投入，不是产出的数量：钱花出去不等于事办成了。请放到成本类别，数量写办成了多少。',
  *check(form, { scheme: { review, taxonomy } }) {
    const known = new Set([...Object.keys(taxonomy), ...Object.values(taxonomy).flat()]);
    const costs = review.costClasses.filter(one => known.has(one));
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, level2, unit } = indicator;
      if (level2 === undefined || !review.countClasses.includes(level2) || !isMoney(indicator)) continue;
      if (containedIn(name, review.income)) continue;
      yield {
        at: place('level2'),
        message: `“${name}”的单位是${unit}，考核的是支出金额，不属于“${level2}”`,
        hint: costs.length ? `二级改为“${costs[0] ?? ''}”；数量指标写采购、完成的实物量，如台数` : '数量指标写采购、完成的实物量，如台数',
      };
    }
  },
});
