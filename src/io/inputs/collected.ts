import type { Suffix } from '../../model/code.js';
import { compareText, type Diagnostic } from '../../model/diagnostic.js';
import type { Kind } from '../../model/form.js';
import type { DepartmentInput, KindsOf, YearInput } from '../../model/inputs.js';
import { rankOfCheck, type Severity } from '../../model/rank.js';
import type { Source } from '../../model/source.js';

type FileCode = `file/${Suffix<'file'>}`;

const START = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

/** A problem of a file or folder as a whole. */
export function problem(severity: Severity, code: FileCode, file: string, message: string, hint: string): Diagnostic {
  return { code, severity, rank: rankOfCheck(severity), message, hint, file, range: START };
}

/** The inputs found so far. */
export class Collected {
  readonly diagnostics: Diagnostic[] = [];
  /** Paths of missing forms that another problem explains. */
  readonly explained = new Set<string>();
  private readonly warned = new Set<string>();
  private readonly byYear = new Map<string, YearInput>();
  private readonly byPath = new Map<string, DepartmentInput>();

  constructor(private readonly kindsOf: KindsOf) {}

  year(year: string): YearInput {
    let found = this.byYear.get(year);
    if (!found) this.byYear.set(year, (found = { year, path: `data/${year}`, scheme: undefined, departments: [] }));
    return found;
  }

  department(year: string, name: string): DepartmentInput {
    const path = `data/${year}/${name}`;
    let found = this.byPath.get(path);
    if (!found) {
      this.byPath.set(path, (found = { year, name, path, scheme: undefined, kinds: undefined, forms: [] }));
      this.year(year).departments.push(found);
    }
    return found;
  }

  /** Adds a scheme. Schemes come before forms, because they determine which files are forms. */
  addScheme(source: Source): void {
    const [, year = '', name = '', file] = source.path.split('/');
    if (file === undefined) this.year(year).scheme = source;
    else this.department(year, name).scheme = source;
  }

  addForm(kind: Kind, source: Source): void {
    const [, year = '', name = ''] = source.path.split('/');
    this.department(year, name).forms.push({ kind, source });
  }

  /** Returns the kinds of forms of a folder; undefined when it is not that of a department. */
  kindsIn(year: string, name: string): readonly Kind[] | undefined {
    const path = `data/${year}/${name}`;
    if (!this.kinds.has(path)) {
      this.kinds.set(path, this.kindsOf([this.byYear.get(year)?.scheme, this.byPath.get(path)?.scheme]));
    }
    return this.kinds.get(path);
  }

  private readonly kinds = new Map<string, readonly Kind[] | undefined>();

  report(code: FileCode, path: string, message: string, hint: string): void {
    this.diagnostics.push(problem('error', code, path, message, hint));
    this.explained.add(path);
  }

  /** Once for a path. */
  warn(code: FileCode, path: string, message: string, hint: string): void {
    if (this.warned.has(path)) return;
    this.warned.add(path);
    this.diagnostics.push(problem('warning', code, path, message, hint));
  }

  /** Reports a missing form, unless another problem explains it. */
  miss(path: string, message: string, hint: string): void {
    if (!this.explained.has(path)) this.report('file/missing', path, message, hint);
  }

  /** Returns years and departments, sorted by name. */
  years(): YearInput[] {
    const years = [...this.byYear.values()].sort((a, b) => compareText(a.year, b.year));
    // In the order of their file paths: `甲-2/` comes before `甲/`.
    for (const { departments } of years) departments.sort((a, b) => compareText(`${a.path}/`, `${b.path}/`));
    for (const department of this.byPath.values()) department.kinds = this.kindsIn(department.year, department.name);
    return years;
  }
}
