import { sum } from '../../model/decimal.js';
import { schemaAt } from '../../model/fields.js';
import { printedLabel } from '../../model/labels.js';
import { moneyUnitOf, numberOf, sumsOf, treesOf } from '../../model/money.js';
import { parentOf, type Pointer, steps } from '../../model/pointer.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'budget-split',
  title: '总额与各部分之和不等',
  needs: [],
  rank: '必改',
  blocks: true,
  why: '资金的总额等于下面各来源（或各去向）之和，每一层、每个时期和阶段都是：同一笔钱分成几份写，合计就不能变。请核对这几个数。',
  *check(form, { year, scheme }) {
    const { kind } = form;
    const unit = moneyUnitOf(kind);
    const name = (pointer: Pointer): string => {
      const own = schemaAt(pointer, kind.schema);
      // A phase of a source goes by the name of the source.
      const isPhase = own.code?.startsWith('money.') && steps(pointer).length > 2;
      return printedLabel(isPhase ? schemaAt(parentOf(pointer), kind.schema) : own, year, scheme);
    };
    for (const { at, amount, parts } of treesOf(form).flatMap(([pointer, money]) => sumsOf(money, pointer))) {
      const [first] = parts;
      const total = sum(parts.flatMap(part => numberOf(part.amount) ?? []));
      const own = numberOf(amount);
      // 其中：财政拨款 names one of several sources.
      if (!own || !first || total.eq(own) || (parts.length === 1 && isOnly(at, kind.schema) && total.lt(own))) continue;
      const label = schemaAt(at, kind.schema).key ?? '';
      const terms = parts.map(part => `${name(part.at)} ${part.amount}`).join(' + ');
      yield {
        at,
        message: `${label}写的是 ${amount} ${unit}，而${terms} = ${total.toFixed()} ${unit}`,
        hint: `核对这 ${parts.length + 1} 个数；若${parts.length > 1 ? '各部分' : '这一部分'}没错，${label}应写 ${total.toFixed()}`,
      };
    }
  },
});

/** Returns true if the form has only one source beside the amount. */
function isOnly(at: Pointer, schema: Parameters<typeof schemaAt>[1]): boolean {
  const { properties = {} } = schemaAt(parentOf(at), schema);
  const others = Object.entries(properties).filter(([, property]) => property.code === undefined || /\.(?:basic|projects)$/.test(property.code));
  return others.length === 1;
}
