import { bareClass } from '../../model/class-name.js';
import { sum } from '../../model/decimal.js';
import { groupBy } from '../../model/group-by.js';
import { defineRule } from '../rule.js';
import { indicatorsOf } from '../reading/fields.js';

/** The largest share of satisfaction, and the least of effects, in per cent: 财预〔2020〕10 号 gives 10 and 30 of 90. */
const [MOST, LEAST] = [25, 10];

export default defineRule({
  id: 'weights-balance',
  title: '各类指标的权重失衡',
  needs: ['indicators', 'indicator.level1', 'indicator.weight'],
  roles: ['department', 'project'],
  rank: '应改',
  why: '一般产出占 50、效益 30、满意度 10（财预〔2020〕10 号），满意度占了大头、效益几乎不占，得分就说明不了做得怎样。请调整各类的权重。',
  *check(form, { scheme: { review } }) {
    const { role } = form.kind;
    // The rule weights-split compares them if the scheme says how they are split.
    if (role === 'stage' || Object.keys(review.weightSplit[role]).length) return;
    const rows = indicatorsOf(form).filter(({ table, indicator: { weight } }) => table === 'indicators' && weight !== '');
    const total = sum(rows.map(({ indicator: { weight } }) => weight));
    if (total.eq(0)) return;
    for (const [level1, own] of groupBy(rows, ({ indicator }) => bareClass(indicator.level1))) {
      const points = sum(own.map(({ indicator: { weight } }) => weight));
      const share = points.div(total).times(100);
      const isTooMuch = level1 === '满意度' && share.gt(MOST);
      const isTooLittle = level1 === '效益' && share.lt(LEAST);
      const [first] = own;
      if (!first || (!isTooMuch && !isTooLittle)) continue;
      yield {
        at: first.place('weight'),
        message: `“${first.indicator.level1}”共 ${points.toFixed()} 分，占 ${share.round(0).toFixed()}%，${isTooMuch ? '太多' : '太少'}`,
        hint: '一般产出 50、效益 30、满意度 10，照这个比例调整',
      };
    }
  },
});
