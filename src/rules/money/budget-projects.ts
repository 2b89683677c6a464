import { sum } from '../../model/decimal.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'budget-projects',
  title: '部门总量与项目合计不等',
  appliesTo: ['department'],
  wholeDepartment: true,
  severity: 'error',
  why: '部门支出预算总量等于各项目年度预算之和：少一个项目或错一个数，合计就对不上；projects 文件夹被删、被清空或改了名，就一张项目表也没有。请核对总量和各项目的年度预算。',
  *check({ data }, { projects }) {
    const total = sum(projects.map(project => project.data.budget.total));
    if (total.eq(data.budget)) return;
    if (projects.length === 0) {
      yield {
        at: '/budget',
        message: `支出预算总量写的是 ${data.budget} 万元，而这个部门一张项目表也没有`,
        hint: '补上项目表，放在部门的 projects 文件夹里；确实没有项目，就在上一行写 # waive budget-projects: 理由',
      };
      return;
    }
    const difference = total.minus(data.budget);
    yield {
      at: '/budget',
      message: `支出预算总量写的是 ${data.budget} 万元，而 ${projects.length} 个项目的年度预算合计 ${total.toFixed()} 万元`,
      hint: `项目合计${difference.gt(0) ? '多' : '少'} ${difference.abs().toFixed()} 万元：核对各项目，或把总量改为 ${total.toFixed()}`,
    };
  },
});
