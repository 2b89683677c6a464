import { bareClass } from '../../model/class-name.js';
import { defineRule } from '../rule.js';
import { classesOf, ownersOf } from '../reading/classes.js';
import { indicatorsOf, isRate } from '../reading/fields.js';

export default defineRule({
  id: 'rate-as-count',
  title: '比率放在数量里',
  needs: ['indicator.level2', 'indicator.target'],
  rank: '应改',
  why: '数量指标写做多少个、多少次；率是质量、时效或效益。请改类别，或改成能数的量（哪些类别算数量，见口径“数量类别”）。',
  *check(form, { scheme }) {
    const { review } = scheme;
    const classes = classesOf(scheme);
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, level2, unit } = indicator;
      if (level2 === undefined || !classes.counts.has(bareClass(level2))) continue;
      // A second level that is not of its first is said by class-pair.
      if (!ownersOf(bareClass(level2), classes).includes(bareClass(indicator.level1))) continue;
      if (!/(?<!效|频)率$/.test(name) && !isRate(indicator)) continue;
      // The rule class-words reports a name that says which class it belongs to.
      const own = [level2, indicator.level1].map(bareClass);
      const isSaid = Object.entries(review.classWords).some(([right, words]) =>
        !own.includes(bareClass(right)) && words.some(word => name.endsWith(word)));
      if (isSaid) continue;
      yield {
        at: place('level2'),
        message: `“${name}”（${unit}）是比率，却放在“${level2}”里`,
        hint: '改到质量或时效里，或改成能数的量，如件数、次数',
      };
    }
  },
});
