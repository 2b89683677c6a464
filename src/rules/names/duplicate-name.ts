import { defineRule } from '../rule.js';
import { indicatorsOf } from '../text/fields.js';
import { lettersOf } from '../text/words.js';

export default defineRule({
  id: 'duplicate-name',
  title: '指标重名',
  needs: ['indicator.target'],
  severity: 'warning',
  why: '一张表里两项指标同名，自评时分不清哪个是哪个，多半是复制后忘了改。请改名，或删去一项。',
  *check(form) {
    const seen = new Map<string, number>();
    for (const [index, { indicator: { name }, place }] of indicatorsOf(form).entries()) {
      const letters = lettersOf(name);
      const first = seen.get(letters);
      seen.set(letters, first ?? index);
      if (first === undefined) continue;
      yield {
        at: place('name'),
        message: `“${name}”与第 ${first + 1} 项重名`,
        hint: '改名说明区别，或删去一项',
        related: [{ form, at: `/indicators/${first}/name`, message: `第 ${first + 1} 项` }],
      };
    }
  },
});
