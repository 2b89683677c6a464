import { compareText, type Diagnostic, type Severity } from '../../model/diagnostic.js';
import type { DepartmentInput, YearInput } from '../../model/inputs.js';
import type { Source } from '../../model/source.js';

const START = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

/** A problem of a file or folder as a whole. */
export function problem(severity: Severity, code: string, file: string, message: string, hint: string): Diagnostic {
  return { code, severity, message, hint, file, range: START };
}

/** The inputs found so far. */
export class Collected {
  readonly diagnostics: Diagnostic[] = [];
  /** Paths of forms of which a problem says already why they are not there. */
  readonly explained = new Set<string>();
  private readonly warned = new Set<string>();
  private readonly byYear = new Map<string, YearInput>();
  private readonly byPath = new Map<string, DepartmentInput>();

  year(year: string): YearInput {
    let found = this.byYear.get(year);
    if (!found) this.byYear.set(year, (found = { year, path: `data/${year}`, scheme: undefined, departments: [] }));
    return found;
  }

  department(year: string, name: string): DepartmentInput {
    const path = `data/${year}/${name}`;
    let found = this.byPath.get(path);
    if (!found) {
      this.byPath.set(path, (found = { year, name, path, form: undefined, projects: [] }));
      this.year(year).departments.push(found);
    }
    return found;
  }

  add(kind: 'scheme' | 'department' | 'project', source: Source): void {
    const [, year = '', name = ''] = source.path.split('/');
    if (kind === 'scheme') this.year(year).scheme = source;
    else if (kind === 'department') this.department(year, name).form = source;
    else this.department(year, name).projects.push(source);
  }

  report(code: string, path: string, message: string, hint: string): void {
    this.diagnostics.push(problem('error', code, path, message, hint));
    this.explained.add(path);
  }

  /** Once for a path. */
  warn(code: string, path: string, message: string, hint: string): void {
    if (this.warned.has(path)) return;
    this.warned.add(path);
    this.diagnostics.push(problem('warning', code, path, message, hint));
  }

  /** Reports a form that is not there, unless another problem says why. */
  miss(path: string, message: string, hint: string): void {
    if (!this.explained.has(path)) this.report('file/missing', path, message, hint);
  }

  /** Years and departments in the order of their names. */
  years(): YearInput[] {
    const years = [...this.byYear.values()].sort((a, b) => compareText(a.year, b.year));
    // As paths sort: `甲-2/` stands before `甲/`.
    for (const { departments } of years) departments.sort((a, b) => compareText(`${a.path}/`, `${b.path}/`));
    return years;
  }
}
