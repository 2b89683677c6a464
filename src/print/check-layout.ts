import type { Department, Form, Kind } from '../model/form.js';
import { isPattern, pathOf, templateOf } from '../model/kinds.js';
import type { Pointer } from '../model/pointer.js';
import type { Schema } from '../model/schema.js';
import { UserError } from '../model/user-error.js';
import { createRenderer, type Template } from './render.js';
import { EMPTY_SCHEME, type Mark, marksOf, optionalIn, sampleForm, schemaPointer } from './sample.js';
import { UnknownName } from './strict-view.js';
import { viewForm } from './views/form.js';

/** Something wrong with a layout. */
export interface LayoutProblem {
  /** Of the schema or the template. */
  path: string;
  /** JSON Pointer into a schema; `undefined` for a template. */
  pointer?: Pointer;
  /** Of a template, from 1. */
  line?: number;
  message: string;
  hint: string;
}

/**
 * Finds everything that is wrong with how the kinds of one layout are printed: each field must reach its page once,
 * each may be empty, and every name that a template uses must be there.
 *
 * @param kinds all of the layout, each right by itself
 * @param templates all, those of other layouts too
 * @param hasGlyph whether the font has a character
 */
export function checkLayout(
  kinds: readonly Kind[],
  templates: readonly Template[],
  hasGlyph: (codePoint: number) => boolean,
): LayoutProblem[] {
  return [
    ...kinds.flatMap(kind => checkKind(kind, kinds, templates)),
    ...kinds.flatMap(kind => checkLabels(kind, hasGlyph)),
    ...checkTemplates(kinds, templates, hasGlyph),
  ];
}

function checkKind(kind: Kind, kinds: readonly Kind[], templates: readonly Template[]): LayoutProblem[] {
  const page = kind.template === null ? kinds.find(({ role }) => role === 'department') : kind;
  const path = templateOf(page ?? kind);
  if (!templates.some(one => one.path === path)) {
    return kind.template === null ? [] : [{ path: pathOf(kind), pointer: '/form', message: `没有模板 ${path}`, hint: '补上这个文件，或在 form.template 里写已有的模板名' }];
  }
  const marks = marksOf(kind, '甲');
  const { html, problems } = renderAll(formsWith(kind, kinds, marks), page ?? kind, templates);
  if (html === undefined) return problems;
  const place = (mark: Mark): Pick<LayoutProblem, 'path' | 'pointer'> => ({ path: pathOf(kind), pointer: schemaPointer(mark.pointer, kind) });
  for (const mark of marks) {
    const count = countOf(html, mark);
    // The name of a row may be that of the target.
    const isKey = kind.role === 'stage' && mark.pointer.endsWith('/0/name');
    if (mark.internal ? count > 0 : count === 1 || (isKey && count > 0)) continue;
    if (mark.internal) problems.push({ ...place(mark), message: `“${mark.label}”是 internal，却印在表上`, hint: `删去 internal，或从 ${path} 里拿掉` });
    else if (count === 0) problems.push({ ...place(mark), message: `“${mark.label}”没有印在表上`, hint: `在 ${path} 里写上 ${nameIn(mark, kind)}；确实不印的，加 "internal": true` });
    else problems.push({ ...place(mark), message: `“${mark.label}”印了 ${count} 次`, hint: `${path} 里只留一处` });
  }
  const known = new Set(problems.map(({ message }) => message));
  const broken = optionalIn(kind).flatMap((left): LayoutProblem[] => {
    const { problems: found } = renderAll(formsWith(kind, kinds, marks, new Set([left])), page ?? kind, templates);
    return found.filter(({ message }) => !known.has(message)).slice(0, 1).map(({ message, hint }) => ({ path: pathOf(kind), pointer: schemaPointer(left, kind), message: `这一栏空着时印不出来：${message}`, hint }));
  });
  return [...problems, ...broken];
}

/** The department of a sample in which one kind holds the marks. */
function formsWith(
  kind: Kind,
  kinds: readonly Kind[],
  marks: readonly Mark[],
  left?: ReadonlySet<Pointer>,
): { form: Form; department: Department } {
  const whole = kinds.find(({ role }) => role === 'department');
  const project = kinds.find(({ role }) => role === 'project');
  const aim = project ?? whole;
  const isOfOne = kind.role === 'stage' && aim && !isPattern(aim);
  const form = sampleForm(kind, marks, left, isOfOne ? aim.files.replace('.yaml', '') : undefined);
  const other = (one: Kind | undefined): Form[] => (one && one !== kind ? [sampleForm(one, marksOf(one, '乙'))] : []);
  // What a later stage is about has rows of the same names.
  const target = kind.role === 'stage' ? other(aim).map(one => named(one, form)) : [];
  const own = kind.role === 'department' ? [form] : kind.role === 'stage' && !project ? target : other(whole);
  const projects = kind.role === 'project' ? [form] : kind.role === 'stage' && project ? target : other(project);
  const department = {
    year: '2024', name: '样例部门', scheme: EMPTY_SCHEME, form: own[0], projects, stages: kind.role === 'stage' ? [form] : [],
  };
  return { form: kind.template === null ? department.form ?? form : form, department };
}

