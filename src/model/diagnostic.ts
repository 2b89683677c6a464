import type { Code } from './code.js';
import { compareRanks, type Rank, type Severity } from './rank.js';
import type { Range } from './source.js';

/** A problem in the data, from YAML syntax to business rules. Texts are Chinese, codes English. */
export interface Diagnostic {
  code: Code;
  severity: Severity;
  rank: Rank;
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
  fix?: Fix;
  /** Set when the version compared with does not have the problem. */
  new?: true;
}

/** A correction that `check --fix` makes. */
export interface Fix {
  /** Replacements in the file of the problem that are made together or not at all. */
  edits: { range: Range; text: string }[];
  /** Set if a person has to agree to it. */
  asks?: true;
}

/** Another place related to the problem. */
export interface Related {
  file: string;
  range: Range;
  message: string;
}

/** Returns true for a problem that is reported without being asked for: every one but 提示. */
export function isListed({ rank }: Pick<Diagnostic, 'rank'>): boolean {
  return rank !== '提示';
}

/** Syntax, schema or place is wrong; what rules find (their codes have no `/`) leaves a form that can be printed. */
export function isUnreadable({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && code.includes('/');
}

/** Orders problems by severity and rank, the worst first; equal ones keep their order. */
export function compareWorst(a: Diagnostic, b: Diagnostic): number {
  return compareText(a.severity, b.severity) || compareRanks(a.rank, b.rank);
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
