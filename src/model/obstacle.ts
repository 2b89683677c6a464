import type { Position } from './source.js';

/** A reason why there is no public version yet. */
export interface Obstacle {
  file: string;
  at?: Position;
  message: string;
  /** The next step; none for findings, about which there are several ways to decide. */
  hint?: string;
  /** The rule whose finding nobody decided. */
  undecided?: string;
}
