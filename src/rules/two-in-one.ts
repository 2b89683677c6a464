import { defineRule } from './rule.js';
import { indicatorsOf } from './text/fields.js';
import { jointOf, measureOf } from './text/words.js';

export default defineRule({
  id: 'two-in-one',
  title: '一项指标说了两件事',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '一项指标说两件事，一件做到一件没做到，就没法给分。请拆成两项，或只留最要紧的一件。',
  *check(form) {
    for (const { indicator: { name }, place } of indicatorsOf(form)) {
      const joint = jointOf(name);
      if (!joint) continue;
      const [left, right] = [name.slice(0, joint.from), name.slice(joint.to)];
      const measured = measureOf(left) ? left : left.replace(/工作$/, '') + measureOf(name);
      yield {
        at: place('name'),
        within: [joint.from, joint.to],
        message: `“${name}”用“${name.slice(joint.from, joint.to)}”连了两件事`,
        hint: `拆成“${measured}”和“${right}”两项，分别设指标值`,
      };
    }
  },
});
