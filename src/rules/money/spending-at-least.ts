import { defineRule } from '../rule.js';
import { budgetOf } from '../../model/money.js';
import { containedIn, indicatorsOf, inTenThousand, isAtLeast, isMoney, isNumeric, wordsOf } from '../text/fields.js';

export default defineRule({
  id: 'spending-at-least',
  title: '花钱越多越好',
  needs: ['indicator.target'],
  severity: 'warning',
  why: '花出去的钱写成 ≥，就成了花得越多得分越高，与厉行节约相反。请改成 ≤，或改考核钱办成的事（收入一类的词在口径“收入用词”里）。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, target, unit } = indicator;
      if (!isAtLeast(indicator) || !isMoney(indicator) || !isNumeric(target)) continue;
      if (containedIn(name, review.income)) continue;
      const budget = budgetOf(form);
      const isAll = budget?.eq(inTenThousand(target, unit)) ?? false;
      yield {
        at: place('operator'),
        message: `“${name}”写的是 ${wordsOf(indicator)}，等于花得越多得分越高${isAll ? `；${target} ${unit}已是全部预算，再多就超支` : ''}`,
        hint: '性质改为 ≤；或改为考核采购、完成的数量',
      };
    }
  },
});
