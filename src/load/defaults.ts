import { recordOf } from '../model/record.js';
import type { Schema } from '../model/schema.js';

type Value = string | Value[] | { [key: string]: Value };

/** Returns the data with the schema's defaults for the fields that are left out; numbers as texts, as if typed. */
export function withDefaults(data: unknown, schema: Schema): unknown {
  if (!schema.properties || data === null || typeof data !== 'object') return data;
  const given = data as Record<string, unknown>;
  const missing = Object.entries(schema.properties).flatMap(([code, property]) =>
    (Object.hasOwn(given, code) || property.default === undefined ? [] : [[code, asTyped(property.default)] as const]));
  return recordOf([...Object.entries(given), ...missing].map(([code, value]) =>
    [code, withDefaults(value, schema.properties?.[code] ?? {})] as const));
}

function asTyped(value: unknown): Value {
  if (Array.isArray(value)) return value.map(asTyped);
  if (value !== null && typeof value === 'object') {
    return recordOf(Object.entries(value).map(([key, item]) => [key, asTyped(item)] as const));
  }
  return String(value);
}
