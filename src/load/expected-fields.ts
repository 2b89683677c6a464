import { DECIMAL } from '../model/decimal.js';
import type { Schema } from '../model/schema.js';

/*
 * Rules and views are written for the fields of the program's own schemas. A root, or an older version, may have
 * schemas of its own: what the program reads must be in them as it expects, or nothing may be concluded from it.
 */

/** Something reads a field that this form does not have, for its schema is another than the program's. */
export class FieldNotThere extends Error {
  /** @param label of the field on the form */
  constructor(readonly label: string) {
    super(`no field ${label}`);
  }
}

/** What `read` returns; `undefined` where it needs a field that is not there. */
export function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FieldNotThere) return undefined;
    throw error;
  }
}

const sources = new WeakMap<object, object>();

/**
 * Data of another schema: reading a field that the program's schema promises and the data does not have, or not of the
 * right type, throws {@link FieldNotThere}.
 *
 * @param own the program's schema, in English names
 */
export function guarded(data: unknown, own: Schema): unknown {
  if (data === null || typeof data !== 'object') return data;
  const proxy = new Proxy(data, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      const isOfMachinery = typeof name === 'symbol' || (Array.isArray(target) && !/^\d+$/.test(name));
      const field = isOfMachinery ? undefined : fieldOf(own, name);
      if (!field || isOfMachinery) return value;
      if (value === undefined ? isPromised(own, name) : !isOfType(value, field)) {
        throw new FieldNotThere(field.title ?? name);
      }
      return guarded(value, field);
    },
  });
  sources.set(proxy, data);
  return proxy;
}

/** The same data without its guard, for whatever works with any fields. */
export function unguarded<T extends object>(data: T): T {
  return (sources.get(data) ?? data) as T;
}

/** The schema of a field or an item; `undefined` for what the program does not know. */
function fieldOf(schema: Schema, name: string): Schema | undefined {
  if (schema.items) return schema.items;
  return schema.properties?.[name] ?? wordsOf(schema);
}

function isPromised({ required, properties }: Schema, code: string): boolean {
  return (required ?? []).includes(code) || properties?.[code]?.default !== undefined;
}

/** Numbers are texts here, as typed. */
function isOfType(value: unknown, schema: Schema): boolean {
  const types = [schema.type ?? []].flat();
  if (Array.isArray(value)) return types.includes('array');
  if (typeof value !== 'string') return types.includes('object');
  if (schema.enum) return schema.enum.includes(value);
  return types.includes('string') || (types.includes('number') && DECIMAL.test(value));
}

/**
 * The labels of the fields that the program reads and a schema does not promise, or promises as something else.
 *
 * @param schema of a root, @param own the program's; both in English names
 */
export function missingFields(schema: Schema | undefined, own: Schema, label = own.title ?? ''): string[] {
  if (!schema || !isLike(schema, own)) return [label];
  const fields = Object.entries(own.properties ?? {}).flatMap(([code, field]) => {
    const [title, theirs] = [field.title ?? code, schema.properties?.[code]];
    if (isPromised(own, code) && !isPromised(schema, code)) return [title];
    return theirs ? missingFields(theirs, field, title) : [];
  });
  const [items, words] = [own.items, wordsOf(own)];
  return [
    ...fields,
    ...items ? missingFields(schema.items, items, label) : [],
    ...words ? missingFields(wordsOf(schema), words, label) : [],
  ];
}

/** Every value of the one is of a type that the other has too. */
function isLike(schema: Schema, own: Schema): boolean {
  const [types, known] = [schema, own].map(({ type }) => [type ?? []].flat());
  if (own.enum) return schema.enum?.every(word => own.enum?.includes(word)) ?? false;
  const isKnown = (type: string): boolean => known?.includes(type === 'number' && !known.includes(type) ? 'string' : type) ?? false;
  return types !== undefined && types.length > 0 && types.every(isKnown);
}

/** The schema of the values in a map whose keys are words of the data. */
function wordsOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}
