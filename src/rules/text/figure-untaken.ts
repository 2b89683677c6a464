import Big from 'big.js';
import { sum } from '../../model/decimal.js';
import { groupBy } from '../../model/group-by.js';
import { budgetOf } from '../../model/money.js';
import { labelOf } from '../../model/fields.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, inTenThousand, isNumeric } from '../reading/fields.js';
import { type Figure, figuresIn, nounsAround, nounsOfName, unitKeysOf } from '../reading/figures.js';

/** The most figures that a message names. */
const NAMED = 5;
/** The scale of a unit: 万亩, 万人次. */
const SCALES: Record<string, number> = { 万: 1e4, 亿: 1e8 };

export default defineRule({
  id: 'figure-untaken',
  title: '目标里的数没有指标',
  needs: ['goal', 'indicators', 'indicator.target'],
  roles: ['department', 'project'],
  rank: '应改',
  why: '绩效目标写了要做到多少，指标里却没有，年终就不考核它（财预〔2015〕88 号：指标是目标的细化和量化）。请给这个数设一项指标，或把它从目标里拿掉。',
  *check(form, { scheme }) {
    const { goal } = form.data;
    const keysOf = unitKeysOf(scheme);
    // Units and nouns of indicators: figures-differ reports a figure of these that has another value.
    const about = new Set(indicatorsOf(form).flatMap(({ indicator: { name, unit } }) =>
      nounsOfName(name).flatMap(noun => keysOf(unit).map(key => `${key} ${noun}`))));
    const numbers = new Set(indicatorsOf(form).flatMap(({ indicator: { target, unit, reading } }) =>
      [target, reading.number ?? '', reading.upper ?? ''].filter(isNumeric).map(number => keyOf(new Big(number), unit))));
    const figures = figuresIn(goal);
    const nounsOf = nounsAround(figures);
    const budget = budgetOf(form);
    const untaken = figures.filter((figure) => {
      const { value, unit, before, from, to } = figure;
      if (nounsOf(figure).some(noun => keysOf(unit).some(key => about.has(`${key} ${noun}`)))) return false;
      if (numbers.has(keyOf(value, unit))) return false;
      const isMoney = /元$/.test(unit);
      if (isMoney && (budget?.eq(inTenThousand(value.toFixed(), unit)) || /预算|资金|投资|经费|总额|总量/.test(before))) return false;
      // Figures that say how often, how much each, or which place of a list, or only count: 等7项工程.
      if (/每\p{Script=Han}{0,4}$|等$|[第目标]$/u.test(before) || /^(?:\/|以上|以下|等|[一二三四五])/.test(goal.slice(to))) return false;
      return !/[、—–~～-]$/.test(goal.slice(0, from)) && !value.eq(1);
    });
    // 沙北街 3500 平方米、台湾花园 2500 平方米 are taken up by their sum.
    const sums = new Map([...groupBy(untaken, ({ unit }) => unit)].map(([unit, all]) =>
      [unit, keyOf(sum(all.map(({ value }) => value)), unit)]));
    const isSummed = ({ unit }: Figure): boolean => numbers.has(sums.get(unit) ?? '');
    const left = untaken.filter(one => !isSummed(one));
    const [first] = left;
    if (!first) return;
    const named = left.slice(0, NAMED).map(({ from, to }) => `“${goal.slice(from, to)}”`).join('');
    yield {
      at: '/goal',
      within: [first.from, first.to],
      message: `“${labelOf('/goal', form.kind.schema)}”里的${named}${left.length > NAMED ? `等 ${left.length} 个数` : ''}没有一项指标`,
      hint: '给它设一项指标，指标值写这个数（几个数是一件事的，写合计）；只是说明情况的，从目标里删去',
    };
  },
});

/** Units of one kind; all others count things, in whatever measure word: 4 次, 4 场次. */
const KINDS: [kind: string, units: RegExp][] = [
  ['%', /^[%‰]/], ['money', /元/], ['people', /^(?:千|万)?(?:人|人次|名|位|户|户次)$/], ['area', /平方|平米|㎡|m²|亩|公顷/], ['length', /^(?:米|m|公里|千米|km|延米)$/],
];

/** Returns a number without its scale, and what it is a number of: 1.1 万亩 is 11000 of area. */
function keyOf(value: Big, unit: string): string {
  // 1.5 人/万车 is 1.5 人 in a goal.
  const kind = KINDS.find(([, units]) => units.test(unit.replace(/\/.*/, '')))?.[0] ?? '';
  return `${value.times(kind === 'money' ? 1 : SCALES[unit.charAt(0)] ?? 1).toFixed()} ${kind}`;
}
