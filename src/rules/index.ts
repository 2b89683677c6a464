import asciiPunctuation from './ascii-punctuation.js';
import budgetProjects from './budget-projects.js';
import budgetSplit from './budget-split.js';
import knownClass from './known-class.js';
import printable from './printable.js';
import type { Rule } from './rule.js';
import weightsTotal from './weights-total.js';

/** Every business rule. */
export const rules: readonly Rule[] = [
  asciiPunctuation,
  budgetProjects,
  budgetSplit,
  knownClass,
  printable,
  weightsTotal,
];
