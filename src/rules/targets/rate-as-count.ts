import { defineRule } from '../rule.js';
import { indicatorsOf, isRate } from '../text/fields.js';

export default defineRule({
  id: 'rate-as-count',
  title: '比率放在数量里',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '数量指标写做多少个、多少次；率是质量、时效或效益。请改类别，或改成能数的量（哪些类别算数量，见口径“数量类别”）。',
  *check(form, { scheme: { review, taxonomy } }) {
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, level2, unit } = indicator;
      if (level2 === undefined || !review.countClasses.includes(level2)) continue;
      // A second level that is not of its first is said by class-pair.
      if (!taxonomy[indicator.level1]?.includes(level2)) continue;
      const isNamedRate = /(?<!效|频)率$/.test(name);
      // Where the name says which class it belongs to, that is said by class-words.
      const isSaid = Object.entries(review.classWords).some(
        ([right, words]) => right !== level2 && right !== indicator.level1 && words.some(word => name.endsWith(word)),
      );
      if ((!isNamedRate && !isRate(indicator)) || isSaid) continue;
      yield {
        at: place('level2'),
        message: `“${name}”（${unit}）是比率，却放在“${level2}”里`,
        hint: '改到质量、时效或效益里，或改成能数的量，如件数、次数',
      };
    }
  },
});
