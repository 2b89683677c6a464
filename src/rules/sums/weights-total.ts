import { sum } from '../../model/decimal.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'weights-total',
  title: '权重合计不对',
  needs: ['indicators', 'indicator.weight'],
  rank: '必改',
  blocks: true,
  why: '各指标权重之和要等于口径文件规定的“权重合计”：其余的分留给预算执行率，合计不对，年终自评就算不出百分制的得分。请调整权重。',
  *check({ data: { indicators } }, { scheme: { weightTotal } }) {
    const weights = indicators.flatMap(({ weight }) => weight ?? []);
    // Without a total there is none to compare with; an empty cell is reported by itself.
    if (weightTotal === undefined || weights.length < indicators.length) return;
    const total = sum(weights);
    if (total.eq(weightTotal)) return;
    const difference = total.minus(weightTotal);
    yield {
      at: '/indicators',
      message: `${indicators.length} 项指标的权重合计 ${total.toFixed()}，应为 ${weightTotal}`,
      hint: difference.gt(0) ? `减少 ${difference.toFixed()}` : `增加 ${difference.abs().toFixed()}`,
    };
  },
});
