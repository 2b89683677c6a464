import { append } from '../model/append.js';
import type { Code } from '../model/code.js';
import { compareDiagnostics, type Diagnostic } from '../model/diagnostic.js';
import type { Fonts } from '../model/fonts.js';
import { type Department, type Form, formsOf, type Kind, type Scheme } from '../model/form.js';
import { glyphsOf, markMissing } from '../model/glyphs.js';
import { type DepartmentInput, departmentOf, type FormInput, type Inputs, isUnder, sameBefore, type YearInput } from '../model/inputs.js';
import { oncePer } from '../model/once-per.js';
import type { Positions, Source } from '../model/source.js';
import { visible } from '../model/visible.js';
import { rules as allRules } from '../rules/index.js';
import { Copies } from '../rules/reading/copies.js';
import { KnownNames } from '../rules/reading/known-names.js';
import type { Rule } from '../rules/rule.js';
import { check, isOfUnfit, type PlacedForm } from './check.js';
import type { Layouts } from './layouts.js';
import { rechecksIn } from './rechecks.js';
import { readForm, type ReadForm } from './read-form.js';
import { readScheme } from './read-scheme.js';
import { completeScheme } from './scheme.js';
import { applyWaivers, type Waivable } from './waivers.js';

/* The first job: parse → validate → check → waive. print.ts is the second. */

export interface Loaded {
  /**
   * Departments whose own form and scheme can be read, with the projects that can be read: these can be printed,
   * whatever rules found in them. A character that no font has is marked as missing.
   */
  departments: Department[];
  /** Those that can be read, by folder: of years, and of departments. */
  schemes: Map<string, Scheme>;
  /** Every form that fits its schema, also of departments with errors, by the path of its file. */
  forms: Map<string, Form>;
  /** All problems of all files, in the order of reports. */
  diagnostics: Diagnostic[];
  /** Findings that a comment beside them accepts. */
  waived: Diagnostic[];
  /** The checks that could not run, with reasons. */
  notes: string[];
  /** The number of YAML files that were read. */
  files: number;
}

/** Returns the scheme that a file is judged by: that of its department. */
export function schemeOf(path: string, { schemes }: Pick<Loaded, 'schemes'>): Scheme | undefined {
  return schemes.get(departmentOf(path));
}

/** The tools and settings with which everything is loaded. */
interface Tools {
  layouts: Layouts;
  fonts: Fonts;
  rules: readonly Rule<Code>[];
  readForm: ReadForm;
  all: readonly YearInput[];
  acrossDepartments: boolean;
  /** The names in the forms of all years, filled as departments are checked. */
  knownNames: KnownNames;
}

interface LoadOptions {
  /** Every year: forms are compared with those of the year before, which need not be loaded. */
  all?: readonly YearInput[];
  /** True to compare departments with each other: only where all of a year are loaded. */
  acrossDepartments?: boolean;
  /** Those to check by; without any, problems are of syntax and schema only. */
  rules?: readonly Rule<Code>[];
  /** Parses and validates a form; one that remembers saves the forms that did not change. */
  readForm?: ReadForm;
}

/**
 * Inputs → departments as far as they can be printed, and every problem in them. Nothing is thrown for bad data.
 */
export function load(
  inputs: Inputs,
  layouts: Layouts,
  fonts: Fonts,
  { all = inputs.years, acrossDepartments = false, rules = allRules, readForm: reader = readForm }: LoadOptions = {},
): Loaded {
  const loaded: Loaded = {
    departments: [],
    schemes: new Map(),
    forms: new Map(),
    diagnostics: [...inputs.diagnostics],
    waived: [],
    notes: [],
    files: 0,
  };
  const tools = { layouts, fonts, rules, readForm: reader, all, acrossDepartments, knownNames: new KnownNames() };
  for (const year of inputs.years) loadYear(year, inputs.diagnostics, tools, loaded);
  loaded.diagnostics.sort(compareDiagnostics);
  return loaded;
}

/** @param given problems of files that were not taken in */
function loadYear(year: YearInput, given: readonly Diagnostic[], tools: Tools, loaded: Loaded): void {
  const { schema } = tools.layouts.scheme;
  const ofYear = year.scheme && loadScheme(year.scheme, tools.layouts.kindsFor([year.scheme]), tools, loaded);
  const complete = ofYear && completeScheme([ofYear], schema);
  if (complete) loaded.schemes.set(year.path, complete);
  if (!ofYear && year.departments.length) {
    loaded.notes.push(`${year.path} 没有可用的口径，只核对了各表的栏目，没有核对权重和合计`);
  }
  const elsewhere = new Copies();
  for (const input of year.departments) {
    const own = input.scheme && loadScheme(input.scheme, input.kinds, tools, loaded);
    const isReadable = (own !== undefined || !input.scheme) && input.kinds !== undefined;
    const merged = own && ofYear ? completeScheme([ofYear, own], schema) : complete;
    const scheme = isReadable ? merged : undefined;
    if (scheme) loaded.schemes.set(input.path, scheme);
    const misfits = given.filter(({ file, severity }) => severity === 'error' && isUnder(file, input.path));
    const { department, found } = loadDepartment(input, misfits, scheme, elsewhere, tools, loaded);
    if (department) loaded.departments.push(department);
    append(loaded.diagnostics, found);
  }
}

