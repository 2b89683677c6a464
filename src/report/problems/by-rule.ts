import type { Code, CodeEntry } from '../../model/code.js';
import { compareText, compareWorst, type Diagnostic } from '../../model/diagnostic.js';
import { RANKS } from '../../model/rank.js';
import { countLevels } from './cards.js';

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

/** Returns the number of errors and warnings in words, the latter by rank. */
export function countInWords(diagnostics: readonly Diagnostic[]): string {
  const counts = countLevels(diagnostics);
  const ranks = RANKS.filter(rank => counts[rank]).map(rank => `${rank} ${counts[rank]}`).join('，');
  return `${counts.错误} 个错误，${diagnostics.length - counts.错误} 个提醒${ranks && `（${ranks}）`}`;
}
