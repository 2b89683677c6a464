import type { Kind } from '../model/form.js';
import { groupBy } from '../model/group-by.js';
import { isPattern, pathOf } from '../model/kinds.js';
import { isRecord } from '../model/record.js';
import type { FormAnnotation, Schema } from '../model/schema.js';
import type { Source } from '../model/source.js';
import { UserError } from '../model/user-error.js';
import { UNSEEN } from '../model/visible.js';
import { explainJson } from './layout-messages.js';
import { parse } from './parse.js';
import { createValidator, faultOf, type Validator } from './validate.js';
import { type SchemaFault, toEnglish } from './vocabulary.js';

/** A schema file as read. */
export interface SchemaFile {
  /** Relative to the root, e.g. `schemas/shapingba/project.schema.json`. */
  path: string;
  text: string;
}

/** A kind and what judges its files. */
interface Compiled {
  kind: Kind;
  validator: Validator;
}

const CORE = 'schemas/core.schema.json';
const SCHEME = 'schemas/scheme.schema.json';
/** The name of a layout is one of a scheme, of folders on every system and of partials. */
const OF_LAYOUT = /^schemas\/([a-z0-9][a-z0-9-]*)\/([\w-]+)\.schema\.json$/;

/** A fault and the file that it is in. */
export interface FileFault extends SchemaFault {
  path: string;
}

/** All layouts that there are; each is compiled when it is first asked for. */
export class Layouts {
  /** Judges a year's scheme, and what a department says otherwise; without defaults. */
  readonly scheme: Validator;
  readonly core: Schema;
  private readonly files: ReadonlyMap<string, readonly SchemaFile[]>;
  private readonly compiled = new Map<string, Compiled[]>();
  private readonly validators = new Map<Kind, Validator>();

  /**
   * @param files the schemas of the root, completed by the program's own
   * @param version what the schemas are of, for messages; `''` for the files on disk
   * @throws UserError when core or scheme schema are broken
   */
  constructor(files: readonly SchemaFile[], private readonly version = '') {
    const core = this.readSchema(files.find(({ path }) => path === CORE) ?? { path: CORE, text: '{}' });
    this.core = core;
    this.scheme = this.compileScheme(files.find(({ path }) => path === SCHEME) ?? { path: SCHEME, text: '{}' });
    const strays = files.filter(({ path }) => path !== CORE && path !== SCHEME && !OF_LAYOUT.test(path));
    if (strays.length) {
      throw new UserError(
        'schemas 里有不会被读取的文件',
        '表样定义放在 schemas/版式/表.schema.json；版式名用小写字母、数字和 -，表名用字母、数字、_ 和 -',
        { details: strays.map(({ path }) => version + path) },
      );
    }
    this.files = groupBy(files, ({ path }) => OF_LAYOUT.exec(path)?.[1]);
  }

  /** Names of all layouts. */
  names(): string[] {
    return [...this.files.keys()].sort();
  }

  /**
   * The kinds of a layout, the whole department first, then projects, then later stages.
   *
   * @returns `undefined` when there is no such layout
   * @throws UserError when a schema of it is broken; it says all that is wrong
   */
  kinds(layout: string): Kind[] | undefined {
    return this.compile(layout)?.map(({ kind }) => kind);
  }

  /** The kinds of all layouts. @throws UserError when a schema is broken */
  allKinds(): Kind[] {
    return this.names().flatMap(name => this.kinds(name) ?? []);
  }

  validatorOf(kind: Kind): Validator {
    const validator = this.validators.get(kind);
    if (!validator) throw new Error(`the kind ${kind.layout}/${kind.name} is of other layouts`);
    return validator;
  }

  /**
   * The kinds of forms of a department, by the layout that its scheme names.
   *
   * @param schemes the year's and the department's own, the latter counts
   * @returns `undefined` when there is no such layout, or a scheme cannot be read: another place reports it
   */
  kindsFor(schemes: readonly (Source | undefined)[]): Kind[] | undefined {
    const named = schemes.flatMap(source => (source ? this.layoutNamedIn(source) : []));
    return this.kinds(named.at(-1) ?? this.defaultLayout());
  }

