import type Big from 'big.js';
import { executionsOf } from '../../model/money.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'execution-rate',
  title: '执行率算得不对',
  needs: ['budget', 'money.executed'],
  roles: ['stage'],
  rank: '必改',
  blocks: true,
  why: '执行率等于全年执行数除以全年预算数（没有全年预算数的，除以年初预算数）；它决定预算执行率得多少分。请核对三个数。',
  *check({ data: { budget } }) {
    for (const { at, executed, planned, rate } of executionsOf(budget, '/budget')) {
      const written = Number(rate.replace('%', ''));
      if (planned.eq(0)) continue;
      const share = executed.div(planned).times(100);
      const isNear = (value: Big, tolerance: number): boolean => value.minus(written).abs().lte(tolerance);
      // As a percentage, or as a fraction without a sign: 0.9949.
      if (isNear(share, 0.06) || (!rate.includes('%') && isNear(share.div(100), 0.0006))) continue;
      const right = `${share.round(2).toFixed()}%`;
      yield {
        at,
        message: `执行率写的是 ${rate}，而 ${executed.toFixed()} ÷ ${planned.toFixed()} = ${right}`,
        hint: `核对预算数和执行数；没有错的，执行率写 ${right}`,
      };
    }
  },
});
