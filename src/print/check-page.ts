import type { Department, Form, Kind } from '../model/form.js';
import { isPattern, pathOf, templateOf } from '../model/kinds.js';
import { type Pointer, steps } from '../model/pointer.js';
import { UserError } from '../model/user-error.js';
import { checkTables } from './check-tables.js';
import { createRenderer, type Renderer, type Template } from './render.js';
import { EMPTY_SCHEME, type Mark, marksOf, optionalIn, sampleForm, schemaPointer } from './sample.js';
import { UnknownName } from './strict-view.js';
import { viewForm } from './views/form.js';

/** Something wrong with a layout. */
export interface LayoutProblem {
  /** The path of the schema or the template. */
  path: string;
  /** JSON Pointer into a schema; `undefined` for a template. */
  pointer?: Pointer;
  /** The line in a template, from 1. */
  line?: number;
  message: string;
  hint: string;
}

/** A form and the department that it is printed with. */
interface Sample {
  form: Form;
  department: Department;
}

/** Renders a sample; of the names that are not there it finds all, not only the first. */
type Render = (sample: Sample) => { html: string | undefined; problems: LayoutProblem[] };

/** Finds what is wrong with the page of a kind: fields that do not reach it, and what cannot be empty. */
export function checkPage(kind: Kind, kinds: readonly Kind[], templates: readonly Template[]): LayoutProblem[] {
  const page = kind.template === null ? kinds.find(({ role }) => role === 'department') : kind;
  if (!page) return [];
  if (!templates.some(({ path }) => path === templateOf(page))) {
    const message = `没有模板 ${templateOf(page)}`;
    return page === kind ? [{ path: pathOf(kind), pointer: '/form', message, hint: '补上这个文件，或在 form.template 里写已有的模板名' }] : [];
  }
  const marks = marksOf(kind, '甲');
  const render = rendererOf(page, templates);
  const whole = sampleOf(kind, kinds, marks);
  const { html, problems } = render(whole);
  if (html === undefined) return problems;
  const known = new Set(problems.map(({ message }) => message));
  const isNew = ({ message }: LayoutProblem): boolean => !known.has(message);
  const empty = optionalIn(kind).flatMap((left): LayoutProblem[] => {
    const place = { path: pathOf(kind), pointer: schemaPointer(left, kind) };
    return render(sampleOf(kind, kinds, marks, new Set([left]))).problems.filter(isNew).slice(0, 1)
      .map(({ message, hint }) => ({ ...place, message: `这一栏空着时印不出来：${message}`, hint }));
  });
  const alone = kind.role === 'stage'
    ? render({ ...whole, department: { ...whole.department, form: undefined, projects: [] } }).problems.filter(isNew)
    : [];
  const printed = html.replace(/<[^<>]*>/g, ' ');
  return [
    ...problems,
    ...marks.flatMap(mark => countMark(mark, printed, kind, templateOf(page))),
    ...checkTables(html).map(fault => ({ path: templateOf(page), ...fault })),
    ...empty,
    ...alone.map(problem =>
      ({ ...problem, message: `没有对应的目标表时印不出来：${problem.message}`, hint: '放在 {{#if target}}…{{/if}} 里' })),
  ];
}

/** A field must be on the page once, an internal one not at all. @param printed the text of the page, without tags */
function countMark(mark: Mark, printed: string, kind: Kind, template: string): LayoutProblem[] {
  const { label, text, internal, pointer } = mark;
  const place = { path: pathOf(kind), pointer: schemaPointer(pointer, kind) };
  const count = printed.split(text).length - 1;
  if (internal) {
    return count ? [{ ...place, message: `“${label}”是 internal，却印在表上`, hint: `删去 internal，或从 ${template} 里拿掉` }] : [];
  }
  // The name of a row may be that of the target's row.
  const isKey = kind.role === 'stage' && pointer.endsWith('/0/name');
  if (count === 1 || (isKey && count > 0)) return [];
  return [count
    ? { ...place, message: `“${label}”印了 ${count} 次`, hint: `${template} 里只留一处` }
    : { ...place, message: `“${label}”没有印在表上`, hint: `在 ${template} 里写上 ${nameIn(mark, kind)}；确实不印的，加 "internal": true` }];
}

