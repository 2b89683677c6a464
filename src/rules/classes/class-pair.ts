import { defineRule } from '../rule.js';
import { indicatorsOf } from '../text/fields.js';

export default defineRule({
  id: 'class-pair',
  title: '二级指标不属于这个一级指标',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '口径“指标体系”规定每个一级指标下有哪些二级指标，放错了汇总就不对。请改一级或二级，使两者配得上。',
  *check(form, { scheme: { taxonomy } }) {
    for (const { indicator: { level1, level2, name }, place } of indicatorsOf(form)) {
      const allowed = taxonomy[level1];
      if (!allowed) continue;
      if (level2 === undefined) {
        if (!allowed.length) continue;
        yield {
          at: place('level1'),
          message: `“${name}”只写了一级“${level1}”，没有写二级`,
          hint: `补一行 二级，可以写 ${allowed.join('、')}`,
        };
        continue;
      }
      const owners = Object.keys(taxonomy).filter(owner => taxonomy[owner]?.includes(level2));
      if (allowed.includes(level2) || !owners.length) continue;
      yield {
        at: place('level2'),
        message: `“${name}”的一级是“${level1}”，二级却是“${level2}”；“${level2}”属于“${owners.join('、')}”`,
        hint: allowed.length ? `二级改为 ${allowed.join('、')} 之一，或一级改为 ${owners.join('、')}` : `“${level1}”没有二级，删去这一行`,
      };
    }
  },
});
