import Big from 'big.js';
import { budgetOf } from '../../model/money.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, inTenThousand, isNumeric, type PlacedRow, wordsOf } from '../reading/fields.js';
import { lettersOf } from '../../model/indicator-name.js';
import { nounsOf } from '../reading/words.js';

/** A price: 元/人, 万元/公里, 元/人·月. */
const PRICE = /^(元|千元|万元)\/([^/·]+)(?:[/·](年|月|季度?|天|日))?$/;
const TIMES: Record<string, number> = { 月: 12, 季: 4, 季度: 4 };

export default defineRule({
  id: 'unit-cost',
  title: '单价乘数量超过预算',
  needs: ['budget', 'indicator.target'],
  roles: ['project'],
  rank: '应改',
  why: '单位成本乘以数量就是要花的钱，超过预算，不是标准定高了、数量定多了，就是预算不够。请核对这三个数。',
  *check(form, { scheme: { review } }) {
    const budget = budgetOf(form);
    if (!budget?.gt(0)) return;
    const rows = indicatorsOf(form).filter(({ table, indicator: { target } }) => table === 'indicators' && isNumeric(target));
    for (const row of rows) {
      const { name, unit, target } = row.indicator;
      const [, money, counted = '', period = ''] = PRICE.exec(unit) ?? [];
      if (money === undefined) continue;
      const same = review.unitVariants.find(words => words.includes(counted)) ?? [counted];
      const units = new Set(same.flatMap(word => [word, `万${word}`]));
      const quantity = quantityOf(row, rows.filter(one => units.has(one.indicator.unit)));
      if (!quantity) continue;
      const scale = quantity.indicator.unit.startsWith('万') ? 10_000 : 1;
      // 元/人·天 times people says nothing without the days.
      if (period === '天' || period === '日') continue;
      const amount = new Big(target).times(quantity.indicator.target).times(scale).times(TIMES[period] ?? 1);
      const cost = inTenThousand(amount.toFixed(), money);
      if (cost.lte(budget)) continue;
      yield {
        at: row.place('target'),
        message: `“${name}”${wordsOf(row.indicator)}，` +
          `乘以“${quantity.indicator.name}”${wordsOf(quantity.indicator)}，` +
          `是 ${cost.round(4).toFixed()} 万元，超过预算 ${budget.toFixed()} 万元`,
        hint: '核对单价、数量和预算，改成对得上的数',
        related: [{ form, at: quantity.place('target'), message: `“${quantity.indicator.name}”` }],
      };
    }
  },
});

/** Words of a price that say nothing of what is counted. */
const PRICE_WORDS = /平均|人均|年均|单位|成本|标准|单价|费用|造价|单(?:批次|[座次处场份批个台件套间])|每\p{Script=Han}|年?补贴/gu;

/** Returns the row that says how many of what has the price: that of the same thing, or the only one. */
function quantityOf(price: PlacedRow, rows: readonly PlacedRow[]): PlacedRow | undefined {
  const about = price.indicator.name.replace(PRICE_WORDS, '');
  const nouns = new Set(nounsOf(lettersOf(about)));
  // 集中供养标准 is not the price of all who are provided for: the count is of all that the price names.
  // 小（1）型水库 is not every reservoir: what is no word of its own must be there, too.
  const marks = about.match(/\d+|[A-Za-z]+|[大中小高低新旧](?=[（(型])/g) ?? [];
  const near = rows.filter(({ indicator: { name } }) =>
    nouns.size > 0 && [...nouns, ...marks].every(part => name.includes(part)));
  return near.length === 1 ? near[0] : rows.length === 1 && !nouns.size ? rows[0] : undefined;
}
