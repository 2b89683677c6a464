import { bareClass } from '../../model/class-name.js';
import { labelOf } from '../../model/fields.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, isQualitative, isSatisfaction, purposeOf, purposesOf } from '../reading/fields.js';
import { actionOf, hasNoun, lettersOf, mentionedIn, mentions, nounsOf, partsOf } from '../reading/words.js';

/** Those whom any public money serves, and how they are asked. */
const ANYBODY = /满意|服务|对象|受益|群众|居民|公众|社会|村民|市民|人员|辖区|回访|工作|项目|单位|企业|职工|干部|学生|家长|户/;

export default defineRule({
  id: 'unmentioned',
  title: '概况和目标没有提到的指标',
  needs: ['goal', 'indicator.target'],
  rank: '应改',
  why: '指标要能从目标里找到出处，说的是这笔钱要办的事（相关性）；哪里都没提到的，多半是从别的表抄来的。请在目标里写明，或换成相关的指标。',
  *check(form, { scheme }) {
    const purpose = mentionedIn(lettersOf(purposeOf(form)));
    const named = purposesOf(form).map(({ at }) => `“${labelOf(at, form.kind.schema)}”`);
    const fields = `${named.join('和')}${named.length > 1 ? '都' : ''}`;
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, level1 } = indicator;
      // 预算执行率 as a row is set by the scheme, not by the form.
      // That money is to be saved goes without saying.
      if ([level1, indicator.level2 ?? ''].some(level => bareClass(level) === '成本')) continue;
      if (isSatisfaction(indicator)) {
        const who = nounsOf(lettersOf(name)).filter(noun => !ANYBODY.test(noun));
        if (!who.length || who.some(noun => hasNoun(purpose, noun))) continue;
        yield {
          rank: '提示',
          at: place('name'),
          message: `${fields}没有提到“${name}”问的是谁`,
          hint: '核对是不是本项目的服务对象；写本项目受益人的满意度',
        };
        continue;
      }
      if (name === level1 || isQualitative(indicator, scheme)) continue;
      // That a bare action is not mentioned is said by vague-name.
      if (scheme.review.vagueActions.includes(actionOf(name))) continue;
      const missing = partsOf(name, scheme.review.fixedTerms).filter(part => !mentions(purpose, part));
      if (!missing.length) continue;
      yield {
        at: place('name'),
        message: `${fields}没有提到与“${missing.join('”“')}”有关的内容`,
        hint: '在绩效目标里补写这项工作和要达到的程度，或换成与目标相关的指标',
      };
    }
  },
});
