import { steps } from '../../model/pointer.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, type PlacedRow } from '../reading/fields.js';
import { nounsOfName } from '../reading/figures.js';
import { lettersOf } from '../../model/indicator-name.js';

export default defineRule({
  id: 'duplicate-name',
  title: '指标重名',
  needs: ['indicator.target'],
  rank: '应改',
  why: '一张表里两项指标同名，自评时分不清哪个是哪个，多半是复制后忘了改。请改名，或删去一项。',
  *check(form) {
    const seen = new Map<string, PlacedRow>();
    const earlier: Named[] = [];
    for (const row of indicatorsOf(form)) {
      const { indicator: { name }, table, place } = row;
      const letters = `${table} ${lettersOf(name)}`;
      const first = seen.get(letters);
      seen.set(letters, first ?? row);
      if (!first) {
        const own: Named = { row, nouns: nounsOfName(name) };
        const near = earlier.find(other => isSame(other, own))?.row;
        if (earlier.length < MOST) earlier.push(own);
        if (near) {
          yield {
            at: place('name'),
            message: `“${name}”和“${near.indicator.name}”说的是一回事`,
            hint: '删去一项，或改名说明区别',
            related: [{ form, at: near.place('name'), message: `“${near.indicator.name}”` }],
          };
        }
        continue;
      }
      const where = first.place('name');
      const number = Number(steps(where)[1]) + 1;
      yield {
        at: place('name'),
        message: `“${name}”与第 ${number} 项重名`,
        hint: '改名说明区别，或删去一项',
        related: [{ form, at: where, message: `第 ${number} 项` }],
      };
    }
  },
});

interface Named {
  row: PlacedRow;
  nouns: readonly string[];
}

/** The most rows that are compared with each other. */
const MOST = 100;
/** So many letters of nouns in common are no chance. */
const FEWEST = 6;

/** Returns true for two rows of a table and unit, one of which has no noun that the other has not. */
function isSame(a: Named, b: Named): boolean {
  if (a.row.table !== b.row.table || a.row.indicator.unit !== b.row.indicator.unit) return false;
  const common = a.nouns.filter(noun => b.nouns.includes(noun));
  return common.join('').length >= FEWEST && common.length === Math.min(a.nouns.length, b.nouns.length);
}
