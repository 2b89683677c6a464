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

/** The shape of the group is not checked: the key of the note has the version of the program. */
function isBoundNote({ group, forms, front }: Partial<BoundNote>): boolean {
  return typeof group === 'object' && Array.isArray(forms) && [...forms, front].every(print =>
    typeof print?.key === 'string' && typeof print.partSha256 === 'string' && Number.isInteger(print.pages));
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
