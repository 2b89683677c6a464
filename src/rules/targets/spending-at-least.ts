import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { WHOLE_BUDGET } from '../reading/advice.js';
import { classesOf } from '../reading/classes.js';
import { budgetOf } from '../../model/money.js';
import { containedIn, indicatorsOf, inTenThousand, isAtLeast, isMoney, isNumeric, wordsOf } from '../reading/fields.js';

const SPENT = /支出|经费|成本|补助|投入|费用|采购|购置/;

export default defineRule({
  id: 'spending-at-least',
  title: '花钱越多越好',
  needs: ['indicator.target'],
  rank: '应改',
  why: '花出去的钱写成 ≥，就成了花得越多得分越高，与厉行节约相反。请改成 ≤，或改考核钱办成的事（收入一类的词在口径“收入用词”里）。',
  *check(form, { scheme }) {
    const { review } = scheme;
    const { counts, cost } = classesOf(scheme);
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, target, unit, level1, level2 } = indicator;
      if (!isAtLeast(indicator) || !isMoney(indicator) || !isNumeric(target)) continue;
      if (containedIn(name, [...review.income, ...review.legalDues])) continue;
      // An amount under 效益 is what came of the money, unless its name says that it was spent.
      if (bareClass(level1) === '效益' && !SPENT.test(name)) continue;
      const budget = budgetOf(form);
      const isAll = budget?.eq(inTenThousand(target, unit)) ?? false;
      yield {
        rank: isAll ? '必改' : undefined,
        at: place('operator'),
        message: `“${name}”写的是 ${wordsOf(indicator)}，等于花得越多得分越高${isAll ? `；${target} ${unit}已是全部预算，再多就超支` : ''}`,
        // The rule money-as-count gives the same advice on the same row.
        hint: isAll
          ? WHOLE_BUDGET
          : cost === undefined || level2 === undefined || !counts.has(bareClass(level2))
            ? '性质改为 ≤，或改为考核这笔钱办成的事'
            : `二级改为“${cost}”、性质用 ≤；数量指标写办成的实物量，如台数、处数`,
      };
    }
  },
});
