import type { Diagnostic } from '../../model/diagnostic.js';
import { levelOf } from '../../model/rank.js';
import { visible } from '../../model/visible.js';
import { oneLine } from '../text.js';

/**
 * Returns problems for the task runner of an editor, one a line: `path:line:column: 轻重: message → hint [rule]`. Editors
 * open the place on a click. The form of the line is a contract: .vscode/tasks.json has it as a pattern.
 */
export function editor(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((problem) => {
    const { file, range: { start }, message, hint, code, new: isNew } = problem;
    const text = oneLine(hint ? `${message} → ${hint}` : message);
    return `${visible(file)}:${start.line}:${start.column}: ${levelOf(problem)}: ${isNew ? '（新）' : ''}${text} [${code}]`;
  }).join('\n');
}
