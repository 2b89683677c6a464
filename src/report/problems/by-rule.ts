import type { Code, CodeEntry } from '../../model/code.js';
import { compareText, compareWorst, type Diagnostic } from '../../model/diagnostic.js';
import { RANKS } from '../../model/rank.js';
import { countRanks } from './cards.js';

/** The number of findings of a rule. */
export interface RuleCount {
  /** The first of its problems. */
  problem: Diagnostic;
  title: string;
  count: number;
}

/** Problems → how many of each rule and rank: errors first, then the worst ranks, then what was found most. */
export function byRule(diagnostics: readonly Diagnostic[], codes: readonly CodeEntry[]): RuleCount[] {
  const counts = new Map<string, RuleCount>();
  for (const problem of diagnostics) {
    const { code, severity, rank } = problem;
    const key = `${severity} ${rank} ${code}`;
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { problem, title: titleOf(code, codes), count: 1 });
  }
  return [...counts.values()].sort((a, b) =>
    compareWorst(a.problem, b.problem) || b.count - a.count || compareText(a.problem.code, b.problem.code));
}

/** In a few words what a code stands for. */
export function titleOf(code: Code, codes: readonly CodeEntry[]): string {
  return codes.find(({ id }) => id === code)?.title ?? '';
}

/** Returns the word for how bad a problem is: 错误, else its rank. */
export function markOf({ severity, rank }: Pick<Diagnostic, 'severity' | 'rank'>): string {
  return severity === 'error' ? '错误' : rank;
}

/** Returns the number of errors and warnings in words, the latter by rank. */
export function countInWords(diagnostics: readonly Diagnostic[]): string {
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  const counts = countRanks(warnings);
  const ranks = RANKS.filter(rank => counts[rank]).map(rank => `${rank} ${counts[rank]}`).join('，');
  return `${diagnostics.length - warnings.length} 个错误，${warnings.length} 个提醒${ranks && `（${ranks}）`}`;
}
