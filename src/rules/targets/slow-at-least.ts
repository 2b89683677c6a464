import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, isAtLeast, isNumeric, wordsOf } from '../reading/fields.js';

/** Units of time that somebody waits for. */
const UNITS = new Set(['天', '日', '工作日', '个工作日', '小时', '分钟', '秒', '个月', '月']);
/** Times that are the better the longer they are. */
const LASTING = /持续|保存|开放|服务时|质保|保修|保质|值守|值班|运行|无故障|有效期|使用|学时|课时|提前|寿命/;

export default defineRule({
  id: 'slow-at-least',
  title: '时间越长越好',
  needs: ['indicator.target'],
  rank: '应改',
  why: '办理时限、响应时间越短越好，性质写 ≥ 就成了拖得越久得分越高（口径“越短越好”）。请改成 ≤。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, target, unit, level2 = '' } = indicator;
      if (!isAtLeast(indicator) || !isNumeric(target)) continue;
      const isOfTime = bareClass(level2) === '时效' && UNITS.has(unit) && !LASTING.test(name);
      if (!isOfTime && !review.slow.some(word => name.endsWith(word))) continue;
      yield {
        at: place('operator'),
        message: `“${name}”写的是 ${wordsOf(indicator)}，拖得越久得分越高`,
        hint: '性质改为 ≤',
      };
    }
  },
});
