import type { Diagnostic } from '../model/diagnostic.js';
import { rankOfCheck } from '../model/rank.js';
import type { Comment, Source } from '../model/source.js';

/** Returns a problem for each comment `# 请核对：…`, which `new --from` writes above what it copied. */
export function rechecksIn(comments: readonly Comment[], source: Source): Diagnostic[] {
  return comments.flatMap(({ text, span }): Diagnostic[] => {
    const [, what] = /^#+\s*请核对[:：]\s*(.*)/.exec(text.trim()) ?? [];
    if (what === undefined) return [];
    return [{
      code: 'file/recheck', severity: 'warning', rank: rankOfCheck('warning'), file: source.path, range: source.range(span),
      message: `下面这一栏是从上年复制的，还没有核对${what && `：${what}`}`,
      hint: '核对、改好以后，删去这行注释',
    }];
  });
}
