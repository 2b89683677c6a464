import { CHECKS, type Code, type CodeEntry } from '../model/code.js';
import { rankOfCheck, type Severity } from '../model/rank.js';
import { rules } from '../rules/index.js';

/** Every code that a diagnostic may carry: the rules first, by id, then the checks beside them. */
export const codes: readonly CodeEntry[] = [
  ...[...rules].sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((rule): CodeEntry => ({ ...rule, severity: rule.blocks ? 'error' : 'warning' })),
  ...Object.entries(CHECKS).map(([id, [title, why]]): CodeEntry =>
    ({ id: id as Code, title, severity: severityOf(id), rank: rankOfCheck(severityOf(id)), why })),
];

/** A file that cannot be read as a form is an error; a word that changes nothing, or a file that is no form, is not. */
function severityOf(id: string): Severity {
  return id.startsWith('waiver/') || ['file/foreign', 'file/label', 'file/recheck', 'file/rule'].includes(id) ? 'warning' : 'error';
}
