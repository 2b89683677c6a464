import { printedLabel } from '../../model/labels.js';
import { recordOf } from '../../model/record.js';
import type { Schema } from '../../model/schema.js';
import { type FieldView, isAmount, type ViewContext, viewField } from './field.js';
import { roomFor } from './format.js';
import { type ListView, viewList } from './list.js';

/** Fields by the keys of the YAML, and what the group itself says when it is one value. */
export type GroupView = Record<string, unknown> & Partial<FieldView>;

function labelOf(schema: Schema, { year, scheme }: ViewContext): string {
  return printedLabel(schema, year, scheme);
}

/** @param value in English names; `undefined` for a group that is left out */
function viewGroup(value: object | string | undefined, schema: Schema, outer: ViewContext): GroupView {
  const room = outer.room ?? roomFor(amountsIn(value, schema));
  const context = { ...outer, room };
  const own = typeof value === 'string' ? value : undefined;
  const fields = typeof value === 'object' ? value as Record<string, unknown> : {};
  return recordOf<unknown>([
    ...Object.entries(viewField(own, schema, labelOf(schema, context), room)),
    ...viewFields(fields, schema, context),
  ]);
}

/** The views of all fields that a schema has, by their keys. What is internal is not among them: it is on no page. */
export function viewFields(data: Record<string, unknown>, schema: Schema, context: ViewContext): [string, unknown][] {
  return Object.entries(schema.properties ?? {}).filter(([, property]) => !property.internal).map(([code, property]) =>
    [property.key ?? code, viewValue(Object.hasOwn(data, code) ? data[code] : undefined, property, context)]);
}

function viewValue(value: unknown, schema: Schema, context: ViewContext): FieldView | GroupView | ListView {
  if (schema.items) return viewList((value ?? []) as Record<string, string>[], schema, context);
  if (schema.properties) return viewGroup(value as object | string | undefined, schema, context);
  return viewField(value as string | undefined, schema, labelOf(schema, context), context.room);
}

/** Returns all amounts of a group, also those of the groups in it, but not those of tables. */
export function amountsIn(value: unknown, schema: Schema): string[] {
  if (typeof value === 'string') return isAmount(value, schema) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([code, below]) => amountsIn(below, schema.properties?.[code] ?? {}));
}
