import { at, parentOf, type Pointer, steps } from './pointer.js';
import type { Schema } from './schema.js';

/** Prefix for a key that is not in the schema, so that an English name in the YAML is not mistaken for the field. */
export const UNKNOWN = '?';

/** Returns a pointer as users read it: `/indicators/0/target` → `绩效指标 第 1 项 指标值`. The whole form is `''`. */
export function labelOf(pointer: Pointer, english: Schema): string {
  let schema: Schema | undefined = english;
  const words: string[] = [];
  for (const step of steps(pointer)) {
    if (schema?.items) {
      words.push(`第 ${Number(step) + 1} 项`);
      schema = schema.items;
    } else {
      const property: Schema | undefined = schema?.properties?.[step];
      words.push(property?.key ?? step.replace(UNKNOWN, ''));
      schema = property ?? (typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined);
    }
  }
  return words.join(' ');
}

/** Returns the schema of a field, or of its nearest parent that has one. */
export function schemaAt(pointer: Pointer, english: Schema): Schema {
  if (!pointer) return english;
  const parent = schemaAt(parentOf(pointer), english);
  const step = steps(pointer).at(-1) ?? '';
  const free = typeof parent.additionalProperties === 'object' ? parent.additionalProperties : undefined;
  return parent.items ?? parent.properties?.[step] ?? free ?? parent;
}

/** A text in the data and its schema. */
export interface TextField {
  at: Pointer;
  text: string;
  schema: Schema;
}

/** Yields every text of the data that has a schema, in the order of the schema. */
export function* textFields(data: unknown, schema: Schema, pointer: Pointer = ''): Iterable<TextField> {
  if (typeof data === 'string') yield { at: pointer, text: data, schema };
  else if (Array.isArray(data)) {
    if (!schema.items) return;
    for (const [index, item] of data.entries()) yield* textFields(item, schema.items, at(pointer, index));
  } else if (data !== null && typeof data === 'object') {
    for (const [code, property] of Object.entries(schema.properties ?? {})) {
      yield* textFields((data as Record<string, unknown>)[code], property, at(pointer, code));
    }
  }
}

/** Returns the words that a field takes; `undefined` when it takes any text. */
export function wordsIn({ enum: one, words }: Schema): readonly string[] | undefined {
  return one ?? words;
}

/** Returns the words chosen in a field to tick. */
export function chosenIn(text: string, { several }: Schema): string[] {
  return several ? text.split('、').map(word => word.trim()) : [text];
}

/** Returns true for a field of words, false for an amount: rules read only words as text. */
export function isText(schema: Schema): boolean {
  return !wordsIn(schema) && schema.decimals === undefined && [schema.type ?? []].flat().includes('string');
}

/** True for a field of the layout's own, false for a core concept. */
export function isFree({ code }: Schema): boolean {
  return code === undefined;
}
