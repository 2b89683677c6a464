import { sum } from '../../model/decimal.js';
import { budgetOf, moneyUnitOf, nodeNamed, totalOf, totalPointer } from '../../model/money.js';
import { labelOf } from '../../model/fields.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'budget-projects',
  title: '部门总量与项目合计不等',
  needs: ['budget'],
  roles: ['department'],
  wholeDepartment: true,
  rank: '必改',
  blocks: true,
  why: '部门支出预算总量（设了基本支出的，是其中的项目支出）等于各项目年度预算之和：少一个项目或错一个数，合计就对不上；projects 文件夹被删、被清空或改了名，就一张项目表也没有。请核对总量和各项目的年度预算。',
  *check(form, { projects, hasProjects }) {
    if (!hasProjects) return;
    const { data: { budget }, kind } = form;
    const [ownAt, ownMoney] = nodeNamed(budget, 'projects', '/budget') ?? [];
    const [, basicMoney] = nodeNamed(budget, 'basic', '/budget') ?? [];
    const [own, basic, all] = [totalOf(ownMoney), totalOf(basicMoney), totalOf(budget)];
    const declared = own ?? (all && basic ? all.minus(basic) : all);
    if (!declared) return;
    const unit = moneyUnitOf(kind);
    const at = own ? totalPointer(ownMoney, ownAt) : totalPointer(budget);
    const label = labelOf(at, kind.schema).split(' ').at(-1) ?? '';
    const said = own || !basic ? declared.toFixed() : `${all?.toFixed() ?? ''} ${unit}，减去基本支出是 ${declared.toFixed()}`;
    const budgets = projects.map(budgetOf).filter(one => one !== undefined);
    // Without amounts of all projects there is nothing to compare with.
    if (budgets.length < projects.length) return;
    if (projects.length === 0) {
      if (declared.eq(0)) return;
      yield {
        at,
        message: `${label}写的是 ${said} ${unit}，而这个部门一张项目表也没有`,
        hint: '补上项目表，放在部门的 projects 文件夹里；确实没有项目，就在上一行写 # 放行 budget-projects: 理由',
      };
      return;
    }
    const scale = unit === '元' ? 10_000 : 1;
    const total = sum(budgets).times(scale);
    if (total.eq(declared)) return;
    const difference = total.minus(declared);
    const isWritten = own ?? !basic;
    yield {
      at,
      message: `${label}写的是 ${said} ${unit}，而 ${projects.length} 个项目的年度预算合计 ${total.toFixed()} ${unit}`,
      hint: `项目合计${difference.gt(0) ? '多' : '少'} ${difference.abs().toFixed()} ${unit}：核对各项目${isWritten ? `，或把总量改为 ${total.toFixed()}` : '和基本支出'}`,
    };
  },
});
