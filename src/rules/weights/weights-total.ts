import { sum } from '../../model/decimal.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'weights-total',
  title: '权重合计不对',
  appliesTo: ['department', 'project'],
  severity: 'error',
  why: '各指标权重之和要等于口径文件规定的“权重合计”：其余的分留给预算执行率，合计不对，年终自评就算不出百分制的得分。请调整权重。',
  *check({ data }, { scheme }) {
    const total = sum(data.indicators.map(({ weight }) => weight));
    if (total.eq(scheme.weightTotal)) return;
    const difference = total.minus(scheme.weightTotal);
    yield {
      at: '/indicators',
      message: `${data.indicators.length} 项指标的权重合计 ${total.toFixed()}，应为 ${scheme.weightTotal}`,
      hint: difference.gt(0) ? `减少 ${difference.toFixed()}` : `增加 ${difference.abs().toFixed()}`,
    };
  },
});
