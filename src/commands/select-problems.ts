import { codes } from '../load/codes.js';
import { type Diagnostic, isListed } from '../model/diagnostic.js';
import type { Rank } from '../model/rank.js';
import { similar } from '../model/similar.js';
import { UserError } from '../model/user-error.js';

/** The problems that a user asks for: all of them without either. */
export interface Filter {
  /** List only problems of these ranks. */
  rank?: Rank[];
  /** List only problems of these rules. */
  rule?: string[];
}

/** The problems of a report. */
export interface Selection {
  /** The problems that the filter lets through. */
  chosen: Diagnostic[];
  /** The new ones among them, if there is something to compare with. */
  diagnostics: Diagnostic[];
  /** Those among them that people are shown: 提示 only on request. Other programs filter for themselves. */
  listed: Diagnostic[];
  /** Lines about what is not listed, in Chinese. */
  notes: string[];
}

/**
 * @param isWanted from {@link filterOf}
 * @param base the name of the version compared with, when new problems are marked
 */
export function selectProblems(
  all: readonly Diagnostic[],
  { rank, rule }: Filter,
  isWanted: (problem: Diagnostic) => boolean,
  base: string | undefined,
): Selection {
  const isShown = (problem: Diagnostic): boolean => Boolean(rank ?? rule) || isListed(problem);
  const chosen = all.filter(isWanted);
  const diagnostics = base === undefined ? chosen : chosen.filter(problem => problem.new);
  const listed = diagnostics.filter(isShown);
  const seen = new Set(listed);
  const errors = all.filter(problem => problem.severity === 'error' && !seen.has(problem)).length;
  const old = base === undefined ? 0 : chosen.filter(problem => !problem.new && isShown(problem)).length;
  const hints = diagnostics.length - listed.length;
  const notes = [
    errors ? `另有 ${errors} 个错误没有列出，改好之前只出草稿` : '',
    old ? `原来就有的 ${old} 个没有列出，不加 --new 可以看到` : '',
    hints ? `另有 ${hints} 个提示没有列出，加 --rank 提示 查看` : '',
  ].filter(Boolean);
  return { chosen, diagnostics, listed, notes };
}

/** Returns which problems to list. @throws UserError for a rule that does not exist */
export function filterOf({ rank, rule }: Filter): (problem: Diagnostic) => boolean {
  for (const id of rule ?? []) {
    if (codes.some(one => one.id === id)) continue;
    const meant = similar(id, codes.map(one => one.id));
    throw new UserError(`没有“${id}”这条规则`, meant ? `是不是“${meant}”` : '运行 npm run check -- --list-rules 看全部规则');
  }
  const ids = rule && new Set<string>(rule);
  return problem => (!rank || rank.includes(problem.rank)) && (!ids || ids.has(problem.code));
}
