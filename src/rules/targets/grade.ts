import type { Form } from '../../model/form.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, isQualitative } from '../reading/fields.js';
import { qualitativeAdvice } from '../reading/advice.js';

export default defineRule({
  id: 'grade',
  title: '定性指标没有分档',
  needs: ['indicator.target'],
  rank: '应改',
  why: '定性指标自评时按档给分，“有所提升”分不出做到了几成。请写口径“定性等级”里的一档，或改成能数的指标。',
  *check(form, { scheme }) {
    const { grades, units } = scheme.review;
    const known = new Set(grades.flat());
    for (const { indicator, place } of indicatorsOf(form)) {
      if (!isQualitative(indicator, scheme) || units.includes(indicator.unit) || known.has(indicator.target)) continue;
      // A time or a number of times is no grade; a rate without a number is said by rate-as-word.
      // 不低于上年, 不超过规定标准: a limit that can be looked up.
      if (/\d/.test(indicator.target) || LIMIT.test(indicator.target) || TIME.test(indicator.target) || RATE.test(indicator.name)) continue;
      yield {
        at: place('target'),
        message: `“${indicator.name}”的指标值“${indicator.target}”不是口径里的等级，自评时分不出档`,
        hint: hintOn(indicator.target, form) ?? qualitativeAdvice(form, scheme),
      };
    }
  },
});

const LIMIT = /^(?:不[高低大小多少]于|不超过?|[高低大小多少]于|超过).*(?:去年|上年|同期|标准|规定|定额|预算|限额|水平|平均|计划)/;
const TIME = /(?:前|内|底|中旬|上旬|下旬|期间|季度|半年|月|日|天)$|^(?:按[年季月周日]|每[年季月周日学]|分[一二两三四五]次|全年|长期|常年|及时)/;
const RATE = /(?:(?<![效频功税利费汇曲])率|比例|占比|比重)$/;

/** Returns what to write instead of a wording that stands for a number. */
function hintOn(target: string, { kind }: Form): string | undefined {
  if (/^(?:[不未](?:发生|出现)|无|零|没有)/.test(target)) {
    return `写成次数：名称写“…起数”，${kind.concepts.has('indicator.operator') ? '性质 =，' : ''}指标值 0`;
  }
  if (/下降|减少|降低/.test(target)) return '名称写“…下降率”，指标值写要下降百分之几';
  if (/提高|提升|增长|增加|上升/.test(target)) return '能量的名称写“…率”“…增长率”，指标值写要达到百分之几；量不出的写口径里的一档等级';
  if (/符合|达到|达标|合格/.test(target)) return '指标值写“达标”，或改成“…合格率”“…达标率”';
  return undefined;
}
