import type { Version } from '../model/change.js';
import { type Department, type Form, nameOfDepartment } from '../model/form.js';
import { departmentOf, type Inputs, isUnder, namesIn } from '../model/inputs.js';
import { targetOf } from '../model/stage.js';
import type { Layouts } from '../load/layouts.js';
import { departmentOfForms, type Loaded, schemeOf } from '../load/load.js';

/** One version of a comparison, read with its own schemas. */
export interface Side {
  version: Version;
  inputs: Inputs;
  loaded: Loaded;
  layouts: Layouts;
}

/** 专项资金名称 or 编制单位, of a later stage that of its target; the name of the file when there is no form. */
export function titleOf(form: Form | undefined, path: string, side: Side): string {
  const department = form?.kind.role === 'stage' ? departmentAt(departmentOf(path), side) : undefined;
  const about = form && department ? targetOf(form, department) : form;
  const title = about?.kind.role === 'department' ? about.data.department : about?.data.name;
  if (form?.kind.role === 'stage' && title !== undefined) return `${title} ${form.kind.title}`;
  return title ?? path.split('/').at(-1)?.replace(/\.yaml$/, '') ?? path;
}

/**
 * Returns the department of a folder with every form that matches its schema, even if it cannot be built.
 *
 * @returns `undefined` without a scheme
 */
export function departmentAt(folder: string, { loaded }: Side): Department | undefined {
  const scheme = schemeOf(folder, loaded);
  const forms = [...loaded.forms.values()].filter(({ source }) => isUnder(source.path, folder));
  return scheme && departmentOfForms(namesIn(folder), scheme, forms);
}

/** Returns the name of a department; the name of its folder when none of its forms can be read. */
export function nameOfFolder(folder: string, side: Side): string {
  const department = departmentAt(folder, side);
  return department ? nameOfDepartment(department) : departmentOf(folder).split('/').at(-1) ?? folder;
}
