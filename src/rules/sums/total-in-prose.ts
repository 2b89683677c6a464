import { defineRule } from '../rule.js';
import { schemaAt } from '../../model/fields.js';
import { budgetOf, moneyUnitOf, totalOf, totalPointer } from '../../model/money.js';
import { inTenThousand, proseOf } from '../reading/fields.js';

/** A year, the end of a clause, or a total; the last two groups are its amount and unit. */
const TOTAL = /(20\d\d)年|[。；;]|(?:预算|经费|资金)(?:资金|支出|安排)?(?:总量|总额|总计|合计|总规模|总共|共计|共)(?:为|是|约|共计?)?\s*(\d+(?:\.\d+)?)\s*(亿元|万元|元)/g;

export default defineRule({
  id: 'total-in-prose',
  title: '文字里的总额与栏目不一致',
  needs: ['budget'],
  rank: '必改',
  why: '同一笔钱在文字里和栏目里各写一次，改了一处忘了另一处，表就自相矛盾。请把两处改成同一个数。',
  *check(form, { year }) {
    const budget = budgetOf(form);
    if (!budget) return;
    const unit = moneyUnitOf(form.kind);
    const total = totalOf(form.data.budget)?.toFixed() ?? '';
    const label = schemaAt(totalPointer(form.data.budget), form.kind.schema).key ?? '';
    for (const { at, text } of proseOf(form)) {
      /** The year that the clause is about. */
      let named = year;
      for (const match of text.matchAll(TOTAL)) {
        const [all, ofYear, amount = '', written = ''] = match;
        if (amount === '') {
          named = ofYear ?? year;
          continue;
        }
        if (named !== year || inTenThousand(amount, written).eq(budget)) continue;
        const from = match.index + all.lastIndexOf(amount);
        yield {
          at,
          within: [from, match.index + all.length],
          message: `文字里写的总额是 ${amount}${written}，“${label}”一栏是 ${total} ${unit}`,
          hint: `核对后两处改成一样；若栏目没错，这里应写 ${total}${unit}`,
        };
      }
    }
  },
});
