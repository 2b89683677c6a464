import type { Schema } from '../model/schema.js';

/**
 * An older schema with the fields that only a newer one has, as far as they have a default: what reads today's fields
 * can then read a file written for the older schema.
 *
 * @param text the older JSON Schema, @param newer one of today; both as read
 * @returns the older one as it is when it is no JSON: whoever compiles it reports that
 */
export function withNewerFields(text: string, newer: string): string {
  if (text === newer) return text;
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch {
    return text;
  }
  if (schema === null || typeof schema !== 'object') return text;
  const today = JSON.parse(newer) as Schema;
  const complete = addFields(schema, today);
  return JSON.stringify({ ...complete, $defs: { ...today.$defs, ...complete.$defs } });
}

function addFields(older: Schema, today: Schema): Schema {
  // What is no schema is left for whoever compiles it to report.
  if (!older.properties || typeof older.properties !== 'object' || !today.properties) return older;
  const properties = { ...older.properties };
  const codes = new Set(Object.values(properties).map(property => (property as Schema | null)?.code));
  for (const [key, property] of Object.entries(today.properties)) {
    const own = properties[key];
    if (own) properties[key] = addFields(own, property);
    else if (property.default !== undefined && !codes.has(property.code)) properties[key] = property;
  }
  return { ...older, properties };
}
