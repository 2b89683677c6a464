import type { Schema } from '../model/schema.js';

/** The labels of a group of fields: the titles of its schema, by English name. */
export function labelsOf(schema: Schema | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(schema?.properties ?? {}).map(([code, property]) => [code, property.title ?? '']),
  );
}
