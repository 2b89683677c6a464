import { defineRule } from '../rule.js';
import { indicatorsOf } from '../text/fields.js';

export default defineRule({
  id: 'unit-repeated',
  title: '单位写了两次',
  needs: ['indicator.unit', 'indicator.operator', 'indicator.target'],
  severity: 'warning',
  why: '单位、性质各有一栏，名称或指标值里再写一次，印出来就重复，数也不能计算。请只在各自的栏里写。',
  *check(form, { scheme: { review } }) {
    for (const { indicator: { name, unit, target }, place } of indicatorsOf(form)) {
      const inName = /[（(]([^（()）]{1,6})[）)]$/.exec(name);
      if (inName?.[1] === unit) {
        yield {
          at: place('name'),
          within: [inName.index, name.length],
          message: `“${name}”里的“${inName[0]}”与单位一栏的“${unit}”重复`,
          hint: `名称写“${name.slice(0, inName.index)}”`,
        };
      }
      const inTarget = /^([≥≤=><＝≧≦]?)\s*([\d.]+)\s*(\D*)$/.exec(target);
      const [, operator = '', number = '', rest = ''] = inTarget ?? [];
      if (!inTarget || (!operator && !review.units.includes(rest))) continue;
      yield {
        at: place('target'),
        message: `“${name}”的指标值写成“${target}”，${operator ? `“${operator}”是性质` : `“${rest}”是单位`}，各有一栏`,
        hint: `指标值只写 ${number}${rest && rest !== unit ? `；单位写 ${rest}` : ''}`,
      };
    }
  },
});
