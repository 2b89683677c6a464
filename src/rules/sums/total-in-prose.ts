import { defineRule } from '../rule.js';
import { schemaAt } from '../../model/fields.js';
import { budgetOf, moneyUnitOf, totalOf, totalPointer } from '../../model/money.js';
import { inTenThousand, proseOf } from '../reading/fields.js';

/** A year, the end of a clause, or a total; the last two groups are its amount and unit. */
const TOTAL = /(20\d\d)年|[。；;]|(?:预算|经费|资金)(?:资金|支出|安排)?(?:总量|总额|总计|合计|总规模|总共|共计|共)(?:为|是|约|共计?)?\s*(\d+(?:\.\d+)?)\s*(亿元|万元|元)/g;

/** Matches the money that a whole department is given: 全年安排专项资金163万元. */
const GIVEN = /(?:安排|投入)(?:财政|专项|预算|项目)*(?:资金|经费)\s{0,3}(?<![\d.])(\d{1,15}(?:\.\d{1,6})?)\s{0,3}(亿元|万元|元)/g;

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
    const isWhole = form.kind.role === 'department';
    const label = schemaAt(totalPointer(form.data.budget), form.kind.schema).key ?? '';
    for (const { at, text } of proseOf(form)) {
      for (const { amount, written, from, to } of [...totalsIn(text, year), ...isWhole ? givenIn(text) : []]) {
        if (inTenThousand(amount, written).eq(budget)) continue;
        yield {
          at,
          within: [from, to],
          message: `文字里写的总额是 ${amount}${written}，“${label}”一栏是 ${total} ${unit}`,
          hint: `核对后两处改成一样；若栏目没错，这里应写 ${total}${unit}`,
        };
      }
    }
  },
});

/** A total in a text, and the offsets of its amount and unit. */
interface Total {
  amount: string;
  written: string;
  from: number;
  to: number;
}

/** Returns the totals that a text gives for a year. */
function totalsIn(text: string, year: string): Total[] {
  /** The year that the clause is about. */
  let named = year;
  return [...text.matchAll(TOTAL)].flatMap((match) => {
    if (match[2] === undefined) named = match[1] ?? year;
    return match[2] === undefined || named !== year ? [] : [totalOfMatch(match, match[2], match[3])];
  });
}

/** Returns the amount that a text says the department is given, if it says so once: of several none is the total. */
function givenIn(text: string): Total[] {
  const all = [...text.matchAll(GIVEN)];
  return all.length === 1 ? all.map(match => totalOfMatch(match, match[1], match[2])) : [];
}

function totalOfMatch(match: RegExpExecArray, amount = '', written = ''): Total {
  return { amount, written, from: match.index + match[0].lastIndexOf(amount), to: match.index + match[0].length };
}