/** @returns the scheme as written, without defaults; `undefined` when it cannot be used */
function loadScheme(
  source: Source,
  kinds: readonly Kind[] | undefined,
  { layouts, fonts }: Tools,
  loaded: Loaded,
): Partial<Scheme> | undefined {
  const { scheme, found, waived } = readScheme(source, kinds, layouts, fonts);
  loaded.files += 1;
  append(loaded.waived, waived);
  append(loaded.diagnostics, found);
  return scheme;
}

/** @param misfits errors about its files that were not taken in */
function loadDepartment(
  input: DepartmentInput,
  misfits: readonly Diagnostic[],
  scheme: Scheme | undefined,
  elsewhere: Copies,
  { layouts, fonts, rules, readForm: reader, all, acrossDepartments, knownNames }: Tools,
  loaded: Loaded,
): { department?: Department; found: Diagnostic[] } {
  const unread: Diagnostic[] = [];
  const placed: PlacedForm[] = [];
  /** Forms that do not fit their schema, as far as they are read. */
  const misread: PlacedForm[] = [];
  const waivable: Waivable[] = [];
  const rechecks: Diagnostic[] = [];
  const take = ({ kind, source }: FormInput): Form[] => {
    const { data, asRead, positions, comments, absent, found } = reader(source, layouts.validatorOf(kind));
    loaded.files += 1;
    append(unread, found);
    append(rechecks, rechecksIn(comments, source));
    if (!asRead) return [];
    const form: Form = { kind, source, data: asRead };
    waivable.push({ source, positions, comments });
    (data ? placed : misread).push({ form, positions, absent });
    if (!data) return [];
    loaded.forms.set(source.path, form);
    return [form];
  };
  const forms = input.forms.flatMap(take);
  if (!scheme) return { found: unread.concat(rechecks) };
  // Files that do not fit, are in the wrong place, or are missing: sums without them would be wrong for no reason.
  const unfit = new Set([...misfits, ...unread].map(({ file }) => file));
  const complete = unfit.size === 0;
  if (!complete) loaded.notes.push(`${visible(input.path)} 有 ${unfit.size} 个文件没通过，改好之前不核对部门合计`);
  const hasGlyph = glyphsOf(scheme, fonts);
  const department = departmentOfForms(input, scheme, forms);
  const hasProjects = input.kinds?.some(({ role }) => role === 'project') ?? false;
  const lastYear = formsOfYearBefore(input, all, layouts, loaded);
  const context = { ...department, hasProjects, hasGlyph, lastYear, elsewhere, knownNames };
  const positionsOf = positionsIn(layouts);
  const findings = check(placed, context, complete, misread, positionsOf, rules);
  if (acrossDepartments) {
    for (const form of department.projects) elsewhere.add(form);
    for (const form of formsOf(department)) knownNames.add(form);
  }
  const isMisread = new Set(misread.map(({ form }) => form.source.path));
  const isJudged = (rule: Rule, file: string): boolean =>
    (isMisread.has(file) ? isOfUnfit(rule) : complete || !rule.wholeDepartment);
  const { kept, waived } = applyWaivers(findings, waivable, isJudged);
  append(loaded.waived, waived);
  const found = unread.concat(rechecks, kept);
  // A department's own form that cannot be read leaves nothing that says whose projects these are.
  const whole = input.kinds?.find(({ role }) => role === 'department');
  if (whole && !department.form) return { found };
  const marked = new Set(findings.filter(({ code }) => code === 'printable').map(({ file }) => file));
  const readable = forms.filter(({ source }) => !unfit.has(source.path))
    .map((form) => {
      const mayMiss = !rules.length || marked.has(form.source.path);
      return mayMiss ? { ...form, data: markMissing(form.data, hasGlyph) } : form;
    });
  return { department: departmentOfForms(input, markMissing(scheme, hasGlyph), readable), found };
}

/** The places of the fields of forms of other departments and years; each form is read once. */
const positionsIn = oncePer((layouts: Layouts) =>
  oncePer((form: Form): Positions => readForm(form.source, layouts.validatorOf(form.kind)).positions));

/** Returns the forms of a department in the year before, as far as they can be read. */
export function formsOfYearBefore(
  input: DepartmentInput,
  all: readonly YearInput[],
  layouts: Layouts,
  { forms }: Pick<Loaded, 'forms'>,
): Form[] {
  return (sameBefore(input, all)?.forms ?? []).flatMap(({ kind, source }) => {
    const known = forms.get(source.path);
    if (known) return [known];
    const { data } = readForm(source, layouts.validatorOf(kind));
    return data ? [{ kind, source, data }] : [];
  });
}

/** Returns the department that some forms are of. */
export function departmentOfForms(
  { year, name }: Pick<Department, 'year' | 'name'>,
  scheme: Scheme,
  forms: readonly Form[],
): Department {
  const of = (role: Form['kind']['role']): Form[] => forms.filter(({ kind }) => kind.role === role);
  return { year, name, scheme, form: of('department')[0], projects: of('project'), stages: of('stage') };
}
