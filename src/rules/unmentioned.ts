import { defineRule } from './rule.js';
import { indicatorsOf, isSatisfaction, purposeOf } from './text/fields.js';
import { lettersOf, mentions } from './text/words.js';

export default defineRule({
  id: 'unmentioned',
  title: '概况和目标没有提到的指标',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '指标要能从目标里找到出处，说的是这笔钱要办的事（相关性）；哪里都没提到的，多半是从别的表抄来的。请在目标里写明，或换成相关的指标。',
  *check(form) {
    const purpose = lettersOf(purposeOf(form));
    const fields = form.kind === 'project' ? '“项目概况”和“绩效目标”' : '“绩效目标”';
    for (const { indicator, place } of indicatorsOf(form)) {
      // 预算执行率 as a row is set by the scheme, not by the form.
      const isSet = indicator.name === indicator.level1;
      if (isSet || isSatisfaction(indicator) || mentions(purpose, indicator.name)) continue;
      yield {
        at: place('name'),
        message: `${fields}里没有提到“${indicator.name}”说的事`,
        hint: '在目标里写明为什么要做、做到多少，或换成与目标相关的指标',
      };
    }
  },
});
