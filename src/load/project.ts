import { relative, resolve, sep } from 'node:path';
import { FontLibrary } from '../io/fonts/library.js';
import { readInputs } from '../io/inputs/inputs.js';
import { fontFolders, ownSchema, readSchema } from '../io/program.js';
import { DEFAULT_FONT } from '../model/fonts.js';
import { departmentOf, type Inputs, isUnder } from '../model/inputs.js';
import { recordOf } from '../model/record.js';
import type { SchemaName } from '../model/schema.js';
import type { Source } from '../model/source.js';
import { UserError } from '../model/user-error.js';
import type { Validators } from './load.js';
import { missingFields } from './expected-fields.js';
import { withNewerFields } from './newer-fields.js';
import { createValidator, type Validator } from './validate.js';

/** Everything read: what every command begins with. */
export interface Project {
  /** All of them: what is narrowed to may depend on the others. */
  inputs: Inputs;
  /** Those to be checked. */
  narrowed: Inputs;
  validators: Validators;
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
  const schemas = SCHEMA_NAMES.map(name => readSchema(root, name));
  const validators = recordOf(
    schemas.map(({ name, text, path }) => [name, validatorOf(name as SchemaName, text, path)] as const),
  ) as Validators;
  const inputs = readInputs(root);
  const fonts = new FontLibrary(fontFolders(root));
  if (!fonts.has(DEFAULT_FONT)) throw new UserError('没有安装字体', '运行 npm ci');
  const sources = new Map(sourcesOf(inputs).map(source => [source.path, source]));
  return {
    inputs,
    narrowed: narrow(inputs, root, paths),
    validators,
    schemas: schemas.map(({ text }) => text),
    fonts,
    textOf: file => sources.get(file)?.text,
  };
}

/** @throws UserError when the schema is broken, or lacks fields that rules and forms are made of */
function validatorOf(name: SchemaName, text: string, path: string): Validator {
  const own = ownSchema(name);
  const validator = createValidator(name, withNewerFields(text, own.text), path);
  if (text === own.text) return validator;
  const missing = missingFields(validator.schema, createValidator(name, own.text, own.path).schema);
  if (!missing.length) return validator;
  const labels = [...new Set(missing)].map(label => `“${label}”`).join('、');
  throw new UserError(
    `表样定义 ${path}（${name}）里没有程序要用的栏目，或不是必填，或类型不同：${labels}`,
    '照程序自带的表样定义补上：栏目名称可以改，code、type 和 required 要一样',
  );
}

const SCHEMA_NAMES = ['scheme', 'department', 'project'] as const;

/** Every YAML file of the inputs. */
export function sourcesOf({ years }: Inputs): Source[] {
  return years.flatMap(({ scheme, departments }) =>
    [scheme, ...departments.flatMap(({ form, projects }) => [form, ...projects])],
  ).filter(source => source !== undefined);
}

/** Only the departments that the paths are in, or about. */
function narrow(inputs: Inputs, root: string, paths: readonly string[]): Inputs {
  if (!paths.length) return inputs;
  const wanted = selector(inputs, root, paths);
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

/** Which files the user asked for. */
export function selector(inputs: Inputs, root: string, paths: readonly string[]): Selector {
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
