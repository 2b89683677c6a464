import { defineRule } from '../rule.js';
import { indicatorsOf, isRate } from '../reading/fields.js';

/** 效率, 频率, 利率 … are no shares of a whole. */
const NO_SHARE = /[效频利汇税费功心]率$/;
const SHARE = /率|度|比|占|幅|增|减|降|升|面$|情况$|指数|水平|感$/;

export default defineRule({
  id: 'unit-of-name',
  title: '单位与名称不符',
  needs: ['indicator.target'],
  rank: '应改',
  why: '名称说“率”，单位就是 %；名称说“人数”，单位就是人（口径“名称与单位”）。对不上就不知道数的是什么。请改名称或单位。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, unit } = indicator;
      // 百万用户申诉率 is a number of complaints.
      const isCounted = (name.endsWith('率') && /[十百千万亿]\p{Script=Han}/u.test(name.slice(0, -1))) || name.startsWith('每');
      if (isCounted && !isRate(indicator)) continue;
      if (review.qualitativeUnits.includes(unit) || !review.units.includes(unit)) continue;
      const [ending, allowed = []] = Object.entries(review.unitsOfNames).find(([word]) => name.endsWith(word)) ?? [];
      if (ending && !NO_SHARE.test(name) && !allowed.includes(unit) && !unit.includes('/')) {
        yield {
          at: place('unit'),
          message: `“${name}”说的是“${ending}”，单位却是“${unit}”`,
          hint: /[次起人件]$/.test(unit) && ending === '率'
            ? '名称改成数的是什么，如“…起数”“…人数”；真是比率的，单位改为 %'
            : `单位改为 ${allowed.slice(0, 3).join('、')}；单位没错的，改名称`,
        };
      } else if (!ending && isRate(indicator) && !SHARE.test(name)) {
        yield {
          at: place('unit'),
          message: `“${name}”的单位是 ${unit}，名称里却没有说是什么的比率`,
          hint: '名称写明是哪个“率”，如“…完成率”；不是比率的改单位',
        };
      }
    }
  },
});