function named(target: Form, stage: Form): Form {
  const names = (stage.data.indicators ?? []).map(({ name }) => name);
  const indicators = (target.data.indicators ?? []).map((row, index) => ({ ...row, name: names[index] ?? row.name }));
  return { ...target, data: { ...target.data, ...(target.data.indicators ? { indicators } : {}) } };
}

/** Renders; of the names that are not there it finds all, not only the first. */
function renderAll(
  { form, department }: ReturnType<typeof formsWith>,
  page: Kind,
  templates: readonly Template[],
): { html: string | undefined; problems: LayoutProblem[] } {
  const problems: LayoutProblem[] = [];
  const tolerated = new Set<string>();
  for (;;) {
    try {
      const html = createRenderer(templates, tolerated)('form', viewForm(form, department));
      return { html: html.slice(html.indexOf('<article')), problems };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const [, path = templateOf(page), line] = /^模板 (\S+?)(?: 第 (\d+) 行)?：/.exec(error.message) ?? [];
      const message = error.message.replace(/^模板 .*?：/, '');
      problems.push({ path, ...(line === undefined ? {} : { line: Number(line) }), message, hint: error.hint ?? '' });
      const { cause } = error;
      if (!(cause instanceof UnknownName) || tolerated.has(cause.unknown)) return { html: undefined, problems };
      tolerated.add(cause.unknown);
    }
  }
}

function countOf(html: string, { text, options }: Mark): number {
  if (options.length) return Number(options.every(option => html.includes(option)));
  return html.split(text).length - 1;
}

/** How a template names a field: `预算.年度预算`. */
function nameIn({ pointer, options }: Mark, kind: Kind): string {
  const keys = schemaPointer(pointer, kind).split('/').filter(step => step !== 'properties' && step !== '');
  const items = keys.indexOf('items');
  const path = keys.map(key => (/[\s（）()[\]{}!"#%&'*+,./;<=>@^`|~]/.test(key) ? `[${key}]` : key));
  if (items >= 0) return `{{#each ${path.slice(0, items).join('.')}.rows}}…{{${path.slice(items + 1).join('.')}.text}}…{{/each}}`;
  return options.length ? `{{> value ${path.join('.')}}}` : `{{${path.join('.')}.text}}`;
}

/** Two fields of one group must not go by one label; every label must be in the font. */
function checkLabels(kind: Kind, hasGlyph: (codePoint: number) => boolean): LayoutProblem[] {
  const problems: LayoutProblem[] = [];
  const walk = (schema: Schema, pointer: Pointer): void => {
    if (schema.items) walk(schema.items, `${pointer}/0`);
    const seen = new Map<string, string>();
    for (const [code, property] of Object.entries(schema.properties ?? {})) {
      const place = { path: pathOf(kind), pointer: schemaPointer(`${pointer}/${escape(code)}`, kind) };
      const { title = '', key = code } = property;
      const other = seen.get(title);
      if (other !== undefined) problems.push({ ...place, message: `“${key}”和“${other}”在表上的叫法都是“${title}”`, hint: '改 title，读的人才分得清' });
      seen.set(title, key);
      for (const character of missingIn(title + (property.enum ?? []).join(''), hasGlyph)) {
        problems.push({ ...place, message: `字体里没有“${character}”，印不出来`, hint: '换一个字' });
      }
      walk(property, `${pointer}/${escape(code)}`);
    }
  };
  walk(kind.schema, '');
  return problems;
}

function escape(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Templates that no kind and no other template uses, and characters in them that the font lacks. */
function checkTemplates(
  kinds: readonly Kind[],
  templates: readonly Template[],
  hasGlyph: (codePoint: number) => boolean,
): LayoutProblem[] {
  const [first] = kinds;
  if (!first) return [];
  const own = templates.filter(({ name }) => name.startsWith(`${first.layout}/`));
  const used = new Set(kinds.map(({ layout, name, template }) => `${layout}/${template ?? name}`));
  const all = own.map(({ text }) => text).join('\n');
  const idle = own.filter(({ name }) => !used.has(name) && !all.includes(`> ${name}`));
  return [
    ...idle.map(({ path }) => ({ path, message: '没有一种表用这个模板', hint: '文件名和 schemas 里的一样，或在 form.template 里写它；没有用的删去' })),
    ...own.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) =>
      missingIn(line, hasGlyph).map(character => ({ path, line: index + 1, message: `字体里没有“${character}”，印不出来`, hint: '换一个字' })))),
  ];
}

function missingIn(text: string, hasGlyph: (codePoint: number) => boolean): string[] {
  return [...new Set(text)].filter(character => !/\s/.test(character) && !hasGlyph(character.codePointAt(0) ?? 0));
}
