import { defineRule } from './rule.js';
import { indicatorsOf } from './text/fields.js';
import { measureOf } from './text/words.js';

export default defineRule({
  id: 'verb-first',
  title: '名称是要做的事，不是衡量的数',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '“开展…”“加强…”是任务，不是指标：看不出数的是什么（口径“任务动词”）。请改成名词，如“…次数”“…率”“…水平”。',
  *check(form, { scheme: { review } }) {
    for (const { indicator: { name, unit }, place } of indicatorsOf(form)) {
      const verb = review.taskVerbs.find(word => name.startsWith(word));
      if (!verb || measureOf(name) || /^(?:率|数|幅度|情况|质量|能力)/.test(name.slice(verb.length))) continue;
      const isCounted = !review.qualitativeUnits.includes(unit) && unit !== '%';
      yield {
        at: place('name'),
        within: [0, verb.length],
        message: `“${name}”以动词“${verb}”开头，说的是任务，不是衡量的数`,
        hint: isCounted ? `改成名词，如“${name.slice(verb.length)}${verb}数量”` : '改成名词，说明衡量的是什么，如“…率”“…程度”',
      };
    }
  },
});
