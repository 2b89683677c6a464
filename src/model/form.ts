import type { DepartmentData, ProjectData, SchemeData } from './data.generated.js';
import type { Source } from './source.js';

export type Scheme = SchemeData;

/** The one name that ties schema, rules, view, template and output together. */
export type Kind = 'department' | 'project';

interface FormOf<K extends Kind, Data> {
  kind: K;
  source: Source;
  /** What the form says, in English names; numbers as typed. */
  data: Data;
}

export type DepartmentForm = FormOf<'department', DepartmentData>;
export type ProjectForm = FormOf<'project', ProjectData>;
export type Form = DepartmentForm | ProjectForm;
/** A row of the lower half of both forms. */
export type Indicator = Form['data']['indicators'][number];

export type FormByKind = { department: DepartmentForm; project: ProjectForm };

/** One department in one year: what is checked together. */
export interface Department {
  year: string;
  /** Name of its folder. */
  name: string;
  scheme: Scheme;
  form: DepartmentForm;
  /** In the order of their file names. */
  projects: ProjectForm[];
}
