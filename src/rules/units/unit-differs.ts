import Big from 'big.js';
import { labelOf } from '../../model/fields.js';
import { groupBy } from '../../model/group-by.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, isNumeric } from '../reading/fields.js';
import { figuresIn, nounsAround, nounsOfName, unitKeysOf } from '../reading/figures.js';

/** The most figures of a goal that are compared. */
const MOST = 1000;
/** Units of one thing in other sizes: mistaking one for the other is wrong by a power of ten. */
const SCALES = [['米', '公里', '千米', 'km'], ['%', '‰'], ['元', '千元', '万元', '亿元'], ['吨', '公斤', '千克', '克'], ['平方米', '㎡', '平方公里', '亩', '公顷']];

export default defineRule({
  id: 'unit-differs',
  title: '单位与目标里的不一样',
  needs: ['goal', 'indicator.target'],
  roles: ['department', 'project'],
  rank: '应改',
  why: '目标写“62 公里”，指标写 62 米，数一样单位不一样，总有一处是错的。请核对后写成同一个单位。',
  *check(form, { scheme }) {
    const { goal } = form.data;
    const keysOf = unitKeysOf(scheme);
    const figures = figuresIn(goal);
    const nounsIn = nounsAround(figures);
    // 240个样次: 个 counts anything.
    const byValue = groupBy(figures.filter(figure => figure.unit !== '个').slice(0, MOST), ({ value }) => value.toFixed());
    for (const { table, indicator: { name, unit, target }, place } of indicatorsOf(form)) {
      if (table !== 'indicators' || !isNumeric(target) || Number(target) === 0 || unit === '') continue;
      const same = byValue.get(new Big(target).toFixed()) ?? [];
      if (!same.length || same.some(figure => keysOf(figure.unit).some(key => keysOf(unit).includes(key)))) continue;
      const nouns = new Set(nounsOfName(name));
      const figure = same.find(one => isScaled(unit, one.unit) && nounsIn(one).some(noun => nouns.has(noun)));
      if (!figure) continue;
      yield {
        at: place('unit'),
        message: `“${name}”写的是 ${target} ${unit}，“${labelOf('/goal', form.kind.schema)}”写的是“${goal.slice(figure.from, figure.to)}”`,
        hint: '核对后写成同一个单位',
        related: [{ form, at: '/goal', within: [figure.from, figure.to], message: '目标里的单位' }],
      };
    }
  },
});

function isScaled(a: string, b: string): boolean {
  const bare = (unit: string): string => unit.replace(/^[十百千万亿]+(?=.)/, '');
  return (a !== b && bare(a) === bare(b)) || SCALES.some(units => units.includes(a) && units.includes(b));
}
