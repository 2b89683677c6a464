import type { FormData, SchemeData } from './data.generated.js';
import type { FormAnnotation, Schema } from './schema.js';
import type { Source } from './source.js';

export type Scheme = SchemeData;
export type { FormData };

/** A kind of form: its schema, and the template of the same name. */
export interface Kind extends Required<FormAnnotation> {
  /** Name of the layout, e.g. `shapingba`. */
  layout: string;
  /** Name of the schema's file without extension, e.g. `project`. */
  name: string;
  /** The name of the form. */
  title: string;
  /** With English names. */
  schema: Schema;
  /** The core concepts in the schema, e.g. `goal`, `indicator.weight`. */
  concepts: ReadonlySet<string>;
}

export interface Form {
  kind: Kind;
  source: Source;
  /** The data, in English names; numbers as typed. */
  data: FormData;
}

/** The tables of indicators: of the year, and of the whole term. */
export const TABLES = ['indicators', 'termIndicators'] as const;
export type TableName = (typeof TABLES)[number];

/** Returns true for the English name of a table of indicators. */
export function isTable(name: string | undefined): name is TableName {
  return TABLES.some(table => table === name);
}

/** A row of a table of indicators. */
export type Indicator = NonNullable<FormData['indicators']>[number];

/** One department in one year. Its forms are checked together. */
export interface Department {
  year: string;
  /** The name of its folder. */
  name: string;
  /** The scheme of the year, overridden by the department's own. */
  scheme: Scheme;
  /** The form of the whole department; `undefined` when the layout has none, or it cannot be read. */
  form: Form | undefined;
  /** In the order of their file names. */
  projects: Form[];
  /** Forms of a later stage, in the order of their file names. */
  stages: Form[];
}

/** Returns all forms of a department: its own first, then its projects, then the later stages. */
export function formsOf({ form, projects, stages }: Pick<Department, 'form' | 'projects' | 'stages'>): Form[] {
  return [...form ? [form] : [], ...projects, ...stages];
}

/** Returns the name of a department on its forms: 编制单位, or the name of its folder. */
export function nameOfDepartment({ name, form, projects }: Pick<Department, 'name' | 'form' | 'projects'>): string {
  return form?.data.department ?? projects.find(({ data }) => data.department)?.data.department ?? name;
}
