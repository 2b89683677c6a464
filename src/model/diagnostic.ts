import type { Code, Severity } from './code.js';
import type { Range } from './source.js';

export type { Severity };

/** A problem in the data, from YAML syntax to business rules. Texts are Chinese, codes English. */
export interface Diagnostic {
  code: Code;
  severity: Severity;
  /** The problem, with both values. */
  message: string;
  /** The text to write instead. */
  hint?: string;
  /** Path relative to the root, with `/`. */
  file: string;
  range: Range;
  /** The place in the form, in English names. */
  pointer?: string;
  related?: Related[];
  /** The replacement for the characters of `range`, if it is safe to apply without a person. */
  fix?: string;
  /** Set when the version compared with does not have the problem. */
  new?: true;
}

/** Another place related to the problem. */
export interface Related {
  file: string;
  range: Range;
  message: string;
}

/** Orders problems by file, line, column and code. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compareText(a.code, b.code)
  );
}

/** Orders texts by UTF-16 code units: the same order on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
