import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { containedIn, indicatorsOf, isMoney, isNumeric, isSatisfaction, wordsOf } from '../reading/fields.js';
import { classesOf } from '../reading/classes.js';

/** Matches counts that are to be kept low: meetings, receptions, use of energy. */
const KEPT_LOW = /控制|压减|压缩|精简|会议|接待|出国|出境|公务|用车|编制|库存|超支|消耗|能耗|用量|用电|用水|费用|支出|成本|单价|误|漏|损|差|天|时|期限/;

/** Matches shares by which something bad was brought down. */
const CHANGE = /(?:下降率|降幅|减少率|削减率|压降率|降低率)$/;

export default defineRule({
  id: 'good-at-most',
  title: '好事越少越好',
  needs: ['indicator.target'],
  rank: '应改',
  why: '完成率、覆盖率、办成的件数越多越好，性质写 ≤ 就成了不做也达标（口径“应增加”）。请改成 ≥ 或 =。',
  *check(form, { scheme }) {
    const { review } = scheme;
    const { counts } = classesOf(scheme);
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, operator, target, level2 = '', unit } = indicator;
      if ((operator !== '≤' && operator !== '<') || !isNumeric(target)) continue;
      const isBad = containedIn(name, review.bad) !== undefined && containedIn(name, review.good) === undefined;
      if ((isBad && !CHANGE.test(name)) || review.slow.some(word => name.endsWith(word)) || isMoney(indicator) || unit.startsWith('元/') || unit.startsWith('万元/')) continue;
      const change = CHANGE.exec(name)?.[0];
      const word = change ?? (isSatisfaction(indicator) ? '满意度' : containedIn(name, review.good));
      const isCount = counts.has(bareClass(level2)) && !containedIn(name, review.bad);
      if (word === undefined ? !isCount || KEPT_LOW.test(name) : !change && /控制|降低|下降|减少/.test(name)) continue;
      yield {
        at: place('operator'),
        message: `“${name}”写的是 ${wordsOf(indicator)}：${word === undefined ? `${level2}写的是办成多少` : `“${word}”越高越好`}，写 ${operator} 就成了不做也达标`,
        hint: '性质改为 ≥ 或 =',
      };
    }
  },
});
