import type { Diagnostic } from '../../model/diagnostic.js';
import { recordOf } from '../../model/record.js';
import { RANKS } from '../../model/rank.js';
import { scoresOf } from './cards.js';

/**
 * Returns problems as JSON for other programs, with the fields that CLI.md documents.
 *
 * @param all the problems to count, when only some of them are listed
 * @param scored the problems that scores are made of, whatever is listed
 */
export function json(diagnostics: readonly Diagnostic[], files: number, all = diagnostics, scored = all): string {
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const scores = recordOf([...scoresOf(scored)]);
  const ranks = recordOf(RANKS.map(rank => [rank, all.filter(one => one.rank === rank).length] as const));
  const summary = { files, errors, warnings: all.length - errors, ranks, scores };
  const known = (key: string, value: unknown): unknown => (key === 'fix' ? undefined : value);
  return JSON.stringify({ diagnostics, summary }, known, 2);
}
