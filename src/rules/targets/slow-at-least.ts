import { defineRule } from '../rule.js';
import { indicatorsOf, isAtLeast, isNumeric, wordsOf } from '../text/fields.js';

export default defineRule({
  id: 'slow-at-least',
  title: '时间越长越好',
  needs: ['indicator.target'],
  severity: 'warning',
  why: '办理时限、响应时间越短越好，性质写 ≥ 就成了拖得越久得分越高（口径“越短越好”）。请改成 ≤。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, target } = indicator;
      if (!isAtLeast(indicator) || !isNumeric(target)) continue;
      if (!review.slow.some(word => name.endsWith(word))) continue;
      yield {
        at: place('operator'),
        message: `“${name}”写的是 ${wordsOf(indicator)}，拖得越久得分越高`,
        hint: '性质改为 ≤',
      };
    }
  },
});
