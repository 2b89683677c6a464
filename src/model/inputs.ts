import type { Diagnostic } from './diagnostic.js';
import type { Kind } from './form.js';
import type { Source } from './source.js';

/** A file that is a form, by its path. */
export interface FormInput {
  kind: Kind;
  source: Source;
}

/** The folder of one department in one year, as found on disk. */
export interface DepartmentInput {
  year: string;
  name: string;
  /** e.g. `data/2024/沙坪坝街道` */
  path: string;
  /** The scheme of the department, which overrides that of the year. */
  scheme: Source | undefined;
  /** The kinds of its forms; `undefined` when its scheme names an unknown layout. */
  kinds: readonly Kind[] | undefined;
  /** In the order of their paths. */
  forms: FormInput[];
}

/** Returns the kinds of forms of a department. @param schemes of the year and of the department */
export type KindsOf = (schemes: readonly (Source | undefined)[]) => readonly Kind[] | undefined;

export interface YearInput {
  year: string;
  /** e.g. `data/2024` */
  path: string;
  scheme: Source | undefined;
  departments: DepartmentInput[];
}

/** Returns the folder of a department: `data/2024/甲/projects/01-乙.yaml` → `data/2024/甲`. */
export function departmentOf(path: string): string {
  return path.split('/').slice(0, 3).join('/');
}

/** Returns every YAML file of the inputs. */
export function sourcesOf({ years }: Pick<Inputs, 'years'>): Source[] {
  return years.flatMap(({ scheme, departments }) => [...scheme ? [scheme] : [], ...departments.flatMap(filesOf)]);
}

/** Returns the YAML files of a department: its scheme, then its forms. */
export function filesOf({ scheme, forms }: DepartmentInput): Source[] {
  return [...scheme ? [scheme] : [], ...forms.map(({ source }) => source)];
}

/** Returns the same department in the year before. */
export function yearBefore({ year, name }: DepartmentInput, years: readonly YearInput[]): DepartmentInput | undefined {
  return years.find(one => Number(one.year) === Number(year) - 1)?.departments.find(one => one.name === name);
}

/** True when a path is the folder or below it. */
export function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Everything under `data/`. */
export interface Inputs {
  years: YearInput[];
  /** Problems of files and folders that cannot be read in: unreadable, links, wrong names and places. */
  diagnostics: Diagnostic[];
}
