import { groupBy } from '../../model/group-by.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, isNumeric, wordsOf } from '../reading/fields.js';

/** The fewest equal rows that are a pattern. */
const FEWEST = 4;

export default defineRule({
  id: 'same-target',
  title: '多数指标值一样',
  needs: ['indicators', 'indicator.target'],
  rank: '应改',
  why: '几项不同的事都写同一个数，多半是照抄的，没有按各自的情况定。请逐项核对，按历史数据和标准定。',
  *check(form) {
    const rows = indicatorsOf(form).filter(({ table, indicator: { target } }) => table === 'indicators' && isNumeric(target));
    const groups = groupBy(rows, ({ indicator: { operator, target, unit } }) => `${operator} ${target} ${unit}`);
    for (const group of groups.values()) {
      const [first] = group;
      if (!first || group.length < FEWEST || group.length * 3 < rows.length * 2) continue;
      yield {
        at: '/indicators',
        message: `${rows.length} 项定量指标里有 ${group.length} 项都写 ${wordsOf(first.indicator)}`,
        hint: '逐项核对指标值，按各自的历史数据和标准定',
        related: group.slice(0, 5).map(({ indicator: { name }, place }) => ({ form, at: place('target'), message: `“${name}”` })),
      };
    }
  },
});
