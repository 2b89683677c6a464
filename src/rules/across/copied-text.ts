import { labelOf } from '../../model/fields.js';
import type { Form } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';
import { type Context, defineRule } from '../rule.js';
import { clausesOf, Copies, purposeClauses } from '../reading/copies.js';

/** Texts with this share of their letters in common are copies. */
const COPIED = 0.7;
/** The fewest letters that are no coincidence. */
const FEWEST = 24;

const copiesIn = oncePer((department: Context) => {
  const copies = new Copies();
  for (const form of department.projects) copies.add(form);
  return copies;
});

export default defineRule({
  id: 'copied-text',
  title: '照抄了别的项目',
  needs: ['goal'],
  roles: ['project'],
  readsOutside: true,
  rank: '应改',
  why: '两个项目的概况、目标一样，不是重复申报，就是抄了忘改。请写本项目自己要做的事和要达到的效果；确是一件事的，合并成一个项目。',
  *check(form, department) {
    const whole = purposeClauses(form);
    const goal = clausesOf(form.data.goal);
    const order = new Map(department.projects.map((one, index) => [one, index]));
    // The second of two forms that are alike is reported, with the first.
    const isBefore = (other: Form): boolean => (order.get(other) ?? -1) < (order.get(form) ?? 0);
    for (const [clauses, field] of [[whole, undefined], [goal, '/goal']] as const) {
      if (clauses.join('').length < FEWEST) continue;
      const near = [copiesIn(department).closest(clauses, isBefore), department.elsewhere.closest(clauses, () => true)];
      const copy = near.find(one => one && one.share >= COPIED);
      if (!copy) continue;
      const name = copy.form.data.name ?? copy.form.source.path;
      const where = order.has(copy.form) ? '' : `（${copy.form.source.path.split('/').at(-3) ?? ''}）`;
      const label = labelOf('/goal', form.kind.schema);
      yield {
        at: '/goal',
        message: `${field ? `“${label}”` : `概况和“${label}”`}与“${name}”${where}${copy.share === 1 ? '一字不差' : '大部分相同'}`,
        hint: '写本项目自己要做的事和要达到的效果；确是一件事的，合并成一个项目',
        related: [{ form: copy.form, at: '/goal', message: `“${name}”的${label}` }],
      };
      return;
    }
  },
});
