import { defineRule } from '../rule.js';
import { indicatorsOf, isSatisfaction } from '../reading/fields.js';
import { measureOf, topicOf } from '../../model/indicator-name.js';
import { jointOf } from '../reading/words.js';

/** Matches a clause that says what the action before it is for. */
const PURPOSE = /^(?:满足|适应|符合).*(?:需要|需求|要求)$/;

export default defineRule({
  id: 'two-in-one',
  title: '一项指标说了两件事',
  needs: ['indicator.target'],
  rank: '应改',
  why: '一项指标说两件事，一件做到一件没做到，就没法给分。请拆成两项，或只留最要紧的一件。',
  *check(form, { scheme: { review } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name } = indicator;
      const joint = jointOf(name, review.fixedTerms);
      // One questionnaire may ask several groups.
      if (!joint || isSatisfaction(indicator)) continue;
      const [left, word, right] = [name.slice(0, joint.from), name.slice(joint.from, joint.to), name.slice(joint.to)];
      if (PURPOSE.test(right)) continue;
      // 机房和灾备设施巡检: two objects of one action may be counted together; 宣传和培训 are two actions.
      // 含卫生死角及无物管小区的楼栋, 危房及自建房楼栋数: two kinds of one thing.
      const isAction = (part: string): boolean => part.endsWith('工作') || review.vagueActions.some(action => part.endsWith(action));
      const isOneCount = word === '及' && measureOf(right) !== '' && !isAction(topicOf(right));
      const isOfObjects = /^[含涉]/.test(name) || ((/^[和与、]$/.test(word) || isOneCount) && !isAction(left));
      yield {
        rank: isOfObjects ? '提示' : undefined,
        at: place('name'),
        within: [joint.from, joint.to],
        message: `“${name}”用“${word}”连了两件事`,
        hint: '拆成两项，各有名称和指标值；或只留最要紧的一件',
      };
    }
  },
});
