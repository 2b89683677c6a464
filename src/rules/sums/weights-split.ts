import { sum } from '../../model/decimal.js';
import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { indicatorsOf } from '../reading/fields.js';

export default defineRule({
  id: 'weights-split',
  title: '一级指标的权重与口径不符',
  needs: ['indicator.level1', 'indicator.weight'],
  rank: '必改',
  why: '口径“权重分配”规定各一级指标共占多少分，分法一致，各部门的得分才能比较。请在同一个一级指标里调整权重。',
  *check(form, { scheme: { review } }) {
    const { role } = form.kind;
    const split = role === 'stage' ? {} : review.weightSplit[role];
    for (const [level1, expected] of Object.entries(split)) {
      const own = indicatorsOf(form).filter(({ indicator }) => bareClass(indicator.level1) === bareClass(level1) && indicator.weight !== '');
      const total = sum(own.map(({ indicator }) => indicator.weight));
      const [first] = own;
      if (!first || total.eq(expected)) continue;
      const difference = total.minus(expected);
      yield {
        at: first.place('weight'),
        message: `${own.length} 项“${level1}”指标的权重合计 ${total.toFixed()}，口径规定 ${expected}`,
        hint: `“${level1}”各项共${difference.gt(0) ? '减少' : '增加'} ${difference.abs().toFixed()}`,
      };
    }
  },
});
