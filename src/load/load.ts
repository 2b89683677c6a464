import { append } from '../model/append.js';
import { compareDiagnostics, type Diagnostic } from '../model/diagnostic.js';
import type { Fonts } from '../model/fonts.js';
import type { Department, Form, FormByKind, Kind, Scheme } from '../model/form.js';
import { type DepartmentInput, type Inputs, isUnder, type YearInput } from '../model/inputs.js';
import type { SchemaName } from '../model/schema.js';
import type { Source } from '../model/source.js';
import { visible } from '../model/visible.js';
import type { Rule } from '../rules/rule.js';
import { check, checkScheme, type PlacedForm, type Unasked } from './check.js';
import { glyphsOf, type HasGlyph, markMissing } from './glyphs.js';
import { limit } from './limit.js';
import { parse } from './parse.js';
import type { Validator } from './validate.js';
import { applyWaivers, type Waivable } from './waivers.js';

/* The first half of the pipeline: parse → validate → check. build.ts is the second. */

export type Validators = Record<SchemaName, Validator>;

export interface Loaded {
  /**
   * Departments whose own form and scheme can be read, with the projects that can be read: these can be printed,
   * whatever rules found in them. A character that no font has is marked as missing.
   */
  departments: Department[];
  /** Those that can be read, by year. */
  schemes: Map<string, Scheme>;
  /** Every form that fits its schema, also of departments with errors, by the path of its file. */
  forms: Map<string, Form>;
  /** All problems of all files, in the order of reports. */
  diagnostics: Diagnostic[];
  /** Findings that a comment beside them accepts. */
  waived: Diagnostic[];
  /** The rules that could not be asked about a form, by its path. */
  unasked: Map<string, Set<string>>;
  /** What could not be judged, and why. */
  notes: string[];
  /** How many YAML files were read. */
  files: number;
}

/**
 * Inputs → departments as far as they can be printed, and every problem in them. Nothing is thrown for bad data.
 *
 * @param judge what finds problems beyond the schema
 */
export function load(inputs: Inputs, validators: Validators, fonts: Fonts, judge: typeof check = check): Loaded {
  const loaded: Loaded = {
    departments: [],
    schemes: new Map(),
    forms: new Map(),
    diagnostics: [...inputs.diagnostics],
    waived: [],
    unasked: new Map(),
    notes: [],
    files: 0,
  };
  for (const year of inputs.years) loadYear(year, inputs.diagnostics, validators, fonts, judge, loaded);
  loaded.diagnostics.sort(compareDiagnostics);
  return loaded;
}

/** @param given problems of files that were not taken in */
function loadYear(
  year: YearInput,
  given: readonly Diagnostic[],
  validators: Validators,
  fonts: Fonts,
  judge: typeof check,
  loaded: Loaded,
): void {
  const scheme = loadScheme(year, validators.scheme, fonts, loaded);
  if (year.scheme) loaded.files += 1;
  if (scheme) loaded.schemes.set(year.year, scheme);
  if (!scheme && year.departments.length) {
    loaded.notes.push(`${year.path} 没有可用的口径，只核对了各表的栏目，没有核对权重和合计`);
  }
  const hasGlyph = glyphsOf(scheme, fonts);
  for (const input of year.departments) {
    const misfits = given.filter(({ file, severity }) => severity === 'error' && isUnder(file, input.path));
    const { department, found } = loadDepartment(input, misfits, scheme, validators, hasGlyph, judge, loaded);
    if (department) loaded.departments.push(department);
    append(loaded.diagnostics, found);
  }
}

function loadScheme(
  year: YearInput,
  validator: Validator,
  fonts: Fonts,
  loaded: Loaded,
): Scheme | undefined {
  if (!year.scheme) return undefined;
  const { data, positions, comments, found } = read(year.scheme, validator);
  const scheme = data as Scheme | undefined;
  if (scheme) {
    const findings = checkScheme(scheme, positions, year.scheme, fonts);
    const file = { source: year.scheme, positions, comments };
    const { kept, waived } = applyWaivers(findings, [file], () => true);
    append(found, kept);
    append(loaded.waived, waived);
  }
  append(loaded.diagnostics, found);
  return found.some(isUnreadable) ? undefined : scheme;
}

