import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, isModest, isQualitative } from '../reading/fields.js';
import { qualitativeAdvice } from '../reading/advice.js';

export default defineRule({
  id: 'benefit-qualitative',
  title: '效益指标没有一项能算',
  needs: ['indicators', 'indicator.level1', 'indicator.target'],
  roles: ['department', 'project'],
  rank: '应改',
  why: '指标以定量为主、定性为辅（财预〔2015〕88 号），效益全写“优”“提升”，年终怎么评都是满分（小额和办公运转的项目只作提示）。请至少设一项能算的效益，如知晓率、下降率。',
  *check(form, { scheme }) {
    const benefits = indicatorsOf(form).filter(({ table, indicator: { level1, target } }) =>
      table === 'indicators' && bareClass(level1) === '效益' && target !== '');
    const [first] = benefits;
    if (!first || !benefits.every(({ indicator }) => isQualitative(indicator, scheme))) return;
    yield {
      rank: isModest(form, scheme) ? '提示' : undefined,
      at: first.place('target'),
      message: benefits.length > 1 ? `${benefits.length} 项效益指标都是定性的，没有一项能算` : `唯一的效益指标“${first.indicator.name}”是定性的，没有一项能算`,
      hint: qualitativeAdvice(form, scheme),
    };
  },
});
