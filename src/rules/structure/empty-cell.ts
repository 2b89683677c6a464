import { UNKNOWN, wordsIn } from '../../model/fields.js';
import { at, type Pointer } from '../../model/pointer.js';
import type { Schema } from '../../model/schema.js';
import { similar } from '../../model/similar.js';
import { defineRule, type Finding } from '../rule.js';

export default defineRule({
  id: 'empty-cell',
  title: '该填的栏目是空的',
  needs: [],
  rank: '必改',
  blocks: true,
  why: '表样定义里列为必填的栏目不能空着：空格子印出来就是空的，审阅的人不知道是没有还是漏了。请补上内容；确实没有可填的，在那一行写 # 放行 empty-cell: 理由。',
  check: ({ data, kind }) => findEmpty(data, kind.schema, ''),
});

/** Every field that is due and not there. */
function* findEmpty(data: unknown, schema: Schema, pointer: Pointer): Iterable<Finding> {
  if (Array.isArray(data)) {
    if (!schema.items) return;
    for (const [index, item] of data.entries()) yield* findEmpty(item, schema.items, at(pointer, index));
    return;
  }
  if (data === null || typeof data !== 'object') return;
  const values = data as Record<string, unknown>;
  for (const code of schema.due ?? []) {
    const field = schema.properties?.[code] ?? {};
    const { key = code, examples = [] } = field;
    if (Object.hasOwn(values, code) || isMisspelt(key, values, schema)) continue;
    const where = nameOf(values);
    const [example] = wordsIn(field) ?? examples;
    const like = typeof example === 'string' || typeof example === 'number' ? `，如 ${key}: ${String(example).replace(/。$/, '')}` : '';
    yield {
      at: at(pointer, code),
      message: `${where}“${key}”是空的，印出来也是空格子`,
      hint: `补上${like}；确实没有可填的，写 # waive empty-cell: 理由`,
    };
  }
  for (const [code, property] of Object.entries(schema.properties ?? {})) {
    yield* findEmpty(values[code], property, at(pointer, code));
  }
}

/** Returns true if an unknown field is probably this one misspelt, which another problem reports. */
function isMisspelt(key: string, values: Record<string, unknown>, { properties = {} }: Schema): boolean {
  const keys = Object.values(properties).flatMap(property => property.key ?? []);
  return Object.keys(values).some(one => one.startsWith(UNKNOWN) && similar(one.slice(UNKNOWN.length), keys) === key);
}

/** Returns the name of a row in quotes, so that the reader finds it. */
function nameOf({ name }: Record<string, unknown>): string {
  return typeof name === 'string' ? `“${name}”的` : '';
}
