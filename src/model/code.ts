import type { Severity } from './diagnostic.js';
import type { Kind } from './form.js';

/** What a `code` of diagnostics stands for: a rule, or one of the checks beside the rules. */
export interface Code {
  id: string;
  /** In a few Chinese words: what is wrong. */
  title: string;
  severity: Severity;
  /** In Chinese: why it matters and what to do. */
  why: string;
  /** The forms that a rule looks at; the other checks look at every file. */
  appliesTo?: readonly Kind[];
}
