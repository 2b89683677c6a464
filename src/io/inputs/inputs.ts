import { join, posix } from 'node:path';
import { compareText, type Diagnostic } from '../../model/diagnostic.js';
import { type DepartmentInput, departmentsIn, filesOf, type Inputs, isUnder, type KindsOf, type YearInput } from '../../model/inputs.js';
import { must } from '../../model/must.js';
import { Source } from '../../model/source.js';
import { UserError } from '../../model/user-error.js';
import { Collected, problem } from './collected.js';
import { findCollisions, nameProblem } from './names.js';
import { isJunk, isYear, placeOfFile, STRUCTURE, type Tree } from './places.js';
import { readRegularFile, whyUnreadable } from './read-file.js';
import { type Found, walk } from './walk.js';

/** More than any form may have. The content is checked further after reading. */
export const MAX_BYTES = 8 * 1024 ** 2;

/**
 * Reads everything under `data/`. Links are not followed. A form that would be lost because of its name, its place or
 * because it cannot be read is an error; a file that is no form is a warning; files of operating systems are ignored.
 *
 * @param kindsOf returns the kinds of forms of a department
 * @throws UserError when there is no data/ folder
 */
export function readInputs(root: string, kindsOf: KindsOf): Inputs {
  const found = walk(root, 'data');
  if (!found.length) throw noData(join(root, 'data'));
  const inputs = inputsOf(found, path => readRegularFile(join(root, path), MAX_BYTES), kindsOf);
  if (!inputs.years.length && !inputs.diagnostics.some(({ severity }) => severity === 'error')) {
    inputs.diagnostics.push(problem('error', 'file/missing', 'data', 'data 里没有任何年度的表', `结构是 ${STRUCTURE}`));
  }
  return inputs;
}

/**
 * Reads the folder of one department, and no other file.
 *
 * @param path e.g. `data/2024/甲`
 * @param before the year as read before: its scheme, and the department, whose unchanged files stay the same objects
 * @returns `undefined` when the folder is gone
 */
export function readDepartment(
  root: string,
  path: string,
  before: YearInput,
  kindsOf: KindsOf,
): { department: DepartmentInput; diagnostics: Diagnostic[] } | undefined {
  const { scheme, departments } = before;
  const known = departments.find(one => one.path === path);
  const found = walk(root, path);
  const ofYear: Found[] = scheme ? [{ path: scheme.path, kind: 'file' }] : [];
  const read = (file: string): Uint8Array =>
    (scheme && file === scheme.path ? scheme.bytes : readRegularFile(join(root, file), MAX_BYTES));
  const { years, diagnostics } = inputsOf([...ofYear, ...found], read, kindsOf);
  const department = departmentsIn({ years }).find(one => one.path === path);
  if (!found.length || !department) return undefined;
  const sources = new Map((known ? filesOf(known) : []).map(source => [source.path, source]));
  const kept = (source: Source): Source => {
    const old = sources.get(source.path);
    return old && Buffer.compare(old.bytes, source.bytes) === 0 ? old : source;
  };
  const forms = department.forms.map(form => ({ ...form, source: kept(form.source) }));
  return {
    department: { ...department, scheme: department.scheme && kept(department.scheme), forms },
    diagnostics: diagnostics.filter(({ file }) => isUnder(file, path)),
  };
}

/** Returns the error for a missing data folder. @param data its path */
export function noData(data: string): UserError {
  return new UserError(`没有 data 文件夹：${data}`, `在放 data 的文件夹里运行，或用 --root 指明；结构是 ${STRUCTURE}`);
}

/**
 * Sorts files and folders into years and departments, and reports those that do not fit.
 *
 * @param read returns the bytes of a file; a system error that it throws is reported for the file
 * @param kindsOf returns the kinds of forms of a department
 */
