import { wordsIn } from '../../model/fields.js';
import { at, type Pointer } from '../../model/pointer.js';
import type { Schema } from '../../model/schema.js';
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
    const { key = code } = schema.properties?.[code] ?? {};
    if (Object.hasOwn(values, code)) continue;
    const where = nameOf(values);
    yield {
      at: at(pointer, code),
      message: `${where}“${key}”是空的，印出来也是空格子`,
      hint: `补上${howTo(key, schema.properties?.[code] ?? {})}；确实没有可填的，写 # 放行 empty-cell: 理由`,
    };
  }
  for (const [code, property] of Object.entries(schema.properties ?? {})) {
    yield* findEmpty(values[code], property, at(pointer, code));
  }
}

/** Returns the name of a row in quotes, so that the reader finds it. */
function nameOf({ name }: Record<string, unknown>): string {
  return typeof name === 'string' ? `“${name}”的` : '';
}

/** Returns what to write in a field, behind the word for it. */
function howTo(key: string, field: Schema): string {
  const { examples = [], items, properties } = field;
  if (items) return `“${key}:”，下面一项一个小段，每段以“- ”开头`;
  if (properties) return `“${key}:”，下面分行写：${Object.values(properties).flatMap(({ key: own, internal }) => (internal ? [] : own ?? [])).join('、')}`;
  const [example] = wordsIn(field) ?? examples;
  return typeof example === 'string' || typeof example === 'number' ? `，如 ${key}: ${String(example).replace(/。$/, '')}` : '';
}
