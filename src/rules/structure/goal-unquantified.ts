import { labelOf } from '../../model/fields.js';
import { defineRule } from '../rule.js';
import { isModest } from '../reading/fields.js';

export default defineRule({
  id: 'goal-unquantified',
  title: '目标没有一个数',
  needs: ['goal'],
  roles: ['department', 'project'],
  rank: '应改',
  why: '绩效目标要尽量量化（财预〔2015〕88 号）：只写“加强”“确保”，说不清做多少、做到什么程度（小额和办公运转的项目只作提示）。请写上数量、比率或时间。',
  *check(form, { year, scheme }) {
    const { goal } = form.data;
    // Years, money and the numbers of a list do not say what is done.
    const rest = goal.replaceAll(`${year}年`, '').replace(/(?<![\d.])\d{1,15}(?:\.\d{1,6})?\s{0,3}(?:亿元|万元|元)|(?:^|[\n；;。：:])\s{0,9}\d{1,2}[.、．)）]|目标\d+|20\d{2}年/g, '');
    if (/[\d０-９]|[一二三四五六七八九十两百千](?:次|个|场|人|名|户|项|期|处|座|公里|倍|成|季度|月底)|每(?:天|日|周|月|季|年)|全覆盖|百分之/.test(rest)) return;
    yield {
      rank: isModest(form, scheme) ? '提示' : undefined,
      at: '/goal',
      message: `“${labelOf('/goal', form.kind.schema)}”里除年份、金额外没有一个数，说不清做多少、做到什么程度`,
      hint: '绩效目标写明预期达到的数量、质量和效果',
    };
  },
});
