import type { Source, Span } from '../../model/source.js';
import { explainComma, isAfterComma } from '../after-comma.js';
import type { Fault } from './fault.js';

/** A field whose name stands in its group before. */
export interface Duplicate {
  name: string;
  key: Span;
  /** The name where it stands first. */
  first: Span;
  /** It is a list. */
  isList: boolean;
  /** It is a field of the outermost level, which is no item. */
  isOutermost: boolean;
}

/**
 * Reports fields that are written twice in one group, those that follow one another at once. The content of neither may
 * be lost: a whole item without its dash looks like this too.
 *
 * @param runs fields that follow one another without another between, and each only once
 */
export function duplicateFaults(runs: readonly (readonly Duplicate[])[], source: Source): Fault[] {
  return runs.flatMap((run) => {
    const [head] = run;
    if (!head) return [];
    const line = source.position(head.first.start).line;
    const digits = run.find(({ name }) => isAfterComma(name));
    if (digits) return [{ code: 'duplicate-key', span: digits.key, ...explainComma(digits.name) }];
    const names = run.slice(0, 3).map(({ name }) => `“${name}”`).join('、');
    const message = run.length === 1
      ? `${names}写了两次：第 ${line} 行已经写过`
      : `从这里起的 ${run.length} 栏（${names}${run.length > 3 ? '等' : ''}）写了两次：第 ${line} 行起已经写过`;
    return [{
      code: 'duplicate-key',
      span: head.key,
      message,
      hint: hintOn(head, run.length, line),
    }];
  });
}

function hintOn({ name, isList, isOutermost }: Duplicate, count: number, line: number): string {
  if (isOutermost && count > 1) return '整张表粘贴了两遍的，删去一遍；是另一张表的，另存为一个文件';
  if (isList) return `把这里的各项移到第 ${line} 行“${name}”的最后一项下面，再删去这个空的“${name}:”；各项内容不用改`;
  return '如果从这里起是另一项（如另一个指标），在前面补上“- ”；如果是同一项，核对两处的内容，留下对的一处';
}
