import { append } from '../model/append.js';
import type { Change, RowMatch } from '../model/change.js';
import type { Indicator } from '../model/form.js';
import { at } from '../model/pointer.js';
import { classOf, nameOf } from '../print/views/indicators.js';
import { compareFields, detail, type FieldContext } from './fields.js';
import type { Labels } from './labels.js';
import { judge, type Review, requirementText } from './requirement.js';

/** What both tables are read with. */
export interface TableContext extends FieldContext {
  labels: { before: Labels; after: Labels };
  review: { before: Review | undefined; after: Review | undefined };
}

type Rows = readonly Indicator[];

/** What changed in a table of indicators whose rows are matched. */
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

/** A row in short: `产出-数量（盘点次数） 权重 25，≥ 4 次`. */
export function rowText(row: Indicator, { words }: Labels, review: Review | undefined): string {
  return `${nameOf(row, words)} ${askedOf(row, review)}`;
}

function askedOf(row: Indicator, review: Review | undefined): string {
  return `权重 ${row.weight}，${requirementText(row, review)}`;
}

function added(row: Indicator, { after }: RowMatch, { form, labels, review }: TableContext): Change {
  const text = rowText(row, labels.after, review.after);
  return { type: 'added', form, pointer: rowPointer(after), label: labels.after.of('/indicators'), after: text };
}

function removed(row: Indicator, { before }: RowMatch, { form, labels, review }: TableContext): Change {
  const text = rowText(row, labels.before, review.before);
  return { type: 'removed', form, pointer: rowPointer(before), label: labels.after.of('/indicators'), before: text };
}

function split(row: Indicator, parts: Rows, { after }: RowMatch, { form, labels, review }: TableContext): Change {
  return {
    type: 'changed',
    form,
    pointer: rowPointer(after),
    label: labels.before.ofIndicator(row),
    before: askedOf(row, review.before),
    after: parts.map(part => rowText(part, labels.after, review.after)).join('；'),
    note: `拆分：一项拆成 ${parts.length} 项，权重 ${row.weight} = ${parts.map(({ weight }) => weight).join(' + ')}`,
  };
}

function merged(parts: Rows, row: Indicator, { after }: RowMatch, { form, labels, review }: TableContext): Change {
  return {
    type: 'changed',
    form,
    pointer: rowPointer(after),
    label: labels.after.ofIndicator(row),
    before: parts.map(part => rowText(part, labels.before, review.before)).join('；'),
    after: askedOf(row, review.after),
    note: `合并：${parts.length} 项并成一项，权重 ${parts.map(({ weight }) => weight).join(' + ')} = ${row.weight}`,
  };
}

/** Fields that are told together, or that the row is told by. */
const TOLD = ['level1', 'level2', 'name', 'operator', 'target', 'unit'];

function compareRows(old: Indicator, now: Indicator, match: RowMatch, context: TableContext): Change[] {
  const { form, labels, review } = context;
  const pointer = rowPointer(match.after);
  const changes: Change[] = [];
  const label = (field?: string): string => labels.after.ofIndicator(now, field);
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
  const rest = { ...context, after: { ...context.after, label: (where: string) => label(where.split('/').at(-1)) } };
  append(changes, compareFields(old, now, rest, pointer, TOLD));
  const field = (['target', 'operator', 'unit'] as const).find(one => old[one] !== now[one]);
  if (field) {
    const asked = { before: requirementText(old, review.before), after: requirementText(now, review.after) };
    const verdict = judge(old, now, review.after ?? review.before);
    changes.push({ ...common, pointer: at(pointer, field), label: label(field), ...asked, ...verdict });
  }
  return changes;
}

function rowPointer([index = 0]: readonly number[]): string {
  return at('/indicators', index);
}
