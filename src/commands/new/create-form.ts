import { newForm, rowsFrom, rowsLike, valuesOf } from '../../edit/scaffold/new-form.js';
import { nextPlace, safeName } from '../../edit/scaffold/place.js';
import { departmentNameProblem } from '../../io/inputs/names.js';
import { hasSchema } from '../../io/program.js';
import type { Form, Kind } from '../../model/form.js';
import { filesOf, isUnder, type YearInput } from '../../model/inputs.js';
import { isPattern, pathOf } from '../../model/kinds.js';
import { withYear } from '../../model/labels.js';
import type { LibraryEntry } from '../../model/library/library.js';
import { nameOf } from '../../model/stage.js';
import { UserError } from '../../model/user-error.js';
import { UNSEEN } from '../../model/visible.js';
import { elsewhereText } from '../../report/new-files.js';
import type { Known, NewOptions } from './options.js';
import { type Creation, meant } from './carry-over-year.js';
import { chooseIndicators, namedIndicators } from './indicators.js';

/**
 * Returns a new form; a person is asked for what the options leave open.
 *
 * @throws UserError when something is missing and nobody can be asked, or does not exist
 */
export async function createForm(options: NewOptions, known: Known): Promise<Creation> {
  const { project: { inputs, layouts }, forms } = known;
  const year = await chooseYear(options, inputs.years);
  const ofYear = layouts.kindsFor([year.scheme]) ?? [];
  const given = year.departments.find(({ name }) => name === options.department);
  const kind = await chooseKind(options, given?.kinds ?? ofYear, year.year);
  const folder = await chooseDepartment(options, kind, year, ofYear);
  const own = [...forms.values()].filter(({ source }) => isUnder(source.path, `${year.path}/${folder}`));
  const files = year.departments.filter(({ name }) => name === folder).flatMap(filesOf)
    .map(({ path }) => path.slice(`${year.path}/${folder}/`.length));
  const target = kind.role === 'stage' ? await chooseTarget(options, kind, own, files) : undefined;
  const name = target || kind.role === 'department' ? undefined : await chooseName(options, kind);
  const below = target && isPattern(kind) ? kind.files.replace('*', () => nameOf(target)) : nextPlace(kind, files, name ?? folder);
  const indicators = target ? [] : await chosenIndicators(options, kind, name ?? folder, known.library);
  const path = `${year.path}/${folder}/${below}`;
  const rows = target ? rowsLike(target, kind) : { indicators: rowsFrom(indicators, kind, elsewhereText) };
  const values = valuesOf(name, kind, own);
  const source = newForm(kind, { path, hasSchema: hasSchema(options.root, pathOf(kind)), values, rows }, layouts);
  const steps = [
    '打开它，把空的栏目填上；不知道怎么填的，看栏目上面的说明',
    `运行 npm run check -- ${path} 看还缺什么，npm run watch 边改边看`,
    ...kind.role === 'department' ? [`再建项目表：npm run new -- --year ${year.year} --department ${folder}`] : [],
  ];
  return { files: [source], steps };
}

async function chooseYear({ year, questions }: NewOptions, years: readonly YearInput[]): Promise<YearInput> {
  const latest = years.at(-1);
  const copy = latest && `要开始新的一年：npm run new -- --from ${latest.year} --year ${year ?? Number(latest.year) + 1}`;
  if (!latest) throw new UserError('data 里没有任何年度', '先建 data/年度/scheme.yaml，写上版式');
  if (year === undefined && questions && years.length > 1) {
    return questions.choose('哪一年的表？', years.toReversed().map(one => ({ value: one, label: `${one.year} 年` })));
  }
  const found = year === undefined ? latest : years.find(one => one.year === year);
  if (!found) throw new UserError(`还没有 ${year ?? ''} 年`, copy);
  if (!found.scheme) throw new UserError(`${found.path} 缺少口径文件 scheme.yaml，不知道用哪套表`, copy);
  return found;
}

async function chooseKind(
  { kind: wanted, questions }: NewOptions,
  kinds: readonly Kind[],
  year: string,
): Promise<Kind> {
  const title = (kind: Kind): string => withYear(kind.title, year);
  const all = kinds.map(kind => `${kind.name}（${title(kind)}）`).join('、');
  if (!kinds.length) throw new UserError(`${year} 年的版式读不出来`, '运行 npm run check 看口径有什么问题');
  if (wanted === undefined) {
    if (questions) return questions.choose('建什么表？', kinds.map(kind => ({ value: kind, label: title(kind), hint: kind.files })));
    throw new UserError('没有写建什么表', `写成 npm run new -- 种类；种类有 ${all}`);
  }
  const named = kinds.filter(kind => [kind.name, kind.title, title(kind)].includes(wanted));
  const found = named.length ? named : kinds.filter(({ role }) => role === wanted);
  const [kind, ...others] = found;
  if (!kind) throw new UserError(`${year} 年的版式没有“${wanted}”这种表`, `可以写的有 ${all}`);
  if (others.length) throw new UserError(`“${wanted}”有几种表`, `写清是哪一种：${found.map(({ name }) => name).join('、')}`);
  return kind;
}

