/** An error leaves a form that is printed as a draft only. */
export type Severity = 'error' | 'warning';

/**
 * Ranks say how a reviewer takes a finding, the worst first: 必改 is wrong by arithmetic or structure, or cannot be
 * met; 应改 would be sent back; 可自动改 is mechanical, `check --fix` does it; 提示 is worth a look, and reported only on
 * request.
 */
export const RANKS = ['必改', '应改', '可自动改', '提示'] as const;
export type Rank = (typeof RANKS)[number];

/** The levels of problems, the worst first: an error, or its rank. */
export const LEVELS = ['错误', ...RANKS] as const;
export type Level = (typeof LEVELS)[number];

/** Returns the level of a problem. */
export function levelOf({ severity, rank }: { severity: Severity; rank: Rank }): Level {
  return severity === 'error' ? '错误' : rank;
}

/** Returns the rank of a problem that no rule finds: of syntax, schema, files, waivers. */
export function rankOfCheck(severity: Severity): Rank {
  return severity === 'error' ? '必改' : '应改';
}

/** Orders ranks, the worst first. */
export function compareRanks(a: Rank, b: Rank): number {
  return RANKS.indexOf(a) - RANKS.indexOf(b);
}
