import { steps } from '../../model/pointer.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, type PlacedRow } from '../reading/fields.js';
import { lettersOf } from '../reading/words.js';

export default defineRule({
  id: 'duplicate-name',
  title: '指标重名',
  needs: ['indicator.target'],
  rank: '应改',
  why: '一张表里两项指标同名，自评时分不清哪个是哪个，多半是复制后忘了改。请改名，或删去一项。',
  *check(form) {
    const seen = new Map<string, PlacedRow>();
    for (const row of indicatorsOf(form)) {
      const { indicator: { name }, table, place } = row;
      const letters = `${table} ${lettersOf(name)}`;
      const first = seen.get(letters);
      seen.set(letters, first ?? row);
      if (!first) continue;
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
