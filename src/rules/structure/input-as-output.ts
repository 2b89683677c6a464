import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { indicatorsOf } from '../reading/fields.js';

export default defineRule({
  id: 'input-as-output',
  title: '把投入当产出',
  needs: ['indicator.level1', 'indicator.target'],
  roles: ['department', 'project'],
  rank: '应改',
  why: '请了几个清洁工、养着多少人是投入，不是办成的事（口径“投入用词”）。请改成这些人做出了什么，如保洁面积、巡查次数。',
  *check(form, { scheme: { review } }) {
    for (const { indicator: { name, level1 }, place } of indicatorsOf(form)) {
      const stem = /^(.+?)(?:人?数|人数|数量|人员数|总数)$/.exec(name)?.[1];
      if (stem === undefined || bareClass(level1) !== '产出') continue;
      const word = review.inputs.find(one => (one.length > 2 ? stem.endsWith(one) : stem === one || (stem.endsWith(one) && one !== '管理')));
      if (word === undefined || /培训|考核|慰问|体检|补助|发放|服务|救助|参加|调解/.test(name)) continue;
      yield {
        at: place('name'),
        message: `“${name}”说的是投入多少人，不是办成了什么`,
        hint: '改成这些人做出的结果，如服务的面积、户数、次数和达标率',
      };
    }
  },
});
