import Big from 'big.js';
import { budgetOf, moneyUnitOf, totalOf, totalPointer } from '../../model/money.js';
import { schemaAt } from '../../model/fields.js';
import type { Form } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';
import { type Context, defineRule } from '../rule.js';
import { proseOf } from '../reading/fields.js';

/** 10,000 元 are 1 万元. */
const SCALE = 10_000;
/** More than 10 billion yuan is no amount of one department of a county: in 万元. */
const TOO_MUCH = 1_000_000;
const AMOUNT = /(?<![\d.])(\d{1,15}(?:\.\d{1,6})?)\s{0,3}(万元|元)/g;

/** The budgets of the projects of a department, in 万元, the smallest first. */
const budgets = oncePer((department: Context) =>
  department.projects.flatMap(form => budgetOf(form) ?? []).filter(one => one.gt(0)).sort((a, b) => a.cmp(b)));

export default defineRule({
  id: 'budget-scale',
  title: '金额的单位错了',
  needs: ['budget'],
  roles: ['department', 'project'],
  rank: '必改',
  why: '表上的金额以万元为单位，照元填进去就大了一万倍（以元为单位的表正相反），合计和比例全错。请按表上的单位改写。',
  *check(form, department) {
    const { kind, data: { budget } } = form;
    const total = totalOf(budget);
    const own = budgetOf(form);
    if (!total || !own || total.eq(0)) return;
    const unit = moneyUnitOf(kind);
    const reason = unit === '万元' ? tooMuch(form, own, department) : tooLittle(own, department);
    if (!reason) return;
    const label = schemaAt(totalPointer(budget), kind.schema).key ?? '';
    const right = unit === '万元' ? total.div(SCALE) : total.times(SCALE);
    yield {
      at: totalPointer(budget),
      message: `${label}写的是 ${total.toFixed()} ${unit}，${reason}，像是照${unit === '万元' ? '元' : '万元'}填的`,
      hint: `核对单位；照${unit === '万元' ? '元' : '万元'}填的，应写 ${right.toFixed()}`,
    };
  },
});

/** @param own in 万元 */
function tooMuch(form: Form, own: Big, department: Context): string | undefined {
  for (const { text } of proseOf(form)) {
    for (const [all, amount = '', unit] of text.matchAll(AMOUNT)) {
      const isSame = unit === '元' ? own.eq(amount) && own.gte(SCALE) : own.eq(new Big(amount).times(SCALE)) && !new Big(amount).eq(0);
      if (isSame) return `而文字里写的是“${all}”`;
    }
  }
  if (own.gte(TOO_MUCH)) return `就是 ${own.div(SCALE).toFixed()} 亿元`;
  const whole = department.form && form !== department.form ? budgetOf(department.form) : undefined;
  if (whole?.gt(0) && own.gt(whole) && own.div(SCALE).lte(whole)) return `比部门的支出总量 ${whole.toFixed()} 万元还多`;
  const others = budgets(department).filter(one => !one.eq(own));
  const middle = others[Math.floor(others.length / 2)];
  return others.length >= 2 && middle && own.gte(SCALE) && own.gt(middle.times(1000))
    ? `是其他项目（一般 ${middle.toFixed()} 万元）的一千倍以上`
    : undefined;
}

/** @param own in 万元 */
function tooLittle(own: Big, department: Context): string | undefined {
  const others = budgets(department).filter(one => !one.eq(own));
  const middle = others[Math.floor(others.length / 2)];
  return others.length >= 2 && middle && own.lt(1) && own.times(1000).lt(middle)
    ? `不到其他项目（一般 ${middle.times(SCALE).toFixed()} 元）的千分之一`
    : undefined;
}
