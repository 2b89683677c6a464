import Big from 'big.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, isMoney, isNumeric, proseOf } from '../reading/fields.js';

export default defineRule({
  id: 'unit-scale',
  title: '单位太大',
  needs: ['indicator.target'],
  rank: '提示',
  why: '“0.2 万人”不如“2000 人”看得清，还容易错一位。请用不带“万”的单位写整数。',
  *check(form) {
    const all = indicatorsOf(form);
    const uses = new Map<string, number>();
    for (const { indicator: { unit } } of all) uses.set(unit, (uses.get(unit) ?? 0) + 1);
    for (const { indicator, place } of all) {
      const { name, unit, target } = indicator;
      const base = /^万(.+)$/.exec(unit)?.[1];
      if (!base || isMoney(indicator) || !isNumeric(target) || Number(target) >= 1 || Number(target) <= 0) continue;
      // Beside others in the same unit it is easier to compare.
      const isUsed = (uses.get(unit) ?? 0) > 1;
      if (isUsed || /^元/.test(base) || proseOf(form).some(({ text }) => text.includes(unit))) continue;
      const plain = new Big(target).times(10000).toFixed();
      yield {
        at: place('target'),
        message: `“${name}”写的是 ${target} ${unit}，就是 ${plain} ${base}`,
        hint: `指标值写 ${plain}，单位写 ${base}`,
      };
    }
  },
});
