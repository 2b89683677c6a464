import { defineRule } from '../rule.js';
import { indicatorsOf, isSatisfaction } from '../text/fields.js';
import { jointOf } from '../text/words.js';

export default defineRule({
  id: 'two-in-one',
  title: '一项指标说了两件事',
  needs: ['indicator.target'],
  severity: 'warning',
  why: '一项指标说两件事，一件做到一件没做到，就没法给分。请拆成两项，或只留最要紧的一件。',
  *check(form) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name } = indicator;
      const joint = jointOf(name);
      // One questionnaire may ask several groups.
      if (!joint || isSatisfaction(indicator)) continue;
      yield {
        at: place('name'),
        within: [joint.from, joint.to],
        message: `“${name}”用“${name.slice(joint.from, joint.to)}”连了两件事`,
        hint: '拆成两项，各有名称和指标值；或只留最要紧的一件',
      };
    }
  },
});
