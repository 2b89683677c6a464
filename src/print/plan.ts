import { type Diagnostic, isListed, isUnreadable } from '../model/diagnostic.js';
import type { Department, Form } from '../model/form.js';
import { type DepartmentInput, departmentOf, departmentsIn, filesOf, type Inputs, isUnder, type YearInput } from '../model/inputs.js';
import type { Severity } from '../model/rank.js';
import { formsIn, formsOf, type PrintTask } from './print.js';
import type { Settled } from './settled.js';
import type { Loaded } from '../load/load.js';
import type { Selector } from '../load/project.js';

/** The documents to make in a run. */
export interface Plan {
  forms: PrintTask[];
  /** Departments without errors all of whose forms were requested: each gets a volume. */
  whole: Department[];
  /** Years of several departments without errors that are not bound as they are now: each gets a volume. */
  years: YearInput[];
  /** Folders of departments with errors, with the most severe one. */
  faulty: ReadonlyMap<string, Severity>;
  /** Requested departments or forms that are not printed because of errors. */
  unprinted: string[];
  /** Requested files and folders that could not be read in. */
  untaken: string[];
  /** Folders of years that were requested as a whole and have errors. */
  unbound: string[];
  /** Folders of departments that were read completely. */
  known: ReadonlySet<string>;
}

export interface PlanOptions {
  /** True when warnings count as errors. */
  strict: boolean;
  /** True to print the forms of departments with errors, as drafts. */
  draft: boolean;
  /** True to bind years into volumes. */
  binds: boolean;
}

/**
 * Determines the documents of a run.
 *
 * @param all all inputs
 * @param narrowed the departments that the user requested
 * @param settled open: those of them that were loaded; the others are known to have no errors, and what is bound of
 *   them; years whose volumes are up to date
 * @param wanted true for the paths that the user requested
 */
export function planBuild(
  all: Inputs,
  narrowed: Inputs,
  { inputs: open, bound, years }: Pick<Settled, 'inputs' | 'bound' | 'years'>,
  loaded: Loaded,
  wanted: Selector,
  { strict, draft, binds }: PlanOptions,
): Plan {
  const { departments, diagnostics } = loaded;
  const faulty = findFaulty(open, diagnostics.filter(problem => (strict ? isListed(problem) : problem.severity === 'error')));
  const isWanted = (form: Form, department: Department): boolean =>
    formsIn(form, department).some(({ source }) => wanted.includes(source.path));
  const isFaulty = (department: Department): boolean => faulty.has(folderOf(department));
  const forms = formsOf(departments)
    .map(task => ({ ...task, isDraft: isFaulty(task.department) }))
    .filter(({ department, form, isDraft }) => isWanted(form, department) && (draft || !isDraft));
  const onPages = forms.flatMap(({ department, form }) => formsIn(form, department));
  const printed = new Set(onPages.map(({ source }) => source.path));
  const unprinted = departmentsIn(open).filter(({ path }) => faulty.has(path)).flatMap((department) => {
    const paths = pathsOf(department);
    const missing = paths.filter(path => wanted.includes(path) && !printed.has(path));
    return missing.length === paths.length ? [department.path] : missing;
  });
  const whole = departments.filter(department =>
    !isFaulty(department) && formsOf([department]).every(({ form }) => isWanted(form, department)));
  const wholeFolders = new Set(whole.map(folderOf));
  const several = binds ? all.years.filter(year => year.departments.length > 1) : [];
  const untaken = all.diagnostics.filter(isUnreadable);
  const hasErrors = ({ path, departments: ofYear }: YearInput): boolean =>
    untaken.some(({ file }) => isUnder(file, path)) || ofYear.some(({ path: folder }) => faulty.has(folder));
  return {
    forms,
    whole,
    years: several.filter(year => !hasErrors(year) && !years.has(year.path) &&
      year.departments.every(({ path }) => wholeFolders.has(path) || bound.has(path))),
    faulty,
    unprinted,
    untaken: untaken.map(({ file }) => file).filter(path =>
      wanted.includes(path) && !unprinted.some(one => isUnder(path, one))),
    unbound: several.filter(year => hasErrors(year) && year.departments.flatMap(pathsOf).every(wanted.includes))
      .map(({ path }) => path),
    known: knownIn(narrowed, open, loaded, faulty),
  };
}

/** Returns the folder of a department: `data/2024/甲`. */
export function folderOf({ year, name }: Department): string {
  return `data/${year}/${name}`;
}

/**
 * Returns the folders of departments whose files are all known. A missing or unreadable file may be the source of an
 * earlier document; so may the removed projects of a department that is wrong without projects.
 */
function knownIn(
  narrowed: Inputs,
  open: Inputs,
  { departments, diagnostics }: Loaded,
  faulty: ReadonlyMap<string, Severity>,
): Set<string> {
  const known = new Set(departmentsIn(narrowed).map(({ path }) => path));
  for (const { path } of departmentsIn(open)) known.delete(path);
  for (const department of departments) {
    if (department.projects.length || !faulty.has(folderOf(department))) known.add(folderOf(department));
  }
  for (const { file } of diagnostics.filter(isUnreadable)) known.delete(departmentOf(file));
  return known;
}

/** Returns the departments with errors. An error of a scheme applies to every department of its year. */
function findFaulty(open: Inputs, errors: readonly Diagnostic[]): Map<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const { file, severity } of errors) {
    const owner = departmentOf(file);
    if (worst.get(owner) !== 'error') worst.set(owner, severity);
  }
  const faulty = departmentsIn(open).flatMap(({ year, path }): [string, Severity][] => {
    const found = [worst.get(path), worst.get(`data/${year}/scheme.yaml`)].filter(severity => severity !== undefined);
    return found.length ? [[path, found.includes('error') ? 'error' : 'warning']] : [];
  });
  return new Map(faulty);
}

function pathsOf(department: DepartmentInput): string[] {
  return filesOf(department).filter(source => source !== department.scheme).map(({ path }) => path);
}
