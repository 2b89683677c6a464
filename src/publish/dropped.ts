import { type Department, type Form, formsOf } from '../model/form.js';
import { targetOf } from '../model/stage.js';

/**
 * Returns the paths of the forms of a department that are not published: those with 公开: 否, and later stages of
 * them, which repeat what they say. The form of the whole department takes all others with it.
 */
export function droppedIn(department: Department): Set<string> {
  const all = formsOf(department);
  const isPrivate = (form: Form | undefined): boolean => form?.data.public === '否';
  const isDropped = (form: Form): boolean =>
    [department.form, form, form.kind.role === 'stage' ? targetOf(form, department) : undefined].some(isPrivate);
  const dropped = all.filter(isDropped);
  return new Set(dropped.map(({ source }) => source.path));
}
