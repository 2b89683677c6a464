import { similar } from '../model/similar.js';
import { defineRule } from './rule.js';
import { indicatorsOf } from './text/fields.js';

export default defineRule({
  id: 'unit-known',
  title: '不认识的计量单位',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '单位写错或写成别的字，数就没法汇总。请用口径“单位”里的写法，确实需要的在口径里补上。',
  *check(form, { scheme: { review } }) {
    const known = [...review.qualitativeUnits, ...review.units];
    for (const { indicator: { name, unit }, place } of indicatorsOf(form)) {
      if (known.includes(unit)) continue;
      const meant = known.find(one => one.startsWith(unit)) ?? similar(unit.normalize('NFKC'), known);
      yield {
        at: place('unit'),
        message: `“${name}”的单位“${unit}”不在口径的单位里`,
        hint: meant ? `疑为“${meant}”，请核对` : '核对单位；确实要用的，在口径“单位”里补上',
      };
    }
  },
});
