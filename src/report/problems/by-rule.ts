import type { Code, CodeEntry } from '../../model/code.js';
import { compareText, type Diagnostic, type Severity } from '../../model/diagnostic.js';

/** The number of findings of a rule. */
export interface RuleCount {
  code: Code;
  title: string;
  severity: Severity;
  count: number;
}

/** Problems → how many of each rule: errors first, then what was found most. */
export function byRule(diagnostics: readonly Diagnostic[], codes: readonly CodeEntry[]): RuleCount[] {
  const counts = new Map<string, RuleCount>();
  for (const { code, severity } of diagnostics) {
    const known = counts.get(`${severity} ${code}`);
    if (known) known.count += 1;
    else counts.set(`${severity} ${code}`, { code, title: titleOf(code, codes), severity, count: 1 });
  }
  return [...counts.values()].sort((a, b) =>
    compareText(a.severity, b.severity) || b.count - a.count || compareText(a.code, b.code));
}

/** In a few words what a code stands for. */
export function titleOf(code: Code, codes: readonly CodeEntry[]): string {
  return codes.find(({ id }) => id === code)?.title ?? '';
}

/** Returns the number of errors and warnings in words. */
export function countInWords(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return `${errors} 个错误，${diagnostics.length - errors} 个提醒`;
}
