import { bareClass } from '../../model/class-name.js';
import { groupBy } from '../../model/group-by.js';
import type { Scheme } from '../../model/form.js';
import { defineRule } from '../rule.js';
import { classesOf } from '../reading/classes.js';
import { containedIn, indicatorsOf, isModest, isMoney, isRate, type Row } from '../reading/fields.js';

export default defineRule({
  id: 'second-levels',
  title: '二级指标缺项',
  needs: ['indicators', 'indicator.level1', 'indicator.level2'],
  roles: ['department', 'project'],
  rank: '应改',
  why: '产出要从数量、质量、时效、成本几方面设（财预〔2015〕88 号），只有数量就看不出做得好不好、及不及时、花得值不值（口径“应设二级”）。请补上缺的方面。',
  *check(form, { scheme }) {
    const { under, written, costs } = classesOf(scheme);
    const rows = indicatorsOf(form).filter(({ table }) => table === 'indicators');
    const name = (bare: string): string => `“${written.get(bare) ?? bare}”`;
    const isDepartment = form.kind.role === 'department';
    const due = new Set(scheme.review.secondLevels.map(bareClass).filter(one => !isDepartment || !costs.has(one)));
    for (const [level1, own] of groupBy(rows, ({ indicator }) => bareClass(indicator.level1))) {
      const expected = (under?.get(level1) ?? []).filter(level2 => due.has(level2));
      // A row in the wrong class is said by another rule: it counts for its own class and for the one it should have.
      const present = new Set(own.flatMap(({ indicator }) => [bareClass(indicator.level2 ?? ''), rightClass(indicator, scheme)]));
      const missing = expected.filter(level2 => !present.has(level2));
      const there = expected.filter(level2 => present.has(level2));
      if (!missing.length || !there.length || own.length < 2) continue;
      yield {
        // A form may choose which of several it lacks; one alone is not enough.
        rank: there.length > 1 || expected.length < 3 || isModest(form, scheme) ? '提示' : undefined,
        at: '/indicators',
        message: `${own[0]?.indicator.level1 ?? ''}的 ${own.length} 项指标只有${there.map(name).join('')}，没有${missing.map(name).join('')}`,
        hint: `补上${missing.map(name).join('')}里用得上的指标，权重在这一类里分`,
      };
    }
  },
});

/** Returns the second level that a row should have: that of its name, cost for money, and quality for a rate. */
function rightClass(row: Row, scheme: Scheme): string {
  const { review } = scheme;
  const { counts, costs } = classesOf(scheme);
  const level2 = bareClass(row.level2 ?? '');
  if (!counts.has(level2)) return level2;
  const named = Object.entries(review.classWords).find(([, words]) => words.some(word => row.name.endsWith(word)));
  if (named) return bareClass(named[0]);
  if (isMoney(row) && !containedIn(row.name, review.income)) return [...costs][0] ?? level2;
  return isRate(row) ? '质量' : level2;
}
