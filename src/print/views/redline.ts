import type { RowMatch, Segment } from '../../model/change.js';
import { marked, MOVED } from '../../model/marks.js';
import { recordOf } from '../../model/record.js';
import type { FormView } from './form.js';
import type { ListView } from './list.js';
import { BOX, TICKED } from './field.js';
import { mergeCells } from './merge-cells.js';
import { pairPeriods } from './periods.js';

/**
 * Both versions in one form, or one of them with what is not in the other marked; `tracked` is for both with nothing
 * marked that is in both, so
 * that either can be had back.
 */
export type Show = 'both' | 'tracked' | 'before' | 'after';

/** Says what differs in two long texts. */
export type DiffText = (before: string, after: string) => Segment[];

/** Values this short are shown as a whole, old and new. */
const SHORT = 8;

/** The keys of views that describe the document or the table, not the content of the form. */
const UNMARKED = new Set([
  'page', 'partial', 'label', 'item', 'labels', 'nameKey', 'classKeys', 'columns', 'restColumns', 'columnCount', 'tableWidth',
  'joinedWidth', 'labelWidth', 'cells', 'rest', 'name', 'width', 'number', 'starts', 'span', 'count', 'allCount', 'isNumber',
]);

/**
 * Returns which rows of two versions of a table belong together.
 *
 * @param key the key of the table in the YAML
 * @param before the names of its rows
 * @returns `undefined` when the rows belong together by their positions
 */
export type MatchRows = (
  key: string,
  before: readonly string[],
  after: readonly string[],
) => readonly RowMatch[] | undefined;

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
 */
export function redlineView(
  before: FormView | null,
  after: FormView | null,
  matchRows: MatchRows,
  show: Show,
  diffText: DiffText,
): FormView {
  const text = (old: string, now: string): string => {
    if (old === now) return marked([{ kind: 'same', text: now }]);
    const isShort = Math.max(old.length, now.length) <= SHORT || old === '' || now === '';
    const whole: Segment[] = [{ kind: 'deleted', text: old }, { kind: 'inserted', text: now }];
    const hidden = { both: undefined, tracked: undefined, before: 'inserted', after: 'deleted' }[show];
    return marked((isShort ? whole : diffText(old, now)).filter(({ kind }) => kind !== hidden));
  };

  const join = (old: Value, now: Value, key: string): Value => {
    const model = now ?? old;
    if (UNMARKED.has(key) || typeof model === 'boolean' || model === null || model === undefined) return model ?? null;
    if (typeof model === 'string') return text(stringOf(old), stringOf(now));
    if (key === 'paragraphs') return linesOf(text(linesIn(old), linesIn(now)));
    if (key === 'options') return joinOptions(old, now);
    // An amount that changed is shown as a whole, old and new: the text of its cell says it.
    if (key === 'amount') return JSON.stringify(amountOf(old)) === JSON.stringify(amountOf(now)) ? now ?? null : null;
    if (key === 'projects') return joinProjects((old ?? []) as Row[], (now ?? []) as Row[]);
    const [was, is] = [(old ?? {}) as Row, (now ?? {}) as Row];
    if (isList(model)) return joinList(was, is, key);
    if (key === 'periods') return model; // put together anew below
    if (Array.isArray(model)) return joinRows((old ?? []) as Row[], (now ?? []) as Row[], undefined, NO_KEYS);
    const names = [...new Set([...Object.keys(is), ...Object.keys(was)])];
    return recordOf(names.map(name => [name, join(was[name], is[name], name)] as const));
  };

  /** A box that is ticked in one version only is shown ticked, with its word marked. */
  const joinOptions = (old: Value, now: Value): Value => {
    const [was, is] = [old, now].map(options => (options ?? []) as { text: string; chosen: boolean }[]);
    return (is?.length ? is : was ?? []).map(({ text: word }) => {
      const [before, after] = [was, is].map(options => options?.some(one => one.text === word && one.chosen) ?? false);
      const kind = before === after || show === 'tracked' ? 'same' : after ? 'inserted' : 'deleted';
      const chosen = show === 'before' ? before ?? false : after ?? false;
      const box = text(before ? TICKED : BOX, after ? TICKED : BOX);
      return { text: marked([{ kind, text: word }]), box, chosen };
    });
  };

  const joinList = (old: Row, now: Row, key: string): Value => {
    const model = { ...old, ...now };
    const columns = model as unknown as ListView;
    const { classKeys } = columns;
    const keys = { nameKey: stringOf(model.nameKey), classKeys };
    const [was, is] = [(old.rows ?? []) as Row[], (now.rows ?? []) as Row[]];
    const nameOf = (row: Row): string => stringOf((row[keys.nameKey] as Row | undefined)?.text);
    const joined = joinRows(was, is, matchRows(key, was.map(nameOf), is.map(nameOf)), keys);
    const copies = (of: readonly Row[]): Row[] => of.map(row => ({ ...row }));
    const rows = mergeCells<Row>(copies(joined), columns);
    const allRows = mergeCells<Row>(copies(withEmptyRows(joined, model)), columns);
    return { ...model, rows, allRows, count: String(rows.length), allCount: String(allRows.length) };
  };

  /** Projects on the form of their department: those of one file belong together. */
  const joinProjects = (old: readonly Row[], now: readonly Row[]): Row[] => {
    const pathOf = (project: Row): string => stringOf((project.page as Row | undefined)?.path);
    const paths = [...new Set([...now, ...old].map(pathOf))].sort();
    return paths.flatMap(path =>
      joinRow(old.find(one => pathOf(one) === path), now.find(one => pathOf(one) === path), false, NO_KEYS));
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

const NO_KEYS: Keys = { nameKey: '', classKeys: [] };

/** The joined rows with the empty ones of the table after, each behind the row that it stands behind there. */
function withEmptyRows(joined: readonly Row[], { rows, allRows }: Row): Row[] {
  const [filled, all] = [rows, allRows] as Row[][];
  if (!filled || !all || filled.length === all.length) return [...joined];
  const result = [...joined];
  let before = 0;
  for (const row of all) {
    const next = filled[before];
    const isFilled = next && row.name === next.name && JSON.stringify(row.rest) === JSON.stringify(next.rest);
    if (isFilled) before += 1;
    else {
      const previous = result.findLastIndex(one => one.number === String(before) && one.isEmptyClass !== true);
      result.splice(before === 0 ? 0 : previous + 1 + emptyAfter(result, previous), 0, { ...row, isEmptyClass: true });
    }
  }
  return result;
}

/** Returns the number of empty rows directly behind a row. */
function emptyAfter(rows: readonly Row[], index: number): number {
  let count = 0;
  while (rows[index + 1 + count]?.isEmptyClass === true) count += 1;
  return count;
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

function amountOf(value: Value): Value[] {
  const { whole, fraction } = (value ?? {}) as Row;
  return [whole, fraction];
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
