import { defineRule } from '../rule.js';
import { indicatorsOf } from '../reading/fields.js';
import { figuresIn } from '../reading/figures.js';

export default defineRule({
  id: 'figure-in-name',
  title: '名称里写了指标值',
  needs: ['indicator.target'],
  rank: '应改',
  why: '数写在指标值一栏，名称里再写一个，改了一处忘了另一处就自相矛盾，下一年也没法沿用。请把名称里的数删去。',
  *check(form) {
    for (const { indicator: { name }, place } of indicatorsOf(form)) {
      const sign = /[≥≤＞＜><=]\s*\d/.exec(name);
      // 65岁以上老人, 24小时值班, 500万元以下项目 say which ones; so do figures that a noun of the unit follows: 3个示范点 is a target.
      const figure = figuresIn(name).find(({ from, to, unit }) =>
        !/^(?:以上|以下|以内|及|（含|之?间|至|到|级|类|型)/.test(name.slice(to)) && !/[第每近—-]$/.test(name.slice(0, from)) && !/^(?:万元|元)$/.test(unit));
      const range = sign ? [sign.index, name.length] as const : figure && [figure.from, figure.to] as const;
      if (!range) continue;
      const [from, to] = range;
      yield {
        at: place('name'),
        within: [from, to],
        message: `名称“${name}”里写了数“${name.slice(from, to)}”`,
        hint: '名称只写考核什么，数写在指标值一栏',
      };
    }
  },
});
