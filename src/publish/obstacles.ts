import { parse } from '../load/parse.js';
import type { Layouts } from '../load/layouts.js';
import type { Loaded } from '../load/load.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { type Department, formsOf, type Indicator, TABLES } from '../model/form.js';
import { type DepartmentInput, departmentsIn, type FormInput, type Inputs } from '../model/inputs.js';
import type { Obstacle } from '../model/obstacle.js';
import { placeOf, type Positions, spanOf } from '../model/source.js';
import { fixedTexts } from './fixed-texts.js';
import type { FindHidden } from './mask.js';
import { isDecided, isOfPrivacy } from './undecided.js';

/** The decisions about a department. */
export interface Decisions {
  department: Department;
  /** The paths of forms that are not published. */
  dropped: ReadonlySet<string>;
  find: FindHidden;
}

/**
 * Returns the findings of privacy rules in a form that nobody decided. A form that is dropped needs a reason only.
 *
 * @param found all that is wrong with the form
 */
export function undecidedOf(
  { source, kind }: FormInput,
  found: readonly Diagnostic[],
  { department, dropped, find }: Decisions,
  { forms }: Loaded,
  layouts: Layouts,
): Obstacle[] {
  if (dropped.has(source.path)) return found.filter(({ code }) => code === 'public-reason').map(obstacleOf);
  const form = forms.get(source.path);
  const open = found.filter(isOfPrivacy);
  if (!open.length || !form) return [];
  const internal = new Set(department.scheme.publication.internal);
  const positions = positionsOf({ source, kind }, layouts);
  return open.filter(problem => !isDecided(problem, form, positions, internal, find)).map(obstacleOf);
}

function obstacleOf({ file, range, message, code, hint }: Diagnostic): Obstacle {
  const place = { file, at: range.start, message };
  // The others have four answers, which are said once.
  return code === 'public-reason' && hint !== undefined ? { ...place, hint } : { ...place, undecided: code };
}

/** Returns the words that stand where no block may be put: in names of folders and files, and in labels. */
export function inNames(
  input: DepartmentInput,
  forms: readonly FormInput[],
  { department, find }: Decisions,
): Obstacle[] {
  const paths = [input.path, ...forms.map(({ source }) => source.path)]
    .filter(path => find(path.split('/').at(-1) ?? path).length)
    .map(file => ({ file, message: '名称里有要遮盖的内容，公开版里看得到', hint: '改文件或文件夹的名称，不写姓名和号码' }));
  const file = input.scheme?.path ?? `data/${input.year}/scheme.yaml`;
  const texts = [...fixedTexts(department, forms.map(({ kind }) => kind))].filter(text => find(text).length)
    .map(text => ({ file, message: `要遮盖的内容在印出来的“${text}”里，遮不掉`, hint: '在“遮盖”里写完整的姓名或号码' }));
  return [...paths, ...texts];
}

/**
 * Returns the tables in which rows have one name when words are hidden: a later stage would show the target of another.
 *
 * @param department as published
 */
export function namesakes(department: Department, { forms }: Loaded): Obstacle[] {
  if (!department.stages.length) return [];
  return formsOf(department).flatMap(({ source: { path: file }, data }): Obstacle[] => {
    const isFewer = TABLES.some(table => namesIn(data[table]).size < namesIn(forms.get(file)?.data[table]).size);
    const message = '遮盖以后有几项指标同名，自评、监控的表认不出是哪一项';
    return isFewer ? [{ file, message, hint: '改指标的名称，不写姓名和号码' }] : [];
  });
}

function namesIn(rows: readonly Indicator[] = []): Set<string> {
  return new Set(rows.map(({ name }) => name));
}

/** Returns an error of a file as published, at its place in the file as written. */
export function misfit({ file, pointer = '', message }: Diagnostic, inputs: Inputs, layouts: Layouts): Obstacle {
  const form = departmentsIn(inputs).flatMap(({ forms }) => forms)
    .find(({ source }) => source.path === file);
  const span = form && spanOf(placeOf(positionsOf(form, layouts), pointer));
  return {
    file,
    ...form && span ? { at: form.source.range(span).start } : {},
    message: `去掉不公开的内容以后，这一栏不合表样：${message}`,
    hint: '把这一栏写进“内部栏目”，或在“遮盖”里写完整的姓名、号码',
  };
}

/** Returns the places of the fields of a form as written. */
export function positionsOf({ source, kind }: FormInput, layouts: Layouts): Positions {
  return layouts.validatorOf(kind).validate(parse(source), source).positions;
}