export function inputsOf(found: readonly Found[], read: (path: string) => Uint8Array, kindsOf: KindsOf): Inputs {
  const entries = withFolders(found).sort((a, b) => compareText(a.path, b.path));
  const tree = treeOf(entries);
  const inputs = new Collected(kindsOf);
  const isScheme = ({ path }: Found): boolean => path.endsWith('/scheme.yaml');
  for (const entry of entries) if (isScheme(entry)) take(entry, tree, read, inputs);
  for (const entry of entries) if (!isScheme(entry)) take(entry, tree, read, inputs);
  const years = inputs.years();
  for (const { path, scheme, departments } of years) {
    if (!scheme) inputs.miss(`${path}/scheme.yaml`, '缺少口径文件 scheme.yaml', '从上一年度复制一份再改');
    for (const { path: folder, kinds, forms } of departments) {
      const whole = kinds?.find(({ role }) => role === 'department');
      if (!kinds || (whole ? forms.some(({ kind }) => kind === whole) : forms.length)) continue;
      const { files: file, title } = must(whole ?? kinds[0], `a kind of form for ${folder}`);
      const hint = !forms.length
        ? '补上这张表；这里不是部门，就把文件夹删去或移到 data 之外'
        : '补上部门表；没有它，项目表不会印出来';
      inputs.miss(`${folder}/${file}`, `缺少${title} ${file}`, hint);
    }
  }
  for (const { path, message, hint } of findCollisions(years)) inputs.report('file/same-name', path, message, hint);
  return { years, diagnostics: inputs.diagnostics };
}

/** Adds the folders of the files, which git does not list. */
function withFolders(found: readonly Found[]): Found[] {
  const all = new Map<string, Found>();
  for (const { path } of found) {
    for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      all.set(path.slice(0, end), { path: path.slice(0, end), kind: 'folder' });
    }
  }
  for (const entry of found) all.set(entry.path, entry);
  return [...all.values()];
}

/** Returns the tree of files and folders. */
function treeOf(entries: readonly Found[]): Tree {
  const paths = new Set(entries.map(({ path }) => path));
  const read = new Set(entries.flatMap(({ path, kind }) =>
    (kind === 'file' && path.endsWith('.yaml') ? [path.slice(0, path.lastIndexOf('/'))] : [])));
  return { has: path => paths.has(path), hasForms: folder => read.has(folder) };
}

const UNREADABLE_HINT = '改好权限再运行；读到之前，旧的文档保留';

function take(
  { path, kind, reason = '' }: Found,
  tree: Tree,
  read: (path: string) => Uint8Array,
  inputs: Collected,
): void {
  const steps = path.split('/');
  const place = placeOfFile(path, tree, () => inputs.kindsIn(steps[1] ?? '', steps[2] ?? ''));
  if (isJunk(path) || (place.is === 'junk' && kind === 'file')) return;
  const misnamed = nameProblem(posix.basename(path));
  if (misnamed) inputs.report('file/name', path, misnamed.message, misnamed.hint);
  switch (kind) {
    case 'unreadable': inputs.report('file/unreadable', path, `读不了：${reason}`, UNREADABLE_HINT); return;
    case 'link': inputs.report('file/link', path, '这是一个链接，不会被读取', '放真正的文件或文件夹，不用链接'); return;
    case 'submodule': inputs.report('file/submodule', path, '这是另一个 git 仓库（子模块），不会被读取', '把里面的文件直接放进来'); return;
    case 'other': inputs.report('file/unreadable', path, '这是管道或设备，不会被读取', '放真正的文件'); return;
    case 'folder': takeFolder(steps, inputs); return;
    case 'file':
  }
  if (place.is === 'lost') {
    inputs.report(place.code, path, place.message, place.hint);
    if (place.meant !== undefined) inputs.explained.add(place.meant);
  } else if (place.is === 'foreign') inputs.warn('file/foreign', place.path, place.message, place.hint);
  else if (place.is !== 'junk') {
    try {
      const source = new Source(path, read(path));
      if (place.is === 'scheme') inputs.addScheme(source);
      else if (place.is === 'form') inputs.addForm(place.kind, source);
    } catch (error) {
      inputs.report('file/unreadable', path, `读不了：${whyUnreadable(error)}`, UNREADABLE_HINT);
    }
  }
}

/** Adds a folder as a year or a department, by its path, even if it is empty. */
function takeFolder(steps: readonly string[], inputs: Collected): void {
  const [, year = '', name, ...rest] = steps;
  const path = steps.join('/');
  if (/\.ya?ml$/i.test(path)) inputs.report('file/misplaced', path, '这是一个文件夹，不是表', '改名，或把里面的表移出来');
  else if (isYear(year) && name === undefined) inputs.year(year);
  else if (isYear(year) && !rest.length && !name?.startsWith('.')) inputs.department(year, name ?? '');
}
