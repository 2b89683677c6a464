import { at, parentOf, type Pointer, steps } from '../model/pointer.js';
import { recordOf } from '../model/record.js';
import type { Schema } from '../model/schema.js';
import type { Place, Positions } from '../model/source.js';
import type { Data } from './parse.js';

/**
 * The one mapping between the two languages: YAML speaks the form's Chinese, code speaks English. It is declared
 * beside each property (`code`) and applied to the schema, the data and the positions alike.
 */

/** Names that every object has. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** A schema that is JSON Schema but cannot describe a form; the message is for whoever wrote it. */
export class SchemaFault extends Error {}

/**
 * The schema with English property names and `$ref` resolved; `key` keeps the name the user types.
 *
 * @param within the `$ref`s that led here
 * @throws SchemaFault
 */
export function toEnglish(schema: Schema, root: Schema = schema, within: readonly string[] = []): Schema {
  if (schema.$ref) {
    const name = schema.$ref.replace('#/$defs/', '');
    const target = Object.hasOwn(root.$defs ?? {}, name) ? root.$defs?.[name] : undefined;
    if (!target) throw new SchemaFault(`$ref ${schema.$ref} 没有对应的 $defs`);
    if (within.includes(name)) throw new SchemaFault(`$ref ${schema.$ref} 引用了自己`);
    return toEnglish(target, root, [...within, name]);
  }
  const english = { ...schema };
  delete english.$defs;
  if (schema.properties) {
    const codes = new Map<string, string>();
    english.properties = recordOf(Object.entries(schema.properties).map(([key, property]) => {
      const { code } = property;
      if (typeof code !== 'string' || !code || !property.title) throw new SchemaFault(`属性“${key}”缺少 ${typeof code === 'string' && code ? 'title' : 'code'}`);
      // ajv and Handlebars refuse some of them.
      if (INHERITED.has(code)) throw new SchemaFault(`属性“${key}”的 code 不能是 ${code}，这个名称程序自己要用`);
      if (codes.has(code)) throw new SchemaFault(`属性“${key}”和“${codes.get(code)}”的 code 都是 ${code}`);
      codes.set(code, key);
      return [code, { ...toEnglish(property, root, within), code, key, title: property.title }] as const;
    }));
    const codeOf = new Map([...codes].map(([code, key]) => [key, code]));
    english.required = (schema.required ?? []).map((key) => {
      const code = codeOf.get(key);
      if (!code) throw new SchemaFault(`required 里的“${key}”不在 properties 中`);
      return code;
    });
  }
  if (schema.items) english.items = toEnglish(schema.items, root, within);
  if (typeof schema.additionalProperties === 'object') {
    english.additionalProperties = toEnglish(schema.additionalProperties, root, within);
  }
  return english;
}

/** Put before a key that the schema does not know, so that an English name in the YAML is not taken for the field. */
export const UNKNOWN = '?';

export interface Translated {
  data: Data;
  positions: Positions;
}

/** Data and positions with English names; keys that the schema does not know are marked with {@link UNKNOWN}. */
export function translate(data: Data, positions: Positions, english: Schema): Translated {
  const translated = new Map<Pointer, Place>();
  const walk = (value: Data, schema: Schema | undefined, from: Pointer, to: Pointer): Data => {
    const place = positions.get(from);
    if (place) translated.set(to, place);
    if (Array.isArray(value)) {
      return value.map((item, index) => walk(item, schema?.items, at(from, index), at(to, index)));
    }
    if (value === null || typeof value !== 'object') return value;
    const codeOf = new Map(Object.entries(schema?.properties ?? {}).map(([code, property]) => [property.key, code]));
    const free = typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    return recordOf(Object.entries(value).map(([key, item]) => {
      const code = codeOf.get(key);
      const name = code ?? (free ? key : UNKNOWN + key);
      const next = code === undefined ? free : schema?.properties?.[code];
      return [name, walk(item, next, at(from, key), at(to, name))] as const;
    }));
  };
  return { data: walk(data, english, '', ''), positions: translated };
}

/** How a user reads a pointer: `/indicators/0/target` → `绩效指标 第 1 项 指标值`. The whole form is `''`. */
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

/** The schema of a field, or of its nearest parent that has one. */
export function schemaAt(pointer: Pointer, english: Schema): Schema {
  if (!pointer) return english;
  const parent = schemaAt(parentOf(pointer), english);
  const step = steps(pointer).at(-1) ?? '';
  const free = typeof parent.additionalProperties === 'object' ? parent.additionalProperties : undefined;
  return parent.items ?? parent.properties?.[step] ?? free ?? parent;
}
