import type { RowMatch, Segment } from '../../model/change.js';
import { marked, MOVED } from '../../model/marks.js';
import { recordOf } from '../../model/record.js';
import type { FormView } from './form.js';
import type { ListView } from './list.js';
import { mergeCells } from './merge-cells.js';
import { pairPeriods } from './periods.js';

/** Both versions in one form, or one of them with what is not in the other marked. */
export type Show = 'both' | 'before' | 'after';

/** Says what differs in two long texts. */
export type DiffText = (before: string, after: string) => Segment[];

/** Values this short are shown as a whole, old and new. */
const SHORT = 8;

/** Of the document or of the table, not of what the form says. */
const UNMARKED = new Set(['page', 'partial', 'label', 'item', 'labels', 'nameKey', 'classKeys', 'columns', 'columnCount', 'tableWidth', 'cells', 'width', 'number', 'starts', 'span', 'count', 'allCount', 'isNumber']);

/** Which rows of the tables of a form belong together, by the key of the table in the YAML. */
export type MatchedRows = ReadonlyMap<string, readonly RowMatch[]>;

type Value = string | boolean | null | undefined | Value[] | { [key: string]: Value };
type Row = Record<string, Value>;

/** Keys of the columns that name a row and its classes. */
interface Keys {
  nameKey: string;
  classKeys: readonly string[];
}

/**
 * The views of two versions of a form → one view of the same shape, so that the form's own template prints it.
 *
 * @param before `null` for a form that was added
 * @param after `null` for one that was removed
 * @param matched the rows of tables that belong together
 */
export function redlineView(
  before: FormView | null,
  after: FormView | null,
  matched: MatchedRows,
  show: Show,
  diffText: DiffText,
): FormView {
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
    if (key === 'paragraphs') return linesOf(text(linesIn(old), linesIn(now)));
    if (key === 'options') return joinOptions(old, now);
    const [was, is] = [(old ?? {}) as Row, (now ?? {}) as Row];
    if (isList(model)) return joinList(was, is, key);
    if (key === 'periods') return model; // put together anew below
    if (Array.isArray(model)) return joinRows((old ?? []) as Row[], (now ?? []) as Row[], undefined, { nameKey: '', classKeys: [] });
    const names = [...new Set([...Object.keys(is), ...Object.keys(was)])];
    return recordOf(names.map(name => [name, join(was[name], is[name], name)] as const));
  };

  /** A box that is ticked in one version only is shown ticked, with its word marked. */
  const joinOptions = (old: Value, now: Value): Value => {
    const [was, is] = [old, now].map(options => (options ?? []) as { text: string; chosen: boolean }[]);
    return (is?.length ? is : was ?? []).map(({ text: word }) => {
      const [before, after] = [was, is].map(options => options?.some(one => one.text === word && one.chosen) ?? false);
      const kind = before === after ? 'same' : after ? 'inserted' : 'deleted';
      return { text: marked([{ kind, text: word }]), chosen: show === 'before' ? before ?? false : after ?? false };
    });
  };

  const joinList = (old: Row, now: Row, key: string): Value => {
    const model = { ...old, ...now };
    const classKeys = (model.classKeys ?? []) as string[];
    const keys = { nameKey: stringOf(model.nameKey), classKeys };
    const joined = joinRows((old.rows ?? []) as Row[], (now.rows ?? []) as Row[], matched.get(key), keys);
    const columns = ((model.columns ?? []) as Row[]).map(column => stringOf(column.key));
    const rows = mergeCells<Row>(joined, classKeys, columns);
    const count = String(rows.length);
    return { ...model, rows, allRows: rows, count, allCount: count };
  };

  const joinRow = (old: Row | undefined, now: Row | undefined, isMoved: boolean, keys: Keys): Row[] => {
    if ((show === 'before' && !old) || (show === 'after' && !now) || (!old && !now)) return [];
    const row = join(old, now, '') as Row;
    // A row that came or went leaves the cell of its class to the rows beside it.
    if (before && after && !(old && now)) for (const key of keys.classKeys) row[key] = (now ?? old)?.[key];
    const name = row[keys.nameKey] as Row | undefined;
    return [isMoved && name ? { ...row, [keys.nameKey]: { ...name, text: stringOf(name.text) + MOVED } } : row];
  };

  const joinRows = (
    old: readonly Row[],
    now: readonly Row[],
    matches: readonly RowMatch[] | undefined,
    keys: Keys,
  ): Row[] => {
    const pairs = (matches ?? []).flatMap(({ before, after, moved }) =>
      Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
        before: before[index], after: after[index], moved,
      })));
    const row = (pair: (typeof pairs)[number]): Row[] => joinRow(
      pair.before === undefined ? undefined : old[pair.before],
      pair.after === undefined ? undefined : now[pair.after],
      pair.moved,
      keys,
    );
    if (!pairs.length && before && after && matches === undefined) {
      const length = Math.max(old.length, now.length);
      return Array.from({ length }, (_, index) => joinRow(old[index], now[index], false, keys)).flat();
    }
    if (!pairs.length) {
      const removed = old.flatMap(one => joinRow(one, undefined, false, keys));
      return [...removed, ...now.flatMap(one => joinRow(undefined, one, false, keys))];
    }
    const ordered = show === 'before' ? [...pairs].sort((a, b) => (a.before ?? 0) - (b.before ?? 0)) : pairs;
    return ordered.flatMap(row);
  };

  const joined = join(before as Value, after as Value, '') as unknown as FormView;
  return { ...joined, periods: (after ?? before)?.periods ? pairAnew(joined) : null };
}

/** Two tables side by side, of the joined rows. */
function pairAnew(view: FormView): FormView['periods'] {
  const { periods } = view;
  if (!periods) return null;
  const [term, year] = [view[periods.termKey], view[periods.yearKey]] as ListView[];
  return term && year ? pairPeriods(term, year, periods) : null;
}

function isList(value: Value): boolean {
  return value !== null && typeof value === 'object' && 'nameKey' in value;
}

function stringOf(value: Value): string {
  return typeof value === 'string' ? value : '';
}

function linesIn(value: Value): string {
  return Array.isArray(value) ? value.map(stringOf).join('\n') : '';
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}
