import { compareDiagnostics, type Diagnostic } from '../model/diagnostic.js';

/** More problems of one kind in one file are one problem: it is no form, or one slip is in every line. */
const MAX_PROBLEMS = 100;

/**
 * The first problems of a file, and one more that says how many are left out.
 *
 * @param found problems of one file and one severity
 */
export function limit(found: Diagnostic[]): Diagnostic[] {
  const next = found.length > MAX_PROBLEMS ? found.sort(compareDiagnostics)[MAX_PROBLEMS] : undefined;
  if (!next) return found;
  return [...found.slice(0, MAX_PROBLEMS), {
    code: 'file/more',
    severity: next.severity,
    message: `还有 ${found.length - MAX_PROBLEMS} 个问题没有列出，从这里起`,
    hint: '多半是同一个原因；改好前面的，再检查一次',
    file: next.file,
    range: next.range,
  }];
}
