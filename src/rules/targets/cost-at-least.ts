import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { containedIn, indicatorsOf, isAtLeast, isMoney, isNumeric, wordsOf } from '../reading/fields.js';
import { classesOf } from '../reading/classes.js';

export default defineRule({
  id: 'cost-at-least',
  title: '成本越高越好',
  needs: ['indicator.level1', 'indicator.target'],
  rank: '应改',
  why: '成本指标控制花费，性质写 ≥ 就成了花得越多得分越高。请改成 ≤（财预〔2021〕101 号：成本指标反映为加强成本管控所设的目标）。',
  *check(form, { scheme }) {
    const { review } = scheme;
    const { costs } = classesOf(scheme);
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, level1, level2 = '', target, unit } = indicator;
      // Amounts of money are the business of spending-at-least.
      if (!isAtLeast(indicator) || !isNumeric(target) || isMoney(indicator)) continue;
      const isCost = costs.has(bareClass(level2)) || bareClass(level1) === '成本' || (/成本|单价/.test(name) && /元/.test(unit));
      if (!isCost || containedIn(name, [...review.income, '率', '比', '降']) !== undefined) continue;
      yield {
        at: place('operator'),
        message: `“${name}”写的是 ${wordsOf(indicator)}，等于成本越高得分越高`,
        hint: '性质改为 ≤',
      };
    }
  },
});
