import { wordsIn } from '../model/fields.js';
import type { Department, Kind } from '../model/form.js';
import { printedLabel } from '../model/labels.js';
import type { Schema } from '../model/schema.js';

/** Returns what is printed on forms and does not stand in their files: labels of their kinds, words of the scheme. */
export function fixedTexts({ scheme, year }: Department, kinds: readonly Kind[]): Set<string> {
  const labels = (schema: Schema): string[] => [
    ...schema.key === undefined ? [] : [schema.key, printedLabel(schema, year, scheme), ...wordsIn(schema) ?? []],
    ...[...schema.items ? [schema.items] : [], ...Object.values(schema.properties ?? {})].flatMap(labels),
  ];
  const { publisher, date } = scheme.binding ?? {};
  return new Set([
    ...kinds.flatMap(({ title, schema }) => [title, ...labels(schema)]),
    ...Object.values(scheme.departmentWords),
    ...[publisher, date].filter(text => text !== undefined),
  ]);
}
