import { sum } from '../../model/decimal.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'budget-split',
  title: '年度预算与两部分之和不等',
  appliesTo: ['project'],
  severity: 'error',
  why: '项目的年度预算等于本级支出加补助下级：两部分是同一笔钱的去向。请核对三个数。',
  *check({ data: { budget } }, { scheme: { labels } }) {
    const parts = sum([budget.own, budget.transfer]);
    if (parts.eq(budget.total)) return;
    yield {
      at: '/budget/total',
      message:
        `年度预算写的是 ${budget.total} 万元，` +
        `而${labels.own} ${budget.own} + ${labels.transfer} ${budget.transfer} = ${parts.toFixed()} 万元`,
      hint: `核对三个数；若两部分没错，年度预算应写 ${parts.toFixed()}`,
    };
  },
});