/** The department of a sample in which one kind holds the marks. @param left fields that are left out */
function sampleOf(kind: Kind, kinds: readonly Kind[], marks: readonly Mark[], left?: ReadonlySet<Pointer>): Sample {
  const whole = kinds.find(({ role }) => role === 'department');
  const project = kinds.find(({ role }) => role === 'project');
  const isStage = kind.role === 'stage';
  const aim = isStage && whole && kind.files.endsWith(`/${whole.files}`) ? whole : project ?? whole;
  const isOfOne = isStage && aim && !isPattern(aim);
  const form = sampleForm(kind, marks, left, isOfOne ? aim.files.replace('.yaml', '') : undefined);
  const other = (one: Kind | undefined): Form[] => (one && one !== kind ? [sampleForm(one, marksOf(one, '乙'))] : []);
  // The form that a later stage is about has rows of the same names.
  const target = isStage ? other(aim).map(one => withNamesOf(form, one)) : [];
  const own = kind.role === 'department' ? [form] : isStage && aim === whole ? target : other(whole);
  const projects = kind.role === 'project' ? [form] : isStage && aim === project ? target : other(project);
  const department = {
    year: '2024', name: '样例部门', scheme: EMPTY_SCHEME, form: own[0], projects, stages: isStage ? [form] : [],
  };
  return { form: kind.template === null ? department.form ?? form : form, department };
}

function withNamesOf(stage: Form, target: Form): Form {
  const names = (stage.data.indicators ?? []).map(({ name }) => name);
  const indicators = target.data.indicators?.map((row, index) => ({ ...row, name: names[index] ?? row.name }));
  return indicators ? { ...target, data: { ...target.data, indicators } } : target;
}

function rendererOf(page: Kind, templates: readonly Template[]): Render {
  const tolerated = new Set<string>();
  let render: Renderer | undefined;
  return ({ form, department }) => {
    const problems: LayoutProblem[] = [];
    tolerated.clear();
    for (;;) {
      try {
        render ??= createRenderer(templates, tolerated);
        const html = render('form', viewForm(form, department));
        return { html: html.slice(html.indexOf('<article')), problems };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        problems.push(problemOf(error, templateOf(page)));
        const { cause } = error;
        if (!(cause instanceof UnknownName) || tolerated.has(cause.unknown)) return { html: undefined, problems };
        tolerated.add(cause.unknown);
      }
    }
  };
}

/** Returns an error of the renderer as a problem at its line. @param template used if the error names no other */
function problemOf({ message, hint = '' }: UserError, template: string): LayoutProblem {
  const [start = '', path = template, line] = /^模板 (\S+?)(?: 第 (\d+) 行)?：/.exec(message) ?? [];
  return { path, ...(line === undefined ? {} : { line: Number(line) }), message: message.slice(start.length), hint };
}

/** Returns a field as a template names it: `预算.年度预算`. */
function nameIn({ pointer, isTick }: Mark, kind: Kind): string {
  const keys = steps(schemaPointer(pointer, kind)).filter(step => step !== 'properties');
  const items = keys.indexOf('items');
  const path = keys.map(key => (/[\s（）()[\]{}!"#%&'*+,./;<=>@^`|~]/.test(key) ? `[${key}]` : key));
  if (items >= 0) return `{{#each ${path.slice(0, items).join('.')}.rows}}…{{${path.slice(items + 1).join('.')}.text}}…{{/each}}`;
  return isTick ? `{{> value ${path.join('.')}}}` : `{{${path.join('.')}.text}}`;
}
