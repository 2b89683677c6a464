import type { PdfCache } from '../io/cache/cache.js';
import { type DepartmentInput, filesOf, type Inputs, isUnder, sameBefore, type YearInput } from '../model/inputs.js';
import type { BoundPdf, BoundVolume } from './bound.js';
import type { VolumeGroup } from './views/volume.js';

/* What is known of a department all of whose prints are in the cache, whoever made them. */

/** The keys of the prints of a department that are bound; the cache has the prints. */
export interface BoundNote {
  group: VolumeGroup;
  forms: PrintNote[];
  front: PrintNote;
}

type PrintNote = Pick<BoundPdf, 'key' | 'pages' | 'partSha256'>;

/** The record of a department all of whose prints are in the cache, and its volume where volumes are made. */
export interface MadeNote {
  bound: BoundNote | null;
}

/**
 * Records that all prints of a department without errors are in the cache.
 *
 * @param volume of the department; undefined where no volumes are made
 */
export function rememberMade(
  { years }: Inputs,
  year: YearInput,
  department: DepartmentInput,
  volume: BoundVolume | undefined,
  common: readonly string[],
  cache: PdfCache,
): void {
  const note: MadeNote = { bound: volume ? noteOf(volume) : null };
  cache.remember(madeKey(common, years, year, department), note);
}

/**
 * Returns what {@link rememberMade} recorded of a department with the same files; undefined when nothing is recorded.
 *
 * @param where `shared`: in the shared store, where there is one that is written
 */
export async function recallMade(
  inputs: Inputs,
  year: YearInput,
  department: DepartmentInput,
  common: readonly string[],
  cache: PdfCache,
  where: 'anywhere' | 'shared' = 'anywhere',
): Promise<MadeNote | undefined> {
  const note = isQuestioned(inputs, department)
    ? undefined
    : await cache.recall(madeKey(common, inputs.years, year, department), where);
  return isMadeNote(note) ? note : undefined;
}

/** Returns the parts of the key of that record. */
export function madeKey(
  common: readonly string[],
  years: readonly YearInput[],
  year: YearInput,
  department: DepartmentInput,
): (string | Uint8Array)[] {
  return ['made', ...departmentKey(common, years, year, department)];
}

function noteOf({ group, forms, front }: BoundVolume): BoundNote {
  const print = ({ key, pages, partSha256 }: BoundPdf): PrintNote => ({ key, pages, partSha256 });
  return { group, forms: forms.map(print), front: print(front) };
}

/** True when a file of a department or year could not be read as it is. */
export function isQuestioned({ diagnostics }: Inputs, { path }: { path: string }): boolean {
  return diagnostics.some(({ file, severity }) => severity === 'error' && isUnder(file, path));
}

function isMadeNote(value: unknown): value is MadeNote {
  const { bound } = (value ?? {}) as Partial<MadeNote>;
  return bound === null || (bound !== undefined && isBoundNote(bound));
}

function isBoundNote({ group, forms, front }: Partial<BoundNote>): boolean {
  const isComplete = isGroup(group) && Array.isArray(forms) && forms.length === group.entries.length;
  return isComplete && [...forms, front].every(print =>
    typeof print?.key === 'string' && typeof print.partSha256 === 'string' && Number.isInteger(print.pages));
}

const TEXTS = ['year', 'name', 'publisher', 'date'] as const;

function isGroup(value: unknown): value is VolumeGroup {
  const group = (value ?? {}) as Partial<VolumeGroup>;
  const { fonts, gutter, isTwoSided, labels, entries, rows } = group;
  const isText = (text: unknown): boolean => typeof text === 'string';
  return TEXTS.every(name => isText(group[name])) && (fonts === null || isText(fonts)) &&
    typeof gutter === 'number' && typeof isTwoSided === 'boolean' &&
    (labels === null || (isText(labels?.name) && isText(labels?.total))) &&
    isListOf(entries, ({ title, path }) => isText(title) && isText(path)) && entries.length > 0 &&
    isListOf(rows, ({ name, budget, indicators }) => isText(name) && isText(budget) && Number.isInteger(indicators));
}

function isListOf<T>(list: T[] | undefined, isItem: (item: Partial<T>) => boolean): list is T[] {
  return Array.isArray(list) && list.every(item => isItem((item as T | null) ?? {}));
}

/**
 * Returns the parts of a key for what is made of a department. A form is compared with that of the year before, whose
 * files are therefore a part of it.
 *
 * @param common the inputs of all departments, besides their files
 */
export function departmentKey(
  common: readonly string[],
  years: readonly YearInput[],
  year: YearInput,
  department: DepartmentInput,
): (string | Uint8Array)[] {
  const before = sameBefore(department, years);
  const files = [...year.scheme ? [year.scheme] : [], ...filesOf(department), ...before ? filesOf(before) : []];
  return ['department', ...common, department.path, ...files.flatMap(source => [source.path, source.bytes])];
}
