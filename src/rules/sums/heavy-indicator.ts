import Big from 'big.js';
import { defineRule } from '../rule.js';
import { indicatorsOf } from '../reading/fields.js';

export default defineRule({
  id: 'heavy-indicator',
  title: '一项指标占了大半权重',
  needs: ['indicator.weight'],
  rank: '应改',
  why: '一项指标占了大半的分，其余指标做不做都不影响得分（口径“单项权重上限”）。请把权重分给其他指标，或把它拆成几项。',
  *check(form, { scheme: { review, weightTotal } }) {
    if (weightTotal === undefined) return;
    const limit = new Big(weightTotal).times(review.heaviest).div(100);
    for (const { indicator: { name, weight }, place } of indicatorsOf(form)) {
      if (weight === '' || !new Big(weight).gt(limit)) continue;
      yield {
        at: place('weight'),
        message: `“${name}”一项的权重是 ${weight}，超过了 ${weightTotal} 的 ${review.heaviest}%（${limit.toFixed()}）`,
        hint: `降到 ${limit.toFixed()} 以下，其余分给别的指标`,
      };
    }
  },
});
