import { append } from '../model/append.js';
import type { Change, RowMatch } from '../model/change.js';
import type { Indicator } from '../model/form.js';
import { at, type Pointer, steps } from '../model/pointer.js';
import { classOf, titleOfRow } from '../print/views/list.js';
import { compareFields, detail, type FieldContext } from './fields.js';
import type { Labels } from './labels.js';
import { judge, type Review, requirementText } from './requirement.js';

/** The parts of a comparison that both tables share. */
export interface TableContext extends FieldContext {
  /** Pointer of the table, e.g. `/indicators`. */
  table: Pointer;
  labels: { before: Labels; after: Labels };
  review: { before: Review | undefined; after: Review | undefined };
}

type Rows = readonly Indicator[];

/** Returns the changes of a table of indicators, whose rows are matched. */
export function compareIndicators(
  before: Rows,
  after: Rows,
  matches: readonly RowMatch[],
  context: TableContext,
): Change[] {
  return matches.flatMap((match) => {
    const [olds, news] = [rowsAt(before, match.before), rowsAt(after, match.after)];
    const [old, now] = [olds[0], news[0]];
    if (olds.length > 1 && now) return [merged(olds, now, match, context)];
    if (news.length > 1 && old) return [split(old, news, match, context)];
    if (old && now) return compareRows(old, now, match, context);
    return now ? [added(now, match, context)] : old ? [removed(old, match, context)] : [];
  });
}

function rowsAt(rows: Rows, indexes: readonly number[]): Indicator[] {
  return indexes.map(index => rows[index]).filter(row => row !== undefined);
}

/** Returns a row as a short text with all that it says: `产出-数量（盘点次数） 权重 25，≥ 4 次，得分 25`. */
export function rowText(row: Indicator, labels: Labels, review: Review | undefined, table: Pointer): string {
  return [titleOfRow(row, labels.words), askedOf(row, labels, review, table)].filter(Boolean).join(' ');
}

/** Returns what a row says besides class and name. */
function askedOf(row: Indicator, labels: Labels, review: Review | undefined, table: Pointer): string {
  const weight = row.weight === undefined ? [] : [`权重 ${row.weight}`];
  const others = Object.entries(row).filter(([field]) => field !== 'weight' && !TOLD.includes(field))
    .map(([field, text]) => `${labels.ofColumn(table, field)} ${text}`);
  return [...weight, requirementText(row, review), ...others].filter(Boolean).join('，');
}

function added(row: Indicator, { after }: RowMatch, { form, table, labels, review }: TableContext): Change {
  const text = rowText(row, labels.after, review.after, table);
  return { type: 'added', form, pointer: rowPointer(table, after), label: labels.after.of(table), after: text };
}

function removed(row: Indicator, { before }: RowMatch, { form, table, labels, review }: TableContext): Change {
  const text = rowText(row, labels.before, review.before, table);
  return { type: 'removed', form, pointer: rowPointer(table, before), label: labels.after.of(table), before: text };
}

function split(row: Indicator, parts: Rows, { after }: RowMatch, context: TableContext): Change {
  const { form, table, labels, review } = context;
  return {
    type: 'changed',
    form,
    pointer: rowPointer(table, after),
    label: labels.before.ofRow(table, row),
    before: askedOf(row, labels.before, review.before, table),
    after: parts.map(part => rowText(part, labels.after, review.after, table)).join('；'),
    note: `拆分：一项拆成 ${parts.length} 项${weights([row], parts)}`,
  };
}

function merged(parts: Rows, row: Indicator, { after }: RowMatch, context: TableContext): Change {
  const { form, table, labels, review } = context;
  return {
    type: 'changed',
    form,
    pointer: rowPointer(table, after),
    label: labels.after.ofRow(table, row),
    before: parts.map(part => rowText(part, labels.before, review.before, table)).join('；'),
    after: askedOf(row, labels.after, review.after, table),
    note: `合并：${parts.length} 项并成一项${weights(parts, [row])}`,
  };
}

/** Returns the weights of a split or merged row, e.g. `，权重 20 = 12 + 8`; empty when the form has no weights. */
function weights(before: Rows, after: Rows): string {
  const [old, now] = [before, after].map(rows => rows.flatMap(({ weight }) => weight ?? []).join(' + '));
  return old && now ? `，权重 ${old} = ${now}` : '';
}

/** Fields that are reported together, or that identify the row. */
const TOLD = ['level1', 'level2', 'name', 'operator', 'target', 'unit'];

function compareRows(old: Indicator, now: Indicator, match: RowMatch, context: TableContext): Change[] {
  const { form, table, labels, review } = context;
  const pointer = rowPointer(table, match.after);
  const changes: Change[] = [];
  const label = (field?: string): string => labels.after.ofRow(table, now, field);
  const common = { type: 'changed' as const, form };
  if (match.moved) {
    const place = ([index = 0]: readonly number[]): string => `第 ${index + 1} 项`;
    const places = { before: place(match.before), after: place(match.after) };
    changes.push({ type: 'moved', form, pointer, label: label(), ...places, note: '移动' });
  }
  if (old.level1 !== now.level1 || old.level2 !== now.level2) {
    const field = old.level1 === now.level1 ? 'level2' : 'level1';
    const classes = { before: classOf(old, labels.before.words), after: classOf(now, labels.after.words) };
    changes.push({ ...common, pointer: at(pointer, field), label: `${label()} 类别`, ...classes, note: '改类别' });
  }
  if (old.name !== now.name) {
    const where = at(pointer, 'name');
    const names = { before: old.name, after: now.name };
    changes.push({ ...common, pointer: where, label: label('name'), ...names, note: '改名', ...detail(old.name, now.name, where, context) });
  }
  const rest = { ...context, after: { ...context.after, label: (where: string) => label(steps(where).at(-1)) } };
  append(changes, compareFields(old, now, rest, pointer, TOLD));
  const field = (['target', 'operator', 'unit'] as const).find(one => old[one] !== now[one]);
  if (field) {
    const asked = { before: requirementText(old, review.before), after: requirementText(now, review.after) };
    const verdict = judge(old, now, review.after ?? review.before);
    changes.push({ ...common, pointer: at(pointer, field), label: label(field), ...asked, ...verdict });
  }
  return changes;
}

function rowPointer(table: Pointer, [index = 0]: readonly number[]): Pointer {
  return at(table, index);
}
