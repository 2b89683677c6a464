import type { Code, Severity } from './code.js';
import type { Range } from './source.js';

/** The only kind of problem in data, from YAML syntax to business rule. Text is Chinese, codes are English. */
export interface Diagnostic {
  code: Code;
  severity: Severity;
  /** What is wrong, with both values. */
  message: string;
  /** What to write instead. */
  hint?: string;
  /** Path relative to the root, with `/`. */
  file: string;
  range: Range;
  /** Where in the form, in English names. */
  pointer?: string;
  related?: Related[];
  /** What to write in place of the characters of `range`, where that is safe and mechanical. */
  fix?: string;
  /** It was not there in the version that was compared with. */
  new?: true;
}

/** Another place that belongs to the problem. */
export interface Related {
  file: string;
  range: Range;
  message: string;
}

/** Order of reports: by file, line, column, code. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compareText(a.code, b.code)
  );
}

/** Order by code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
