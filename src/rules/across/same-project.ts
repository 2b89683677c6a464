import type { Form } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';
import { type Context, defineRule } from '../rule.js';
import { lettersOf } from '../../model/indicator-name.js';

/** By name without punctuation: the first project of a department that has it. */
const firstOf = oncePer((department: Context) => {
  const first = new Map<string, Form>();
  for (const form of department.projects) {
    const name = lettersOf(form.data.name ?? '');
    if (name && !first.has(name)) first.set(name, form);
  }
  return first;
});

export default defineRule({
  id: 'same-project',
  title: '两个项目同名',
  needs: ['name'],
  roles: ['project'],
  rank: '应改',
  why: '一个部门两个项目同名，批复和下达时分不清，多半是复制后忘了改，或同一件事报了两次。请改名，或合并。',
  *check(form, department) {
    const first = firstOf(department).get(lettersOf(form.data.name));
    if (!first || first === form) return;
    yield {
      at: '/name',
      message: `“${form.data.name}”与 ${first.source.path.split('/').at(-1) ?? ''} 同名`,
      hint: '改名说明区别；是同一件事的，合并成一个项目',
      related: [{ form: first, at: '/name', message: '同名的项目' }],
    };
  },
});
