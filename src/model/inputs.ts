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

/** Returns year and name of a department: `data/2024/甲` → `2024`, `甲`. */
export function namesIn(folder: string): Pick<DepartmentInput, 'year' | 'name'> {
  const [, year = '', name = ''] = folder.split('/');
  return { year, name };
}

/** Returns the folder of the same department a year later: `data/2024/甲` → `data/2025/甲`. */
export function yearAfter(folder: string): string {
  const { year, name } = namesIn(folder);
  return `data/${Number(year) + 1}/${name}`;
}

/** Returns the departments of all years. */
export function departmentsIn({ years }: { years: readonly YearInput[] }): DepartmentInput[] {
  return years.flatMap(({ departments }) => departments);
}

/** Returns the department whose folder a path is, or is in; `undefined` for any other path. */
export function departmentInputOf(path: string, inputs: Pick<Inputs, 'years'>): DepartmentInput | undefined {
  const folder = departmentOf(path);
  return departmentsIn(inputs).find(one => one.path === folder);
}

/** Returns every YAML file of the inputs. */
export function sourcesOf({ years }: Pick<Inputs, 'years'>): Source[] {
  return years.flatMap(({ scheme, departments }) => [...scheme ? [scheme] : [], ...departments.flatMap(filesOf)]);
}

/** Returns the YAML files of a department: its scheme, then its forms. */
export function filesOf({ scheme, forms }: DepartmentInput): Source[] {
  return [...scheme ? [scheme] : [], ...forms.map(({ source }) => source)];
}

/** Returns the year before, of those given. */
export function yearBefore<Y extends { year: string }>(year: string, years: readonly Y[]): Y | undefined {
  return years.find(one => Number(one.year) === Number(year) - 1);
}

/** Returns the same department in the year before. */
export function sameBefore({ year, name }: DepartmentInput, years: readonly YearInput[]): DepartmentInput | undefined {
  return yearBefore(year, years)?.departments.find(one => one.name === name);
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
