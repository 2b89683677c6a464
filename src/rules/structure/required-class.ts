import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { classesOf } from '../reading/classes.js';

export default defineRule({
  id: 'required-class',
  title: '缺少必设的一级指标',
  needs: ['indicators', 'indicator.level1'],
  rank: '必改',
  why: '产出、效益、满意度缺一类，就看不出做了什么、有什么用、群众怎么看（口径“必设一级”）。请补上这一类的指标。',
  *check({ data: { indicators } }, { scheme }) {
    const { under } = classesOf(scheme);
    const present = new Set(indicators.flatMap(({ level1 }) => level1 ?? []));
    const bare = new Set([...present].map(bareClass));
    // One that does not exist is probably the missing one misspelt, and said by known-class.
    if ([...bare].some(level1 => under?.has(level1) === false)) return;
    for (const level1 of scheme.review.required) {
      if (!under?.has(bareClass(level1)) || bare.has(bareClass(level1))) continue;
      yield {
        at: '/indicators',
        message: `没有“${level1}”指标，只有 ${[...present].join('、')}`,
        hint: `补一项 一级: ${level1} 的指标`,
      };
    }
  },
});
