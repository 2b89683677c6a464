import type { Department, Kind } from '../model/form.js';
import { printedLabel } from '../model/labels.js';
import type { Schema } from '../model/schema.js';

/** Returns the texts that are printed on forms of some kinds and are not in their files: labels, and words of the scheme. */
export function fixedTexts({ scheme, year }: Department, kinds: readonly Kind[]): Set<string> {
  const labels = (schema: Schema): string[] => [
    ...schema.key === undefined ? [] : [schema.key, printedLabel(schema, year, scheme), ...schema.enum ?? []],
    ...[...schema.items ? [schema.items] : [], ...Object.values(schema.properties ?? {})].flatMap(labels),
  ];
  const { publisher, date } = scheme.binding ?? {};
  return new Set([
    ...kinds.flatMap(({ title, schema }) => [title, ...labels(schema)]),
    ...Object.values(scheme.departmentWords),
    ...[publisher, date].filter(text => text !== undefined),
  ]);
}
