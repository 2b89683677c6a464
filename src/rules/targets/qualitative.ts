import { defineRule } from '../rule.js';
import { indicatorsOf, isNumeric, wordsOf } from '../reading/fields.js';

export default defineRule({
  id: 'qualitative',
  title: '定性与定量混用',
  needs: ['indicator.target'],
  rank: '必改',
  why: '定性指标的单位写“定性”、性质写 =、指标值写等级；定量指标三样都按数写。混着写，自评时算不出得分。请三栏一起核对。',
  *check(form, { scheme: { review } }) {
    const [word = '定性'] = review.qualitativeUnits;
    for (const { indicator, place } of indicatorsOf(form)) {
      const { unit, operator, target, name } = indicator;
      if (target === '') continue;
      const isMarked = review.qualitativeUnits.includes(unit);
      if (isMarked && isNumeric(target)) {
        yield {
          at: place('target'),
          message: `“${name}”的单位是“${unit}”，指标值却是数字 ${target}`,
          hint: '指标值写等级，如 优；如果是数，单位写数的单位',
        };
      } else if (isMarked && operator !== '=') {
        yield {
          at: place('operator'),
          message: `“${name}”是定性指标，写的是 ${wordsOf(indicator)}，等级不能比大小`,
          hint: '性质改为 =',
        };
      } else if (!isMarked && !/[\d一二三四五六七八九十百]/.test(target) && review.units.includes(unit)) {
        yield {
          at: place('target'),
          message: `“${name}”的单位是“${unit}”，指标值“${target}”却不是数`,
          hint: `指标值写数字；如果是定性指标，单位写 ${word}、性质写 =`,
        };
      }
    }
  },
});
