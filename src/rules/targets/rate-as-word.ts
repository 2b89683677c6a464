import { defineRule } from '../rule.js';
import { indicatorsOf } from '../reading/fields.js';

export default defineRule({
  id: 'rate-as-word',
  title: '比率没有写数',
  needs: ['indicator.target'],
  rank: '应改',
  why: '名称是“…率”“…比例”，考核的就是一个百分数，指标值写“优”“高”没法算。请写百分数；不是比率的，改名称。',
  *check(form, { scheme: { review } }) {
    const unitCell = form.kind.concepts.has('indicator.unit') ? '，单位写 %' : '，如 95%';
    for (const { indicator: { name, unit, target }, place } of indicatorsOf(form)) {
      if (!/(?:(?<![效频功税利费汇曲])率|比例|占比|比重|百分比)$/.test(name) || target === '' || /[\d零〇一二两三四五六七八九十百千]/.test(target)) continue;
      // A counted unit with a word is said by qualitative.
      if (unit !== '' && !review.qualitativeUnits.includes(unit) && review.units.includes(unit)) continue;
      yield {
        at: place('target'),
        message: `“${name}”是比率，指标值却写“${target}”`,
        hint: `指标值写百分数${unitCell}；不是比率的，名称改成“…程度”“…水平”`,
      };
    }
  },
});
