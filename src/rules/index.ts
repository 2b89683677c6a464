import * as across from './across/index.js';
import * as classes from './classes/index.js';
import * as documents from './documents/index.js';
import * as names from './names/index.js';
import * as privacy from './privacy/index.js';
import * as stage from './stage/index.js';
import * as structure from './structure/index.js';
import * as sums from './sums/index.js';
import * as targets from './targets/index.js';
import * as text from './text/index.js';
import * as units from './units/index.js';
import type { Rule } from './rule.js';

const all = [
  ...Object.values(across),
  ...Object.values(classes),
  ...Object.values(documents),
  ...Object.values(names),
  ...Object.values(privacy),
  ...Object.values(stage),
  ...Object.values(structure),
  ...Object.values(sums),
  ...Object.values(targets),
  ...Object.values(text),
  ...Object.values(units),
];

export type RuleId = (typeof all)[number]['id'];

/** Every business rule. One more is one file in the folder of what it looks at, and one line in the index there. */
export const rules: readonly Rule<RuleId>[] = all;

declare module '../model/code.js' {
  interface Codes {
    rule: RuleId;
  }
}
