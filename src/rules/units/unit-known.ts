import { distance } from 'fastest-levenshtein';
import { defineRule } from '../rule.js';
import { indicatorsOf } from '../reading/fields.js';

export default defineRule({
  id: 'unit-known',
  title: '不认识的计量单位',
  needs: ['indicator.target'],
  rank: '应改',
  why: '单位写错或写成别的字，数就没法汇总。请用口径“单位”里的写法，确实需要的在口径里补上。',
  *check(form, { scheme: { review } }) {
    const known = [...review.qualitativeUnits, ...review.units];
    const units = new Set(known);
    for (const { indicator: { name, unit }, place } of indicatorsOf(form)) {
      if (unit === '' || isUnit(unit, units)) continue;
      const normal = unit.normalize('NFKC');
      // A count is never taken for an amount of money.
      const near = known.filter(one => one.includes('元') === unit.includes('元'));
      const meant = near.find(one => one === normal || one.startsWith(unit)) ?? near.find(one => isSlip(normal, one));
      // 定 for 定性, ％ for %; any other guess may be another quantity: 小组 is not 小时.
      const isSure = meant !== undefined && (meant === normal || review.qualitativeUnits.includes(meant));
      yield {
        at: place('unit'),
        message: `“${name}”的单位“${unit}”不在口径的单位里`,
        hint: meant ? `疑为“${meant}”，请核对` : '核对单位；确实要用的，在口径“追加”的“单位”里补上',
        ...(isSure && form.kind.concepts.has('indicator.unit')
          ? { within: [0, unit.length] as [number, number], fix: meant, asks: true as const }
          : {}),
      };
    }
  },
});

/** A unit of the list, or made of such: 万元/公里, 元/人·天, 台（套）. */
function isUnit(unit: string, known: ReadonlySet<string>): boolean {
  // 户次, 样次, 架次: measure words made of two.
  if (known.has(unit) || /^\p{Script=Han}次$|^[百千万亿]\p{Script=Han}$/u.test(unit)) return true;
  const scaled = /^[百千万亿\d]{1,20}(.+)$/.exec(unit)?.[1];
  if (scaled !== undefined && isUnit(scaled, known)) return true;
  const parts = unit.split(/[/·]|[（(](.{1,40})[）)]$/).filter(Boolean);
  return parts.length > 1 && parts.every(part => isUnit(part, known));
}

/** One letter wrong of a word of several. */
function isSlip(unit: string, word: string): boolean {
  return unit.charAt(0) === word.charAt(0) && Math.min(unit.length, word.length) > 1 && distance(unit, word) === 1;
}
