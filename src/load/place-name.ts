import { labelOf } from '../model/fields.js';
import type { Form } from '../model/form.js';
import { at, type Pointer, steps, valueAt } from '../model/pointer.js';

/**
 * Returns the name of a field or row at a place: `立项依据`, `绩效指标 第 3 项“服务群众项目数”`; `''` for a form that could not
 * be read, or as a whole.
 */
export function placeName(form: Form | undefined, pointer: Pointer): string {
  const [field, row] = steps(pointer);
  if (!form || field === undefined) return '';
  if (row === undefined || !/^\d+$/.test(row)) return labelOf(at('', field), form.kind.schema);
  const name: unknown = valueAt(form.data, at('', field, row, 'name'));
  return `${labelOf(at('', field, row), form.kind.schema)}${typeof name === 'string' ? `“${name}”` : ''}`;
}
