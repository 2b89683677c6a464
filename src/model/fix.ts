import type { Position } from './source.js';

/** A change that `check --fix` made in a file, with some text of the line around it. */
export interface AppliedFix {
  file: string;
  start: Position;
  removed: string;
  added: string;
  before: string;
  after: string;
}