/** @param misfits errors about its files that were not taken in */
function loadDepartment(
  input: DepartmentInput,
  misfits: readonly Diagnostic[],
  scheme: Scheme | undefined,
  validators: Validators,
  hasGlyph: HasGlyph,
  judge: typeof check,
  loaded: Loaded,
): { department?: Department; found: Diagnostic[] } {
  const unread: Diagnostic[] = [];
  const placed: PlacedForm[] = [];
  const waivable: Waivable[] = [];
  const take = <K extends Kind>(kind: K, source: Source): FormByKind[K] | undefined => {
    const { data, positions, comments, found } = read(source, validators[kind]);
    loaded.files += 1;
    append(unread, found);
    if (!data) return undefined;
    const form = { kind, source, data } as unknown as FormByKind[K];
    placed.push({ form, positions });
    waivable.push({ source, positions, comments });
    loaded.forms.set(source.path, form);
    return form;
  };
  const form = input.form && take('department', input.form);
  const projects = input.projects.map(source => take('project', source)).filter(project => project !== undefined);
  if (!scheme) return { found: unread };
  // Files that do not fit, are in the wrong place, or are missing: sums without them would be wrong for no reason.
  const unfit = new Set([...misfits, ...unread].map(({ file }) => file));
  const complete = form !== undefined && unfit.size === 0;
  if (!complete) loaded.notes.push(`${visible(input.path)} 有 ${unfit.size} 个文件没通过，改好之前不核对部门合计`);
  const department = { year: input.year, name: input.name, scheme, form: form as Department['form'], projects };
  const unasked: Unasked[] = [];
  const findings = judge(placed, { ...department, hasGlyph }, complete, unasked);
  for (const { file, rule } of unasked) {
    loaded.unasked.set(file, (loaded.unasked.get(file) ?? new Set()).add(rule));
  }
  append(loaded.notes, notesOn(unasked));
  const wasRun = ({ id, wholeDepartment = false }: Rule, file: string): boolean =>
    (complete || !wholeDepartment) && !loaded.unasked.get(file)?.has(id);
  const { kept, waived } = applyWaivers(findings, waivable, wasRun);
  append(loaded.waived, waived);
  const printed = printableOf(department, unfit, findings, hasGlyph);
  return { ...(printed && { department: printed }), found: unread.concat(kept) };
}

/** Syntax, schema or place is wrong; what rules find (their codes have no `/`) leaves a form that can be printed. */
export function isUnreadable({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && code.includes('/');
}

/**
 * Returns what can be printed of a department, or undefined when its own form cannot be read.
 *
 * @param unfit paths of files that cannot be read
 */
function printableOf(
  { form, projects, scheme, ...department }: Department,
  unfit: ReadonlySet<string>,
  findings: readonly Diagnostic[],
  hasGlyph: HasGlyph,
): Department | undefined {
  if (!(form as Department['form'] | undefined) || unfit.has(form.source.path)) return undefined;
  const marked = new Set(findings.filter(({ code }) => code === 'printable').map(({ file }) => file));
  const mark = <F extends Form>(one: F): F =>
    marked.has(one.source.path) ? { ...one, data: markMissing(one.data, hasGlyph) } : one;
  const readable = projects.filter(({ source }) => !unfit.has(source.path));
  return { ...department, scheme: markMissing(scheme, hasGlyph), form: mark(form), projects: readable.map(mark) };
}

/** One sentence for each field that forms lack. */
function notesOn(unasked: readonly Unasked[]): string[] {
  return [...new Set(unasked.map(({ label }) => label))].map((label) => {
    const own = unasked.filter(one => one.label === label);
    const [files, ids] = [new Set(own.map(({ file }) => file)), new Set(own.map(({ rule }) => rule))];
    const [first = ''] = files;
    const where = files.size > 1 ? `${first} 等 ${files.size} 个文件` : first;
    return `${where}所用的表样定义没有“${label}”这一栏，或写法和现在不同，所以没有核对：${[...ids].join('、')}`;
  });
}

function read(source: Source, validator: Validator) {
  const parsed = parse(source);
  const { data, positions, diagnostics } = validator.validate(parsed, source);
  const found = limit(parsed.data === undefined ? parsed.diagnostics : diagnostics);
  return { data, positions, comments: parsed.comments, found };
}
