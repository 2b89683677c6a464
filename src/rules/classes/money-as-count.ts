import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { classesOf } from '../reading/classes.js';
import { budgetOf } from '../../model/money.js';
import { containedIn, indicatorsOf, inTenThousand, isMoney, isNumeric } from '../reading/fields.js';
import { WHOLE_BUDGET } from '../reading/advice.js';

export default defineRule({
  id: 'money-as-count',
  title: '金额放在数量里',
  needs: ['indicator.level2', 'indicator.target'],
  rank: '应改',
  why: '花多少钱是投入，不是产出的数量：钱花出去不等于事办成了。请放到成本类别，数量写办成了多少。',
  *check(form, { scheme }) {
    const { review } = scheme;
    const { counts, cost } = classesOf(scheme);
    const budget = budgetOf(form);
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, level2, unit, target } = indicator;
      if (level2 === undefined || !counts.has(bareClass(level2)) || !isMoney(indicator)) continue;
      if (containedIn(name, review.income)) continue;
      yield {
        at: place('level2'),
        message: `“${name}”的单位是${unit}，考核的是支出金额，不属于“${level2}”`,
        hint: containedIn(name, review.legalDues)
          ? '改成质量指标“足额缴纳率”或时效指标“缴纳及时率”，二级一起改，指标值写 = 100%'
          : isNumeric(target) && budget?.eq(inTenThousand(target, unit)) ? WHOLE_BUDGET : `${cost === undefined ? '' : `二级改为“${cost}”、性质用 ≤；`}数量指标写办成的实物量，如台数、处数`,
      };
    }
  },
});
