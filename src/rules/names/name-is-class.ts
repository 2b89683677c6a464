import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { classesOf } from '../reading/classes.js';
import { indicatorsOf, isSatisfaction } from '../reading/fields.js';

export default defineRule({
  id: 'name-is-class',
  title: '名称就是类别',
  needs: ['indicator.level1', 'indicator.target'],
  rank: '应改',
  why: '三级指标写“数量指标”“社会效益”这样的类别名称，看不出考核的是什么。请写具体的内容，如“…培训人次”“…知晓率”。',
  *check(form, { scheme }) {
    const { written } = classesOf(scheme);
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, level1, level2 = '' } = indicator;
      const bare = bareClass(name);
      // 预算执行率 as a row is its own class, with a weight that the scheme sets.
      if (name.endsWith('执行率')) continue;
      if (bare !== bareClass(level1) && bare !== bareClass(level2) && !written.has(bare)) continue;
      yield {
        // 服务对象满意度 says at least what is asked, though not whom.
        rank: isSatisfaction(indicator) && bare !== '满意度' ? '提示' : undefined,
        at: place('name'),
        message: `名称“${name}”就是类别，没有说考核的是什么`,
        hint: isSatisfaction(indicator) ? '写明是谁的满意度，如“参训学员满意度”' : '写明考核的内容和衡量的数，类别只写在类别一栏',
      };
    }
  },
});
