import type { Severity } from './diagnostic.js';
import type { Role } from './schema.js';

/** What a `code` of diagnostics stands for: a rule, or one of the checks beside the rules. */
export interface Code {
  id: string;
  /** In a few Chinese words: what is wrong. */
  title: string;
  severity: Severity;
  /** In Chinese: why it matters and what to do. */
  why: string;
  /** The core concepts that a rule reads; the other checks look at every file. */
  needs?: readonly string[];
  /** The forms that a rule looks at, where it does not look at all of them. */
  roles?: readonly Role[];
}
