import type { Diagnostic } from './diagnostic.js';
import type { Source } from './source.js';

/** The folder of one department in one year, as found on disk. */
export interface DepartmentInput {
  year: string;
  name: string;
  /** e.g. `data/2024/沙坪坝街道` */
  path: string;
  form: Source | undefined;
  /** In the order of their names. */
  projects: Source[];
}

export interface YearInput {
  year: string;
  /** e.g. `data/2024` */
  path: string;
  scheme: Source | undefined;
  departments: DepartmentInput[];
}

/** `data/2024/甲/projects/01-乙.yaml` → `data/2024/甲` */
export function departmentOf(path: string): string {
  return path.split('/').slice(0, 3).join('/');
}

/** Whether a path is a folder or in it. */
export function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Everything under `data/`. */
export interface Inputs {
  years: YearInput[];
  /** About files that cannot be taken in: links, wrong places, names that collide. */
  diagnostics: Diagnostic[];
}
