import type { Severity } from '../model/diagnostic.js';
import type { Department, FormByKind, Kind } from '../model/form.js';

import type { Pointer } from '../model/pointer.js';

/** What a rule found: where in the form and what; check.ts adds code, severity, file and range. */
export interface Finding {
  at: Pointer;
  /** Part of the field's text, in UTF-16 units: the range then covers just these characters. */
  within?: [from: number, to: number];
  /** In Chinese, with both values. */
  message: string;
  /** What to write. */
  hint?: string;
}

/** What a rule may read besides its form. */
export interface Context extends Department {
  /** Whether the fonts of the form have a character. */
  hasGlyph: (codePoint: number) => boolean;
}

/** One business rule. Local conventions (weights, labels, units) come from `department.scheme`, never from the rule. */
export interface Rule<K extends Kind = Kind> {
  /** = file name = fixture folder = code of its diagnostics. */
  id: string;
  appliesTo: readonly K[];
  /** Needs every form of the department: left out when one of them did not fit its schema. */
  wholeDepartment?: boolean;
  severity: Severity;
  /** One or two sentences in Chinese: why it exists, with its source where there is one, and what to do. */
  why: string;
  check(form: FormByKind[K], department: Context): Iterable<Finding>;
}

/** Gives a rule its types. */
export function defineRule<K extends Kind>(rule: Rule<K>): Rule {
  return rule;
}
