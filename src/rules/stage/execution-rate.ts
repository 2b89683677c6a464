import Big from 'big.js';
import { executionsOf } from '../../model/money.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'execution-rate',
  title: '执行率算得不对',
  needs: ['budget', 'money.executed'],
  roles: ['stage'],
  severity: 'error',
  why: '执行率等于全年执行数除以全年预算数（没有全年预算数的，除以年初预算数）；它决定预算执行率得多少分。请核对三个数。',
  *check({ data: { budget } }) {
    for (const { at, executed, planned, rate } of executionsOf(budget, '/budget')) {
      const written = Number(rate.replace('%', ''));
      if (planned.eq(0)) continue;
      const share = executed.div(planned).times(100);
      // As a percentage, or as a fraction without a sign: 0.9949.
      const isRight = [share, share.div(100)].some((one, index) =>
        one.minus(written).abs().lte(index ? 0.0006 : 0.06) && (index === 0 || !rate.includes('%')));
      if (isRight) continue;
      yield {
        at,
        message: `执行率写的是 ${rate}，而 ${executed.toFixed()} ÷ ${planned.toFixed()} = ${share.round(2).toFixed()}%`,
        hint: `核对预算数和执行数；没有错的，执行率写 ${new Big(share).round(2).toFixed()}%`,
      };
    }
  },
});
