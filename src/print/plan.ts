import type { Severity } from '../model/code.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Department, Form } from '../model/form.js';
import { type DepartmentInput, departmentOf, filesOf, type Inputs, isUnder, type YearInput } from '../model/inputs.js';
import { type Departments, formsIn, formsOf, type PrintTask } from './print.js';
import { isUnreadable, type Loaded } from '../load/load.js';
import type { Selector } from '../load/project.js';

/** What a run makes of what was loaded. */
export interface Plan {
  forms: PrintTask[];
  /** Departments without an error, all forms of which were asked for: each has a volume. */
  whole: Department[];
  /** Years of several departments, all of them whole: each has a volume. */
  years: Departments[];
  /** Folders of departments with errors → the worst of them. */
  faulty: ReadonlyMap<string, Severity>;
  /** What was asked for and is not printed because of errors: departments, or some of their forms. */
  unprinted: string[];
  /** What else was asked for: files and folders that were not taken in. */
  untaken: string[];
  /** Folders of years that were asked for as a whole and have errors. */
  unbound: string[];
  /** Folders of departments that were looked at, and of which every file was read. */
  known: ReadonlySet<string>;
}

export interface PlanOptions {
  /** A warning counts as an error. */
  strict: boolean;
  /** Whether the forms of departments with errors are printed, as drafts. */
  draft: boolean;
  /** Whether years are bound into volumes. */
  binds: boolean;
}

/**
 * @param all the whole of the inputs
 * @param narrowed the departments that the user asked for
 * @param open those of them that were loaded; the others are known to have no error
 * @param wanted what the user asked for
 */
export function planBuild(
  all: Inputs,
  narrowed: Inputs,
  open: Inputs,
  loaded: Loaded,
  wanted: Selector,
  { strict, draft, binds }: PlanOptions,
): Plan {
  const { departments, diagnostics } = loaded;
  const faulty = findFaulty(open, strict ? diagnostics : diagnostics.filter(({ severity }) => severity === 'error'));
  const isWanted = (form: Form, department: Department): boolean =>
    formsIn(form, department).some(({ source }) => wanted.includes(source.path));
  const isFaulty = (department: Department): boolean => faulty.has(folderOf(department));
  const forms = formsOf(departments)
    .map(task => ({ ...task, isDraft: isFaulty(task.department) }))
    .filter(({ department, form, isDraft }) => isWanted(form, department) && (draft || !isDraft));
  const printed = new Set(forms.flatMap(({ department, form }) => formsIn(form, department).map(({ source }) => source.path)));
  const unprinted = departmentsOf(open).filter(({ path }) => faulty.has(path)).flatMap((department) => {
    const paths = pathsOf(department);
    const missing = paths.filter(path => wanted.includes(path) && !printed.has(path));
    return missing.length === paths.length ? [department.path] : missing;
  });
  const whole = departments.filter(department =>
    !isFaulty(department) && formsOf([department]).every(({ form }) => isWanted(form, department)));
  const several = binds ? all.years.filter(year => year.departments.length > 1) : [];
  const untaken = all.diagnostics.filter(isUnreadable);
  const hasErrors = ({ path, departments: ofYear }: YearInput): boolean =>
    untaken.some(({ file }) => isUnder(file, path)) || ofYear.some(({ path: folder }) => faulty.has(folder));
  return {
    forms,
    whole,
    years: several.filter(year => !hasErrors(year)).flatMap(year => yearOf(year.departments, whole)),
    faulty,
    unprinted,
    untaken: untaken.map(({ file }) => file).filter(path =>
      wanted.includes(path) && !unprinted.some(one => isUnder(path, one))),
    unbound: several.filter(year => hasErrors(year) && year.departments.flatMap(pathsOf).every(wanted.includes))
      .map(({ path }) => path),
    known: knownIn(narrowed, open, loaded, faulty),
  };
}

/** `data/2024/甲` */
export function folderOf({ year, name }: Department): string {
  return `data/${year}/${name}`;
}

/**
 * A file that is missing in a list, or could not be read, may be what a document of an earlier run was made of; so may
 * the projects of a department that has none any more and is wrong without them.
 */
function knownIn(
  narrowed: Inputs,
  open: Inputs,
  { departments, diagnostics }: Loaded,
  faulty: ReadonlyMap<string, Severity>,
): Set<string> {
  const known = new Set(departmentsOf(narrowed).map(({ path }) => path));
  for (const { path } of departmentsOf(open)) known.delete(path);
  for (const department of departments) {
    if (department.projects.length || !faulty.has(folderOf(department))) known.add(folderOf(department));
  }
  for (const { file } of diagnostics.filter(isUnreadable)) known.delete(departmentOf(file));
  return known;
}

/** An error in a scheme is one in every department of its year. */
function findFaulty(open: Inputs, errors: readonly Diagnostic[]): Map<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const { file, severity } of errors) {
    const owner = departmentOf(file);
    if (worst.get(owner) !== 'error') worst.set(owner, severity);
  }
  const faulty = departmentsOf(open).flatMap(({ year, path }): [string, Severity][] => {
    const found = [worst.get(path), worst.get(`data/${year}/scheme.yaml`)].filter(severity => severity !== undefined);
    return found.length ? [[path, found.includes('error') ? 'error' : 'warning']] : [];
  });
  return new Map(faulty);
}

function departmentsOf({ years }: Inputs): DepartmentInput[] {
  return years.flatMap(({ departments }) => departments);
}

function pathsOf(department: DepartmentInput): string[] {
  return filesOf(department).filter(source => source !== department.scheme).map(({ path }) => path);
}

/** The departments of a year when all of them are whole, or none. */
function yearOf(inputs: readonly DepartmentInput[], whole: readonly Department[]): Departments[] {
  const paths = new Set(inputs.map(({ path }) => path));
  const [first, ...rest] = whole.filter(department => paths.has(folderOf(department)));
  return first && rest.length + 1 === inputs.length ? [[first, ...rest]] : [];
}
