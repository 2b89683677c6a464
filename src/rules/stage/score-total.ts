import { sum } from '../../model/decimal.js';
import { valuesOf } from '../../model/money.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'score-total',
  title: '总分与各项得分之和不等',
  needs: ['indicators', 'score', 'indicator.score'],
  roles: ['stage'],
  rank: '必改',
  blocks: true,
  why: '总分是预算执行率的得分加各项指标的得分。合计不对，等级也就不对。请核对各项得分和总分。',
  *check({ data: { indicators, budget, score } }) {
    const rows = indicators.flatMap(row => row.score ?? []);
    if (rows.length < indicators.length) return;
    const ofMoney = valuesOf(budget, 'score');
    const total = sum([...rows, ...ofMoney]);
    if (total.eq(score)) return;
    const money = ofMoney.length ? `预算执行率 ${ofMoney.join(' + ')} 分，` : '';
    yield {
      at: '/score',
      message: `总分写的是 ${score}，而${money}${rows.length} 项指标共 ${sum(rows).toFixed()} 分，合计 ${total.toFixed()}`,
      hint: `核对各项得分；若各项没错，总分写 ${total.toFixed()}`,
    };
  },
});
