import type { Version } from '../model/change.js';
import type { Form } from '../model/form.js';
import type { DepartmentInput, Inputs } from '../model/inputs.js';
import type { Schema, SchemaName } from '../model/schema.js';
import type { Source } from '../model/source.js';
import { ifThere } from '../load/expected-fields.js';
import type { Loaded } from '../load/load.js';

/** One version of what is compared, read with its own schemas. */
export interface Side {
  version: Version;
  inputs: Inputs;
  loaded: Loaded;
  /** In English names. */
  schemas: Record<SchemaName, Schema>;
}

/** 专项资金名称 or 编制单位; the name of the file when there is no form. */
export function titleOf(form: Form | undefined, path: string): string {
  const title = ifThere(() => (form?.kind === 'project' ? form.data.name : form?.data.department));
  return title ?? path.split('/').at(-1)?.replace(/\.yaml$/, '') ?? path;
}

/** The files of a department, its own form first. */
export function filesOf(department: DepartmentInput | undefined): Source[] {
  return department ? [...department.form ? [department.form] : [], ...department.projects] : [];
}
