import { posix } from 'node:path';
import { DECIMAL } from '../model/decimal.js';
import type { Kind } from '../model/form.js';
import { pathOf } from '../model/kinds.js';
import { at, type Pointer } from '../model/pointer.js';
import type { Schema } from '../model/schema.js';
import { brokenLines } from './broken-lines.js';
import { yamlText } from '../model/yaml-text.js';

/** The content of a form, by English names: every text as it is to be read again. */
export type FormTree = string | FormTree[] | { [code: string]: FormTree };

/**
 * Writes a form as the shipped data is written: with the schema for editors, keys in the order of the schema, a field a
 * line, long texts a sentence a line.
 *
 * @param path of the file, e.g. `data/2024/甲/projects/01-乙.yaml`
 * @param comments lines to put above fields, without `#`
 */
export function writeForm(
  data: Readonly<Record<string, FormTree>>,
  kind: Kind,
  path: string,
  comments: ReadonlyMap<Pointer, readonly string[]> = new Map(),
): string {
  const schema = posix.relative(posix.dirname(path), pathOf(kind));
  const lines = linesOf(data, kind.schema, '', comments);
  return `${[`# yaml-language-server: $schema=${schema}`, ...lines].join('\n')}\n`;
}

function linesOf(
  data: Readonly<Record<string, FormTree>>,
  { properties = {} }: Schema,
  pointer: Pointer,
  comments: ReadonlyMap<Pointer, readonly string[]>,
): string[] {
  return Object.entries(properties).flatMap(([code, property]) => {
    const value = Object.hasOwn(data, code) ? data[code] : undefined;
    if (value === undefined) return [];
    const place = at(pointer, code);
    const above = (comments.get(place) ?? []).map(text => `# ${text.replace(/\s+/g, ' ')}`);
    return [...above, ...fieldOf(yamlText(property.key ?? code), value, property, place, comments)];
  });
}

function fieldOf(
  key: string,
  value: FormTree,
  schema: Schema,
  pointer: Pointer,
  comments: ReadonlyMap<Pointer, readonly string[]>,
): string[] {
  if (typeof value === 'string') return textOf(key, value, schema);
  if (!Array.isArray(value)) return [`${key}:`, ...indented(linesOf(value, schema, pointer, comments))];
  const rows = value.flatMap((row, index) => {
    const lines = typeof row === 'object' && !Array.isArray(row) ? linesOf(row, schema.items ?? {}, at(pointer, index), comments) : [];
    const first = lines.findIndex(line => !line.startsWith('#'));
    return [
      ...lines.slice(0, Math.max(first, 0)),
      ...lines.slice(Math.max(first, 0)).map((line, place) => `${place ? '  ' : '- '}${line}`),
    ];
  });
  return [`${key}:`, ...indented(rows)];
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '' : `  ${line}`));
}

/** In characters: a longer text has lines of its own. */
const LONG = 40;

function textOf(key: string, value: string, schema: Schema): string[] {
  const types = [schema.type ?? []].flat();
  if (DECIMAL.test(value)) return [`${key}: ${types.includes('number') || types.length === 0 ? value : `'${value}'`}`];
  const paragraphs = value.split('\n').map(text => brokenLines(text, schema.code === 'basis'));
  const lines = paragraphs.flatMap((paragraph, index) => (index ? ['', ...paragraph] : paragraph));
  // A line of text has no paragraphs: with some it is wrong, and must be readable to be told so.
  const isShort = schema.prose ? lines.length === 1 && [...value].length <= LONG : paragraphs.length === 1;
  if (isShort) return [`${key}: ${yamlText(value)}`];
  return [`${key}: |`, ...indented(lines)];
}