/** Returns the folder of the department: an existing one, but for the form that a department begins with. */
async function chooseDepartment(
  { department, questions }: NewOptions,
  kind: Kind,
  { departments, year }: YearInput,
  kinds: readonly Kind[],
): Promise<string> {
  const names = departments.map(({ name }) => name);
  // A department without a form of its own begins with its first project.
  const begins = kind.role === 'department' || (kind.role === 'project' && kinds.every(({ role }) => role !== 'department'));
  const isNew = kind.role === 'department' ? (name: string) => departmentNameProblem(name, names) : undefined;
  if (department === undefined) {
    const [only, ...others] = names;
    if (kind.role !== 'department' && only !== undefined && !others.length) return only;
    if (!questions) throw new UserError('没有写是哪个部门', '加上 --department 部门');
    if (begins) return questions.write('部门叫什么？（文件夹用这个名称）', name => (names.includes(name) && !isNew ? undefined : departmentNameProblem(name, names)));
    return questions.choose('哪个部门？', names.map(value => ({ value, label: value })));
  }
  if (names.includes(department) && kind.role !== 'department') return department;
  if (!begins) throw new UserError(`${year} 年没有部门“${department}”`, `${meant(department, names)}；新的部门先建部门表`);
  const problem = departmentNameProblem(department, names);
  if (problem !== undefined) throw new UserError(`部门不能叫“${department}”：${problem}`, '换一个名称');
  return department;
}

async function chooseName({ name, questions }: NewOptions, kind: Kind): Promise<string> {
  const problemOf = (text: string): string | undefined =>
    (safeName(text) === '' ? '名称里要有字' : UNSEEN.test(text) ? '名称里有看不见的字符，重新打一遍' : undefined);
  if (name === undefined && questions) return questions.write(`${kind.schema.properties?.name?.key ?? '名称'}？`, problemOf);
  if (name === undefined) throw new UserError('没有写名称', '加上 --name 名称');
  const problem = problemOf(name.trim());
  if (problem !== undefined) throw new UserError(`不能叫“${name}”：${problem}`, '换一个名称，用平常的字');
  return name.trim();
}

/** Returns the form that a later stage is of: one that has none of its kind yet. */
async function chooseTarget(
  { of, questions }: NewOptions,
  kind: Kind,
  forms: readonly Form[],
  files: readonly string[],
): Promise<Form> {
  const placeOf = (form: Form): string => (isPattern(kind) ? kind.files.replace('*', () => nameOf(form)) : kind.files);
  const fits = (form: Form): boolean => isPattern(kind) || placeOf(form).endsWith(`/${nameOf(form)}.yaml`) || placeOf(form) === `${nameOf(form)}.yaml`;
  const targets = forms.filter(form => form.kind.role !== 'stage' && fits(form));
  const open = targets.filter(form => !files.includes(placeOf(form)));
  const [only, ...others] = open;
  if (of !== undefined) {
    const found = targets.find(form => [nameOf(form), form.data.name, form.source.path].includes(of.replace(/\.yaml$/, '')));
    if (found) return found;
    throw new UserError(`没有“${of}”这张目标表`, meant(of, targets.map(nameOf)));
  }
  if (!only) throw new UserError(targets.length ? `每张目标表都有${kind.title}了` : '这个部门还没有目标表', '先建目标表，再建后续阶段的表');
  if (!others.length) return only;
  if (!questions) throw new UserError('没有写是哪张目标表的', `加上 --of 目标表；还没有的是：${open.map(nameOf).join('、')}`);
  return questions.choose('哪张目标表的？', open.map(form => ({ value: form, label: nameOf(form) })));
}

async function chosenIndicators(
  { indicator, questions }: NewOptions,
  kind: Kind,
  name: string,
  library: () => LibraryEntry[],
): Promise<LibraryEntry[]> {
  if (!kind.schema.properties?.indicators?.items) return [];
  if (indicator.length) return namedIndicators(indicator, library());
  return questions ? chooseIndicators(questions, name, library()) : [];
}
