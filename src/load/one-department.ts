import { departmentOfForms, load, type Loaded, schemeOf } from './load.js';
import type { ReadForm } from './read-form.js';
import type { Project } from './project.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { type Department, formsOf } from '../model/form.js';
import { departmentOf, departmentsIn, type Inputs, isUnder, namesIn, type YearInput } from '../model/inputs.js';
import { must } from '../model/must.js';

/** A department as it was last checked. */
export interface Checked {
  /** Its forms that can be read; `undefined` without a scheme. */
  department: Department | undefined;
  /** The paths of the forms that can be read. */
  readable: ReadonlySet<string>;
  /** The problems of its files. */
  diagnostics: Diagnostic[];
}

/**
 * Checks one department.
 *
 * @param quick true to leave out the rules: then the forms are there at once, and problems only of syntax and schema
 */
export function checkDepartment(
  folder: string,
  { inputs, layouts, fonts }: Pick<Project, 'inputs' | 'layouts' | 'fonts'>,
  readForm: ReadForm,
  quick: boolean,
): Checked {
  const loaded = load(only(folder, inputs), layouts, fonts, {
    all: inputs.years, readForm, ...quick && { rules: [] },
  });
  return {
    department: departmentIn(folder, loaded),
    readable: new Set(loaded.forms.keys()),
    diagnostics: loaded.diagnostics.filter(({ file }) => isUnder(file, folder)),
  };
}

/** Returns the problems of files that belong to no department: schemes of years, and what is in the wrong place. */
export function checkRest({ inputs, layouts, fonts }: Pick<Project, 'inputs' | 'layouts' | 'fonts'>): Diagnostic[] {
  const years = inputs.years.map((year): YearInput => ({ ...year, departments: [] }));
  const folders = new Set(departmentsIn(inputs).map(({ path }) => path));
  const rest = inputs.diagnostics.filter(({ file }) => !folders.has(departmentOf(file)));
  return load({ years, diagnostics: rest }, layouts, fonts, { all: inputs.years }).diagnostics;
}

function only(folder: string, { years, diagnostics }: Inputs): Inputs {
  const year = must(years.find(({ path }) => isUnder(folder, path)), folder);
  const departments = year.departments.filter(({ path }) => path === folder);
  return { years: [{ ...year, departments }], diagnostics: diagnostics.filter(({ file }) => isUnder(file, folder)) };
}

/** The department with every form that fits its schema, even if it cannot be built. */
function departmentIn(folder: string, loaded: Loaded): Department | undefined {
  const [built] = loaded.departments;
  const scheme = built?.scheme ?? schemeOf(folder, loaded);
  if (!scheme) return undefined;
  const marked = new Map(built ? formsOf(built).map(form => [form.source.path, form]) : []);
  const forms = [...loaded.forms].map(([path, form]) => marked.get(path) ?? form);
  return departmentOfForms(namesIn(folder), scheme, forms);
}
