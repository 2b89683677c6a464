import Big from 'big.js';
import type { Amounts, Change } from '../model/change.js';
import { DECIMAL } from '../model/decimal.js';
import { at, parentOf, type Pointer } from '../model/pointer.js';
import { isRecord } from '../model/record.js';
import { withoutUnit } from '../model/money.js';
import type { Schema } from '../model/schema.js';
import { schemaAt } from '../model/fields.js';
import { differenceOf } from './numbers.js';
import { diffProse } from './prose.js';

/** The value of a field: text, a number as typed, or several of them. */
type Value = string | undefined | null | Value[] | { [key: string]: Value };

/** The parts of a comparison that all fields share. */
export interface FieldContext {
  /** Path of the file. */
  form: string;
  before: FieldSide;
  after: FieldSide;
  /** Returns the unit of a number in a field. */
  unitOf: (pointer: Pointer) => string | undefined;
}

interface FieldSide {
  schema: Schema;
  label: (pointer: Pointer) => string;
}

/** In characters. Texts of at least this length are shown as one text with insertions and deletions. */
const PROSE = 24;

/**
 * Returns the differing fields of two groups, in the order of the schema after.
 *
 * @param skip fields that are compared elsewhere
 */
export function compareFields(
  before: object,
  after: object,
  context: FieldContext,
  pointer: Pointer = '',
  skip: readonly string[] = [],
): Change[] {
  const [old, now] = [before, after] as Record<string, Value>[];
  const known = Object.keys(schemaAt(pointer, context.after.schema).properties ?? {});
  const keys = new Set([...known, ...Object.keys(now ?? {}), ...Object.keys(old ?? {})]);
  return [...keys].filter(key => !skip.includes(key))
    .flatMap(key => compareValues(ownValue(old, key), ownValue(now, key), context, at(pointer, key)));
}

function ownValue(group: Record<string, Value> | undefined, key: string): Value {
  return group && Object.hasOwn(group, key) ? group[key] : undefined;
}

function compareValues(before: Value, after: Value, context: FieldContext, pointer: Pointer): Change[] {
  if (isRecord(before) && isRecord(after)) return compareFields(before, after, context, pointer);
  // A group that came or went, or that was one amount, is told field by field.
  if (isGroup(before) || isGroup(after)) {
    return [
      ...isGroup(before)
        ? compareFields(before, {}, context, pointer)
        : compareValues(before, undefined, context, pointer),
      ...isGroup(after)
        ? compareFields({}, after, context, pointer)
        : compareValues(undefined, after, context, pointer),
    ];
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const unit = context.unitOf(pointer);
  const [old, now] = [finished(before, unit), finished(after, unit)];
  if (old === undefined && now === undefined) return [];
  const common = { form: context.form, pointer, label: labelOf(pointer, context) };
  if (old === undefined) return [{ type: 'added', ...common, after: now ?? '', ...newField(pointer, context, 'added') }];
  if (now === undefined) return [{ type: 'removed', ...common, before: old, ...newField(pointer, context, 'removed') }];
  return [{ type: 'changed', ...common, before: old, after: now, ...detail(before, after, pointer, context) }];
}

/** Returns true for a group with fields; one without any has no field to tell. */
function isGroup(value: Value): value is { [key: string]: Value } {
  return isRecord(value) && Object.keys(value).length > 0;
}

/** Returns the details of a changed text or number, in addition to its two values. */
export function detail(
  before: unknown,
  after: unknown,
  pointer: Pointer,
  context: FieldContext,
): Pick<Change, Amounts | 'note' | 'segments'> {
  const [old, now] = [finished(before as Value), finished(after as Value)];
  if (old === undefined || now === undefined) return {};
  const { type, decimals } = schemaAt(pointer, context.after.schema);
  // A line of text may be typed as a number, such as a code: there is nothing to subtract.
  const isNumber = decimals !== undefined || type === 'number';
  const [was, is] = [old, now].map(text => withoutUnit(text).replaceAll(',', ''));
  if (isNumber && was !== undefined && is !== undefined && DECIMAL.test(was) && DECIMAL.test(is)) {
    if (new Big(was).eq(is)) return { note: '数值相同，写法不同' };
    const unit = context.unitOf(pointer);
    return { numbers: { before: was, after: is }, ...differenceOf(was, is), ...(unit ? { unit } : {}) };
  }
  return Math.max(old.length, now.length) >= PROSE || old.includes('\n') ? { segments: diffProse(old, now) } : {};
}

function labelOf(pointer: Pointer, { before, after }: FieldContext): string {
  return hasField(pointer, after.schema) ? after.label(pointer) : before.label(pointer);
}

function newField(pointer: Pointer, { before, after }: FieldContext, type: 'added' | 'removed'): Pick<Change, 'note'> {
  if (type === 'added') return hasField(pointer, before.schema) ? {} : { note: '表样定义新增的栏目' };
  return hasField(pointer, after.schema) ? {} : { note: '表样定义里已没有这个栏目' };
}

function hasField(pointer: Pointer, schema: Schema): boolean {
  return schemaAt(pointer, schema) !== schemaAt(parentOf(pointer), schema);
}

/** Returns a value as text to show, with its unit; `undefined` for no value. */
export function finished(value: Value, unit?: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.map(item => finished(item) ?? '').join('、') || '（无）';
  if (isRecord(value)) return Object.entries(value).map(([key, item]) => `${key}: ${finished(item) ?? ''}`).join('；');
  return unit && !value.endsWith(unit) ? `${value} ${unit}` : value;
}
