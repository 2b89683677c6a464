import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { glob } from 'glob';
import { append } from '../model/append.js';
import { compareText, type Diagnostic } from '../model/diagnostic.js';
import type { DepartmentInput, Inputs, YearInput } from '../model/inputs.js';
import { Source } from '../model/source.js';
import { UserError } from '../model/user-error.js';

const START = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

const LAYOUT = 'data/年度/scheme.yaml、data/年度/部门/department.yaml、data/年度/部门/projects/序号-名称.yaml';

/** Something that is below `data/`, on disk or in a commit. */
export interface Found {
  /** Relative to the root, with `/`. */
  path: string;
  /** `other`: neither file nor folder. */
  kind: 'file' | 'link' | 'submodule' | 'other';
  read: () => Uint8Array;
}

/**
 * Reads everything under `data/`. Links are not followed, files other than YAML are passed over, and
 * a YAML file in a place where it would be ignored is reported.
 *
 * @throws UserError when there is no data/ folder
 */
export async function readInputs(root: string): Promise<Inputs> {
  const data = join(root, 'data');
  const entries = await glob('**', { cwd: data, withFileTypes: true, follow: false, dot: true });
  if (!entries.length) throw noData(data);
  return inputsOf(entries
    .filter(entry => entry.isSymbolicLink() || !entry.isDirectory())
    .map(entry => ({
      path: `data/${entry.relativePosix()}`,
      kind: entry.isSymbolicLink() ? 'link' : entry.isFile() ? 'file' : 'other',
      read: () => readFileSync(entry.fullpath()),
    })));
}

/** @param data the folder that is not there */
export function noData(data: string): UserError {
  return new UserError(`没有 data 文件夹：${data}`, `在放 data 的文件夹里运行，或用 --root 指明；结构是 ${LAYOUT}`);
}

/** Sorts what was found into years and departments, and tells what cannot be taken in. */
export function inputsOf(found: readonly Found[]): Inputs {
  const inputs: Inputs = { years: [], diagnostics: [] };
  for (const entry of [...found].sort((a, b) => compareText(a.path, b.path))) take(entry, inputs);
  for (const year of inputs.years) {
    if (!year.scheme) {
      inputs.diagnostics.push(missing(`${year.path}/scheme.yaml`, '缺少口径文件 scheme.yaml', '从上一年度复制一份再改'));
    }
    for (const department of year.departments) {
      if (department.form) continue;
      const path = `${department.path}/department.yaml`;
      inputs.diagnostics.push(missing(path, '缺少部门整体绩效目标表 department.yaml', '补上部门表；没有它，项目表不会印出来'));
    }
  }
  append(inputs.diagnostics, findCollisions(inputs.years));
  return inputs;
}

function take({ path, kind, read: bytes }: Found, inputs: Inputs): void {
  const reject = (code: string, message: string, hint: string): void => {
    inputs.diagnostics.push({ code: `file/${code}`, severity: 'error', message, hint, file: path, range: START });
  };
  if (kind === 'link') { reject('link', '这是一个链接，不会被读取', '放真正的文件或文件夹，不用链接'); return; }
  if (kind === 'submodule') { reject('submodule', '这是另一个 git 仓库（子模块），不会被读取', '把里面的文件直接放进来'); return; }
  if (/\.yml$/i.test(path)) { reject('extension', '扩展名是 .yml', '改名为 .yaml'); return; }
  const isAppleDouble = path.split('/').at(-1)?.startsWith('._'); // what macOS leaves on foreign disks
  if (!/\.yaml$/i.test(path) || kind !== 'file' || isAppleDouble) return;
  const [, year = '', name, ...rest] = path.split('/');
  const read = (): Source => new Source(path, bytes());
  if (/^\d{4}$/.test(year) && name !== undefined) {
    if (!rest.length && name === 'scheme.yaml') {
      yearOf(inputs, year).scheme = read();
      return;
    }
    if (rest.length === 1 && rest[0] === 'department.yaml') {
      departmentOf(inputs, year, name).form = read();
      return;
    }
    if (rest.length === 2 && rest[0] === 'projects' && path.endsWith('.yaml')) {
      departmentOf(inputs, year, name).projects.push(read());
      return;
    }
  }
  reject('misplaced', '文件放的地方不对，不会被读取', `应放在 ${LAYOUT}`);
}

function yearOf({ years }: Inputs, year: string): YearInput {
  let found = years.find(input => input.year === year);
  if (!found) years.push((found = { year, path: `data/${year}`, scheme: undefined, departments: [] }));
  return found;
}

function departmentOf(inputs: Inputs, year: string, name: string): DepartmentInput {
  const { path, departments } = yearOf(inputs, year);
  let found = departments.at(-1);
  if (found?.name !== name) {
    departments.push((found = { year, name, path: `${path}/${name}`, form: undefined, projects: [] }));
  }
  return found;
}

function missing(file: string, message: string, hint: string): Diagnostic {
  return { code: 'file/missing', severity: 'error', message, hint, file, range: START };
}

/** Names that are one name on a disk that does not tell case, or normal forms of Unicode, apart. */
function findCollisions(years: readonly YearInput[]): Diagnostic[] {
  const seen = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const path of years.flatMap(({ departments }) =>
    departments.flatMap(({ path, projects }) => [`${path}/department.yaml`, ...projects.map(source => source.path)]),
  )) {
    const name = path.normalize('NFC').toLowerCase();
    const first = seen.get(name);
    if (first === undefined) seen.set(name, path);
    else {
      diagnostics.push({
        code: 'file/same-name',
        severity: 'error',
        message: `与 ${first} 会印成同一个文件名（不分大小写）`,
        hint: '给其中一个改名',
        file: path,
        range: START,
      });
    }
  }
  return diagnostics;
}