  /** The layout of a scheme that names none. */
  defaultLayout(): string {
    const { default: name } = this.scheme.schema.properties?.layout ?? {};
    return typeof name === 'string' ? name : '';
  }

  private layoutNamedIn(source: Source): string[] {
    let known = this.named.get(source);
    if (!known) {
      const { data } = parse(source);
      const key = this.scheme.schema.properties?.layout?.key ?? '';
      const value = isRecord(data) && Object.hasOwn(data, key) ? data[key] : undefined;
      this.named.set(source, (known = typeof value === 'string' ? [value] : []));
    }
    return known;
  }

  private readonly named = new WeakMap<Source, string[]>();

  private compile(layout: string): Compiled[] | undefined {
    const files = this.files.get(layout);
    let compiled = this.compiled.get(layout);
    if (compiled || !files) return compiled;
    const { kinds, faults } = this.read(files);
    compiled = kinds;
    if (faults.length) {
      const lines = faults.map(({ path, pointer, message }) => `${this.version}${path}${pointer && `#${pointer}`}：${message}`);
      throw new UserError(`版式 ${layout} 的表样定义有 ${lines.length} 处错`, `改正后再运行；npm run layouts -- check ${layout} 逐条列出`, { details: lines });
    }
    const ranks = ['department', 'project', 'stage'];
    compiled.sort(({ kind: a }, { kind: b }) =>
      ranks.indexOf(a.role) - ranks.indexOf(b.role) || Number(isPattern(a)) - Number(isPattern(b)));
    for (const { kind, validator } of compiled) this.validators.set(kind, validator);
    this.compiled.set(layout, compiled);
    return compiled;
  }

  /** Returns everything that is wrong with the schemas of a layout, and the kinds that are right. */
  problemsOf(layout: string): { kinds: Kind[]; faults: FileFault[] } {
    const { kinds, faults } = this.read(this.files.get(layout) ?? []);
    return { kinds: kinds.map(({ kind }) => kind), faults };
  }

  private read(files: readonly SchemaFile[]): { kinds: Compiled[]; faults: FileFault[] } {
    const results = files.map(file => ({ ...compileKind(file, this.core, this.version), file }));
    const kinds = results.flatMap(({ compiled }) => compiled ?? []);
    const faults = results.flatMap(({ faults: found, file: { path } }) => found.map(fault => ({ path, ...fault })));
    return { kinds, faults: [...faults, ...clashes(kinds.map(({ kind }) => kind))] };
  }

  private compileScheme(file: SchemaFile): Validator {
    const { schema, faults } = toEnglish(this.readSchema(file), this.core, false);
    if (faults.length) throw brokenSchema(this.version + file.path, faults);
    return createValidator(schema, this.version + file.path);
  }

  private readSchema(file: SchemaFile): Schema {
    const read = readJson(file.text);
    if (!('schema' in read)) throw brokenSchema(this.version + file.path, [read]);
    return read.schema;
  }
}

function brokenSchema(path: string, faults: readonly SchemaFault[]): UserError {
  const details = faults.map(({ pointer, message }) => `${pointer && `${pointer}：`}${message}`);
  return new UserError(`表样定义 ${path} 有错`, '改正这个 JSON Schema 文件再运行', { details });
}

function readJson(text: string): { schema: Schema } | SchemaFault {
  try {
    const read: unknown = JSON.parse(text);
    const message = isRecord(read) ? faultOf(read) : '不是 { … }';
    return message === undefined ? { schema: read as Schema } : { pointer: '', message };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { pointer: '', message: explainJson(text, error) };
  }
}

/** Schema → kind, or all that is wrong with it. */
export function compileKind(
  file: SchemaFile,
  core: Schema,
  version = '',
): { compiled?: Compiled; faults: SchemaFault[] } {
  const read = readJson(file.text);
  if (!('schema' in read)) return { faults: [read] };
  const [, layout = '', name = ''] = OF_LAYOUT.exec(file.path) ?? [];
  try {
    const { form, faults } = readForm(read.schema);
    const english = toEnglish(read.schema, core, true);
    const all = [...faults, ...english.faults];
    if (all.length) return { faults: all };
    const { concepts, schema } = english;
    const validator = createValidator(schema, version + file.path);
    const { title = name } = schema;
    const { template = name } = form;
    const kind = { layout, name, title, schema, concepts, ...form, template };
    return { compiled: { kind, validator }, faults: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { faults: [{ pointer: '', message: error.message }] };
  }
}

const FORM_KEYS = ['role', 'files', 'template'];

function readForm({ form }: Schema): { form: FormAnnotation; faults: SchemaFault[] } {
  const faults: SchemaFault[] = [];
  const fail = (message: string): void => void faults.push({ pointer: '/form', message });
  const given: Partial<Record<keyof FormAnnotation, unknown>> = form ?? {};
  if (!form) fail('缺少 form，写 { "role": "project", "files": "projects/*.yaml" } 这样的一行');
  for (const key of Object.keys(given)) if (!FORM_KEYS.includes(key)) fail(`form 里没有 ${key}，可以写的有 ${FORM_KEYS.join('、')}`);
  const { role, files, template } = given;
  if (role !== 'department' && role !== 'project' && role !== 'stage') fail('form.role 写 department（部门表）、project（项目表）或 stage（项目的后续阶段，如自评）');
  if (typeof files !== 'string' || UNSEEN.test(files) || !/^(?:[^/*.][^/*]*\/)?(?:[^/*.][^/*]*|\*)\.yaml$/.test(files)) {
    fail('form.files 写部门文件夹里的位置，如 department.yaml 或 projects/*.yaml');
  }
  if (files === 'scheme.yaml' || files === 'volume.yaml') fail(`form.files 不能是 ${files}，这个名称程序自己要用`);
  if (role === 'department' && String(files).includes('*')) fail('部门表只有一份，form.files 不用 *');
  if (template !== undefined && template !== null && !(typeof template === 'string' && /^[\w-]+$/.test(template))) fail('form.template 写模板名，或 null');
  return { form: { ...form, role, files } as FormAnnotation, faults };
}

/** Returns what is wrong with kinds that each are right by themselves. */
function clashes(kinds: readonly Kind[]): FileFault[] {
  const files = new Map<string, string>();
  const fault = (kind: Kind, message: string): FileFault => ({ path: pathOf(kind), pointer: '/form', message });
  const found = kinds.flatMap((kind) => {
    const other = files.get(kind.files);
    files.set(kind.files, kind.name);
    return other === undefined ? [] : [fault(kind, `和 ${other} 的 form.files 都是 ${kind.files}`)];
  });
  const whole = kinds.filter(({ role }) => role === 'department');
  const [, second] = whole;
  if (second) found.push(fault(second, `一个版式最多一种部门表，这里有 ${whole.map(({ name }) => name).join('、')}`));
  const [unprinted] = kinds.filter(({ role, template }) => template === null && role !== 'project');
  if (unprinted) found.push(fault(unprinted, '只有项目表可以不要模板，由部门表来印'));
  const [stage] = kinds.filter(({ role }) => role === 'stage');
  if (stage && kinds.every(({ role }) => role === 'stage')) found.push(fault(stage, '只有后续阶段的表，没有它所对应的部门表或项目表'));
  const orphan = kinds.find(({ role, template }) => role === 'project' && template === null);
  if (orphan && !whole.length) found.push(fault(orphan, '没有模板的项目由部门表来印，这个版式却没有部门表'));
  return found;
}
