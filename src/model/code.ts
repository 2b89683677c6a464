import type { Severity } from './diagnostic.js';
import type { Role } from './schema.js';

/** A `code` of diagnostics: a rule, or one of the checks besides the rules. */
export interface Code {
  id: string;
  /** The problem in a few Chinese words. */
  title: string;
  severity: Severity;
  /** The reason for the rule and what to do, in Chinese. */
  why: string;
  /** The core concepts that a rule reads. Other checks apply to every file. */
  needs?: readonly string[];
  /** The forms that a rule checks; without it all of them. */
  roles?: readonly Role[];
}
