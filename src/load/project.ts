import { relative, resolve, sep } from 'node:path';
import { FontLibrary } from '../io/fonts/library.js';
import { readDepartment, readInputs } from '../io/inputs/inputs.js';
import { fontFolders, readSchemas } from '../io/program.js';
import { DEFAULT_FONT } from '../model/fonts.js';
import { departmentOf, type Inputs, isUnder, sourcesOf } from '../model/inputs.js';
import { UserError } from '../model/user-error.js';
import { layoutsOf } from './known-layouts.js';
import type { Layouts } from './layouts.js';

/** Everything read: what every command begins with. */
export interface Project {
  /** All of them: what is narrowed to may depend on the others. */
  inputs: Inputs;
  /** The inputs to be checked. */
  narrowed: Inputs;
  /** The files that the user named. */
  wanted: Selector;
  layouts: Layouts;
  /** The schemas as read. */
  schemas: string[];
  fonts: FontLibrary;
  /** The text of a file, for code frames. */
  textOf: (file: string) => string | undefined;
}

/**
 * @param paths departments or forms to narrow to, relative to the root, to `data/` or to the working directory; empty
 *   for all. Sums are still judged over the whole department.
 * @throws UserError when there is no data, a schema is broken, or a path matches nothing
 */
export function openProject(root: string, paths: readonly string[]): Project {
  const schemas = readSchemas(root);
  const layouts = layoutsOf(schemas);
  const inputs = readInputs(root, sources => layouts.kindsFor(sources));
  const fonts = new FontLibrary(fontFolders(root));
  if (!fonts.has(DEFAULT_FONT)) throw new UserError('没有安装字体', '运行 npm ci');
  const wanted = selector(inputs, root, paths);
  const sources = new Map(sourcesOf(inputs).map(source => [source.path, source]));
  return {
    inputs,
    narrowed: paths.length ? narrow(inputs, wanted) : inputs,
    wanted,
    layouts,
    schemas: schemas.map(({ text }) => text),
    fonts,
    textOf: file => sources.get(file)?.text,
  };
}

/**
 * Reads one department again, and no other.
 *
 * @param folder e.g. `data/2024/甲`
 * @returns the inputs with the department as it is now; `undefined` when the department came or went, and all is to be
 *   read
 */
export function rereadDepartment(root: string, folder: string, { inputs, layouts }: Project): Inputs | undefined {
  const year = inputs.years.find(({ departments }) => departments.some(({ path }) => path === folder));
  const read = year && readDepartment(root, folder, year, sources => layouts.kindsFor(sources));
  if (!read) return undefined;
  const departments = year.departments.map(one => (one.path === folder ? read.department : one));
  return {
    years: inputs.years.map(one => (one === year ? { ...year, departments } : one)),
    diagnostics: [...inputs.diagnostics.filter(({ file }) => !isUnder(file, folder)), ...read.diagnostics],
  };
}

/** Returns a project that is narrowed to some of its departments. @param folders e.g. `data/2024/甲` */
export function narrowTo(project: Project, folders: readonly string[]): Project {
  const { inputs, narrowed } = project;
  const chosen = new Set(folders);
  const years = narrowed.years
    .map(year => ({ ...year, departments: year.departments.filter(({ path }) => chosen.has(path)) }))
    .filter(({ departments }) => departments.length);
  const diagnostics = inputs.diagnostics.filter(({ file }) => chosen.has(departmentOf(file)));
  return { ...project, narrowed: { years, diagnostics } };
}

/** Only the departments that the paths are in, or about. */
function narrow(inputs: Inputs, wanted: Selector): Inputs {
  const years = inputs.years
    .map(year => ({ ...year, departments: year.departments.filter(({ path }) => wanted.touches(path)) }))
    .filter(({ departments }) => departments.length);
  const diagnostics = inputs.diagnostics
    .filter(({ file }) => wanted.touches(file) || wanted.touches(departmentOf(file)));
  return { years, diagnostics };
}

export interface Selector {
  /** The file, or folder, is one of those asked for, in one of them, or contains one of them. */
  touches: (path: string) => boolean;
  /** The file is one of those asked for or in one of them. True for every file when none was named. */
  includes: (path: string) => boolean;
}

/** Returns the selector of the files that the user named. */
function selector(inputs: Inputs, root: string, paths: readonly string[]): Selector {
  const all = [...sourcesOf(inputs).map(({ path }) => path), ...inputs.diagnostics.map(({ file }) => file)];
  const chosen = paths.map((path) => {
    const candidates = [resolve(path), resolve(root, path), resolve(root, 'data', path)]
      .map(absolute => relative(root, absolute).split(sep).join('/').normalize('NFC'))
      .map(found => found.replace(/\/$/, ''));
    const match = candidates.find(candidate => all.some(file => isUnder(file.normalize('NFC'), candidate)));
    if (match === undefined) throw new UserError(`没有这个部门或表：${path}`, '写 data 下的路径，如 data/2024/部门 或其中的一个 .yaml 文件');
    return match;
  });
  return {
    touches: path => chosen.some(one => isUnder(path.normalize('NFC'), one) || isUnder(one, path.normalize('NFC'))),
    includes: path => !chosen.length || chosen.some(one => isUnder(path.normalize('NFC'), one)),
  };
}
