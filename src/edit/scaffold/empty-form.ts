import { joinedLines } from '../../model/joined-lines.js';
import { append } from '../../model/append.js';
import { wordsIn } from '../../model/fields.js';
import type { Kind } from '../../model/form.js';
import { pathOf } from '../../model/kinds.js';
import type { Schema } from '../../model/schema.js';
import { yamlText } from '../../model/yaml-text.js';
import type { Cells } from './row-cells.js';

/** A row that a new form begins with. */
export interface NewRow {
  cells: Cells;
  /** A note on how it was written elsewhere; `''` for none. */
  note: string;
}

/** The facts that a new form begins with. */
export interface Given {
  /** The path of the form below the root. */
  path: string;
  /** True to name the schema, for editors: where the root has it. */
  hasSchema: boolean;
  /** Values of fields of one line, by English name. */
  values: Readonly<Record<string, string | undefined>>;
  /** Rows of tables, by English name. */
  rows: Readonly<Record<string, readonly NewRow[] | undefined>>;
}

/**
 * Returns the text of a new form: every field that is due, empty where nothing is known, with what the schema says of
 * it. An empty field is what `check` reports as to be filled in.
 */
export function emptyForm(kind: Kind, { path, hasSchema, values, rows }: Given): string {
  const up = '../'.repeat(path.split('/').length - 1);
  const lines = hasSchema ? [`# yaml-language-server: $schema=${up}${pathOf(kind)}`] : [];
  for (const [code, field] of dueFields(kind.schema)) {
    const value = values[code];
    if (value !== undefined) lines.push(`${keyOf(field, code)}: ${yamlText(value)}`);
    else append(lines, [...noteOn(field), ...emptyField(field, code, '', rows[code] ?? [])]);
  }
  return `${lines.join('\n')}\n`;
}

/** Returns the fields that are to be filled in, in the order of the form. */
function dueFields({ properties = {}, due = [], required = [] }: Schema): [code: string, field: Schema][] {
  return Object.entries(properties).filter(([code]) => due.includes(code) || required.includes(code));
}

function emptyField(field: Schema, code: string, indent: string, rows: readonly NewRow[]): string[] {
  const key = `${indent}${keyOf(field, code)}:`;
  const { items, properties } = field;
  if (items && rows.length) return [key, ...rows.flatMap(row => rowLines(row, items, `${indent}  `))];
  if (items) return [key, ...sampleOf(items, `${indent}  `)];
  if (!properties) return [key];
  return [key, ...dueFields(field).flatMap(([name, inner]) => emptyField(inner, name, `${indent}  `, []))];
}

function rowLines({ cells, note }: NewRow, items: Schema, indent: string): string[] {
  const due = new Set(dueFields(items).map(([code]) => code));
  const fields = Object.entries(items.properties ?? {}).filter(([code]) => due.has(code) || cells[code]);
  const lines = fields.map(([code, field], index) => {
    const value = cells[code];
    return `${indent}${index ? '  ' : '- '}${keyOf(field, code)}:${value ? ` ${yamlText(value)}` : ''}`;
  });
  return [...note ? [`${indent}# ${note}`] : [], ...lines];
}

/** Returns a row as a comment that shows how to write it: a row without its name would be none. */
function sampleOf(items: Schema, indent: string): string[] {
  const columns = Object.entries(items.properties ?? {});
  if (!columns.length) return [`${indent}# 一行写一项，前面是“- ”`];
  const lines = columns.map(([code, field], index) => `${indent}# ${index ? '  ' : '- '}${keyOf(field, code)}:`);
  return [`${indent}# 一项写成下面这样（去掉 # 和它后面的空格），没有的栏目不写：`, ...lines];
}

function noteOn(field: Schema): string[] {
  const { description } = field;
  const words = wordsIn(field);
  const text = [description, !description && words ? `写 ${words.join('、')}` : ''].filter(Boolean).join('');
  return text ? [`# ${joinedLines(text, ' ')}`] : [];
}

function keyOf({ key }: Schema, code: string): string {
  return yamlText(key ?? code);
}
