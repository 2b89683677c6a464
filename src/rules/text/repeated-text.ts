import { defineRule } from '../rule.js';
import { proseOf } from '../reading/fields.js';

/** A clause this long does not come twice by chance. */
const SHORTEST = 12;

export default defineRule({
  id: 'repeated-text',
  title: '同一句话写了两遍',
  needs: [],
  rank: '应改',
  why: '同一栏里同一句话出现两遍，说的是不是一件事就看不清。请删去一处。',
  *check(form) {
    for (const { at, text } of proseOf(form)) {
      const seen = new Set<string>();
      for (const { 0: clause } of text.matchAll(/[^，。；、：！？,;\n]+/g)) {
        if (clause.length < SHORTEST || seen.has(clause) || /[〔【[(（]\d{4}/.test(clause)) continue;
        seen.add(clause);
        const again = text.indexOf(clause, text.indexOf(clause) + clause.length);
        if (again < 0) continue;
        yield {
          at,
          within: [again, again + clause.length],
          message: `“${clause}”在这一栏里写了两遍`,
          hint: '删去一处，把前后两句并成一句',
        };
      }
    }
  },
});
