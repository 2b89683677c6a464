import { defineRule } from '../rule.js';
import { indicatorsOf, isAtLeast, isNumeric, wordsOf } from '../reading/fields.js';

export default defineRule({
  id: 'percent-hundred',
  title: '百分比写成 ≥ 100',
  needs: ['indicator.target'],
  rank: '应改',
  why: '完成率一类的百分比最高就是 100，“≥ 100%”只有等于 100 才能达到。请把性质改成 =。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { unit, operator, target, name } = indicator;
      if (unit !== '%' || !isNumeric(target) || Number(target) !== 100) continue;
      if (!isAtLeast(indicator)) continue;
      if (review.above100.some(word => name.includes(word))) continue;
      yield {
        rank: operator === '>' ? '必改' : undefined,
        at: place('operator'),
        message: `“${name}”写的是 ${wordsOf(indicator)}，${operator === '≥' ? '百分比最高是 100，与写 = 100 没有区别' : '百分比不会超过 100，永远达不到'}`,
        hint: '性质改为 =',
        // It means the same, but a sign of an official form is changed by a person.
        ...(operator === '≥' && place('operator') !== place('target') ? { fix: '=', asks: true as const } : {}),
      };
    }
  },
});
