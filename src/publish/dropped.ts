import type { Department, Form } from '../model/form.js';
import { formsOf } from '../model/form.js';
import { targetOf } from '../model/stage.js';

/**
 * Returns the paths of the forms of a department that are not published: those with 公开: 否, and later stages of
 * them, which repeat what they say. The form of the whole department takes all others with it.
 */
export function droppedIn(department: Department): Set<string> {
  const all = formsOf(department);
  const isPrivate = (form: Form | undefined): boolean => form?.data.public === '否';
  const dropped = isPrivate(department.form) ? all : all.filter(form =>
    isPrivate(form) || (form.kind.role === 'stage' && isPrivate(targetOf(form, department))));
  return new Set(dropped.map(({ source }) => source.path));
}
