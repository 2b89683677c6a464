import { similar } from '../model/similar.js';
import { UserError } from '../model/user-error.js';
import { codes } from '../load/codes.js';
import { explain, list } from '../report/problems/explain.js';
import type { Terminal } from '../io/terminal.js';

/**
 * Prints the reason for a rule and what to do; without a rule, one line for each of them.
 *
 * @throws UserError when there is no such rule, or when paths are given: no file is read here
 */
export function describeRules(rule: string | undefined, paths: readonly string[], terminal: Terminal): void {
  if (paths.length) {
    throw new UserError(`说明规则时不检查文件，不知道“${paths.join(' ')}”做什么用`, '一次说明一条规则；要检查文件，就去掉 --explain 或 --list-rules');
  }
  if (rule === undefined) {
    terminal.out(list(codes));
    return;
  }
  const code = codes.find(({ id }) => id === rule);
  if (!code) {
    const meant = similar(rule, codes.map(({ id }) => id));
    throw new UserError(`没有 ${rule} 这条规则${meant ? `，是不是 ${meant}` : ''}`, '运行 npm run check -- --list-rules 看全部规则');
  }
  terminal.out(explain(code));
}
