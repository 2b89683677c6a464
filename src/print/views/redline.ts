import type { RowMatch, Segment } from '../../model/change.js';
import { marked, MOVED } from '../../model/marks.js';
import { recordOf } from '../../model/record.js';
import type { IndicatorsView } from './indicators.js';
import type { PageView } from './page.js';

/** Both versions in one form, or one of them with what is not in the other marked. */
export type Show = 'both' | 'before' | 'after';

/** Says what differs in two long texts. */
export type DiffText = (before: string, after: string) => Segment[];

/** Values this short are shown as a whole, old and new. */
const SHORT = 8;

/** Of the document, not of the form. */
const UNMARKED = new Set(['documentTitle', 'author', 'assets', 'fonts', 'header', 'id', 'owner']);

type Row = IndicatorsView['rows'][number];
type Value = string | boolean | null | undefined | Value[] | { [key: string]: Value };

/**
 * The views of two versions of a form → one view of the same shape, so that the form's own template prints it.
 *
 * @param before `null` for a form that was added
 * @param after `null` for one that was removed
 * @param rows which rows of the two indicator tables belong together
 */
export function redlineView(
  before: PageView | null,
  after: PageView | null,
  rows: readonly RowMatch[],
  show: Show,
  diffText: DiffText,
): PageView {
  const text = (old: string, now: string): string => {
    if (old === now) return marked([{ kind: 'same', text: now }]);
    const isShort = Math.max(old.length, now.length) <= SHORT || old === '' || now === '';
    const whole: Segment[] = [{ kind: 'deleted', text: old }, { kind: 'inserted', text: now }];
    const hidden = { both: undefined, before: 'inserted', after: 'deleted' }[show];
    return marked((isShort ? whole : diffText(old, now)).filter(({ kind }) => kind !== hidden));
  };

  const join = (old: Value, now: Value, key: string): Value => {
    const model = now ?? old;
    if (UNMARKED.has(key) || typeof model === 'boolean' || model === null || model === undefined) return model ?? null;
    if (typeof model === 'string') return text(stringOf(old), stringOf(now));
    if (key === 'paragraphs') return text(linesOf(old), linesOf(now)).split('\n');
    if (key === 'rows') return joinRows((old ?? []) as Row[], (now ?? []) as Row[]);
    const [before, after] = [(old ?? {}) as Record<string, Value>, (now ?? {}) as Record<string, Value>];
    const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
    return recordOf(keys.map(name => [name, join(before[name], after[name], name)] as const));
  };

  const joinRow = (old: Row | undefined, now: Row | undefined, isMoved: boolean): Row[] => {
    if ((show === 'before' && !old) || (show === 'after' && !now) || (!old && !now)) return [];
    const row = join(old, now, '') as unknown as Row;
    return [isMoved ? { ...row, name: row.name + MOVED } : row];
  };

  const joinRows = (old: readonly Row[], now: readonly Row[]): Row[] => {
    const pairs = rows.flatMap(({ before, after, moved }) =>
      Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
        before: before[index], after: after[index], moved,
      })));
    const row = (pair: (typeof pairs)[number]): Row[] => joinRow(
      pair.before === undefined ? undefined : old[pair.before],
      pair.after === undefined ? undefined : now[pair.after],
      pair.moved,
    );
    if (!pairs.length) {
      const removed = old.flatMap(one => joinRow(one, undefined, false));
      return [...removed, ...now.flatMap(one => joinRow(undefined, one, false))];
    }
    const ordered = show === 'before' ? [...pairs].sort((a, b) => (a.before ?? 0) - (b.before ?? 0)) : pairs;
    return ordered.flatMap(row);
  };

  return join(before as unknown as Value, after as unknown as Value, '') as unknown as PageView;
}

function stringOf(value: Value): string {
  return typeof value === 'string' ? value : '';
}

function linesOf(value: Value): string {
  return Array.isArray(value) ? value.map(stringOf).join('\n') : '';
}
