import { DECIMAL } from '../../model/decimal.js';
import { operatorOf } from '../../model/reading.js';
import { defineRule } from '../rule.js';
import { indicatorsOf } from '../reading/fields.js';

/** An operator, a number, and what is behind it. */
const IN_TARGET = /^([≥≤=><＝≧≦＞＜]|大于等于|小于等于|大于|小于|等于|不低于|不少于|不小于|不超过|不高于|不大于|不多于|至少|至多|超过|达到)?\s*(\d+(?:\.\d+)?)\s*(\D{0,12})$/u;
/** An operator behind a number. */
const AFTER = /[（(]?(?:及?以上|及?以下|以内)[）)]?$/u;

export default defineRule({
  id: 'unit-repeated',
  title: '单位写了两次',
  needs: ['indicator.unit', 'indicator.operator', 'indicator.target'],
  rank: '应改',
  why: '单位、性质各有一栏，名称或指标值里再写一次，印出来就重复，数也不能计算。请只在各自的栏里写。',
  *check(form, { scheme: { review } }) {
    for (const { indicator: { name, unit, operator, typed }, place } of indicatorsOf(form)) {
      const inName = /[（(]([^（()）]{1,6})[）)]$/.exec(name);
      if (inName?.[1] === unit) {
        yield {
          at: place('name'),
          within: [inName.index, name.length],
          message: `“${name}”里的“${inName[0]}”与单位一栏的“${unit}”重复`,
          hint: `名称写“${name.slice(0, inName.index)}”`,
        };
      }
      const [, sign = '', number = '', rest = ''] = IN_TARGET.exec(typed.trim()) ?? [];
      const word = AFTER.exec(rest)?.[0] ?? '';
      const own = rest.slice(0, rest.length - word.length).trim();
      if (number === '' || (!sign && !word && !review.units.includes(own)) || (own !== '' && !review.units.includes(own))) continue;
      const said = [sign, word].filter(Boolean);
      // A fix may only remove what stands in its own cell, too.
      const isSaid = said.every(one => operatorOf(one) === operatorOf(operator)) && (own === '' || own === unit);
      yield {
        at: place('target'),
        message: `“${name}”的指标值写成“${typed}”，${[...said.map(one => `“${one}”是性质`), ...own ? [`“${own}”是单位`] : []].join('、')}，各有一栏`,
        hint: `指标值只写 ${number}${own && own !== unit ? `；单位写 ${own}` : ''}${said.some(one => operatorOf(one) !== operatorOf(operator)) ? '；性质核对后写在性质一栏' : ''}`,
        ...(isSaid && DECIMAL.test(number) ? { fix: number, asks: true as const } : {}),
      };
    }
  },
});
