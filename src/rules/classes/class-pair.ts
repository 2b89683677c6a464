import { defineRule } from '../rule.js';
import { bareClass } from '../../model/class-name.js';
import { classesOf, ownersOf } from '../reading/classes.js';
import { indicatorsOf } from '../reading/fields.js';

export default defineRule({
  id: 'class-pair',
  title: '二级指标不属于这个一级指标',
  needs: ['indicator.level1', 'indicator.level2'],
  rank: '必改',
  why: '口径“指标体系”规定每个一级指标下有哪些二级指标，放错了汇总就不对。请改一级或二级，使两者配得上。',
  *check(form, { scheme }) {
    const classes = classesOf(scheme);
    const written = (names: readonly string[]): string => names.map(name => classes.written.get(name) ?? name).join('、');
    for (const { indicator: { level1, level2, name }, place } of indicatorsOf(form)) {
      const allowed = classes.under?.get(bareClass(level1));
      if (!allowed) continue;
      if (level2 === undefined) {
        if (!allowed.length) continue;
        yield {
          at: place('level1'),
          message: `“${name}”只写了一级“${level1}”，没有写二级`,
          hint: `补一行 二级，可以写 ${written(allowed)}`,
        };
        continue;
      }
      const bare = bareClass(level2);
      const owners = ownersOf(bare, classes);
      if (allowed.includes(bare) || !owners.length) continue;
      yield {
        at: place('level2'),
        message: `“${name}”的一级是“${level1}”，二级却是“${level2}”；“${level2}”属于“${written(owners)}”`,
        hint: allowed.length ? `二级改为 ${written(allowed)} 之一` : `“${level1}”没有二级，删去“二级”这一行；这一项的其他各行不动`,
      };
    }
  },
});
