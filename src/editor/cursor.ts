import type { Schema } from '../model/schema.js';
import type { Span } from '../model/source.js';

/** A row of a list in the path of a cursor. */
export const ROW = Symbol('row');

/** A place in a text that need not be valid YAML: known by the indentation of the lines around it. */
export interface Cursor {
  /** The names and rows that lead to the place: `['绩效指标', ROW, '单位']`. */
  path: (string | typeof ROW)[];
  /** On a name, in a value, within a text of several lines, or where a field or row is yet to be written. */
  at: 'key' | 'value' | 'text' | 'new';
  /** The characters that a value written here replaces. */
  span: Span;
  /** The column of the fields of this group, from 0. */
  column: number;
  /** The fields beside it, by name. */
  fields: ReadonlyMap<string, string>;
}

/** The structure of one line. */
interface Line {
  /** Offset of its first character. */
  start: number;
  /** The column of its last dash, from 0; `undefined` without one. */
  dash: number | undefined;
  /** The column of what stands behind blanks and dashes. */
  column: number;
  key: string | undefined;
  /** Without blanks and comment around it. */
  value: string;
  /** Offset behind the colon. */
  colon: number;
  /** Offset at which the value begins, or would begin. */
  valueStart: number;
}

const FIELD = /^('[^']*'|"[^"]*"|[^\s:#'"[{][^:#]{0,80}?)\s{0,20}:(?=\s|$)[ \t]*/;

/** Returns the place at an offset of a text. */
export function cursorAt(text: string, offset: number): Cursor {
  const lines = linesOf(text);
  const index = lines.findLastIndex(({ start }) => start <= offset);
  const line = lines[index] ?? EMPTY;
  const isBlank = line.key === undefined && line.value === '' && line.dash === undefined;
  const column = isBlank ? offset - line.start : line.column;
  const { path, isText } = ownersOf(lines, index, { ...line, column });
  const isBehind = offset >= line.colon;
  const start = Math.min(line.valueStart, Math.max(offset, line.colon));
  const newStart = isBlank ? offset : Math.min(line.colon, offset);
  return {
    path: line.key === undefined || isText ? path : [...path, line.key],
    at: isText ? 'text' : line.key === undefined ? 'new' : isBehind ? 'value' : 'key',
    span: line.key === undefined
      ? { start: newStart, end: isBlank ? offset : Math.max(newStart, line.colon + line.value.length) }
      : { start, end: line.valueStart + line.value.length },
    column,
    fields: isText ? new Map() : fieldsBeside(lines, index, column),
  };
}

/** Returns the schema of a place; `undefined` where the form has none. */
export function schemaAlong(path: Cursor['path'], schema: Schema | undefined): Schema | undefined {
  let found = schema;
  for (const step of path) {
    found = step === ROW ? found?.items : Object.values(found?.properties ?? {}).find(({ key }) => key === step);
  }
  return found;
}

const EMPTY: Line = { start: 0, dash: undefined, column: 0, key: undefined, value: '', colon: 0, valueStart: 0 };

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((raw) => {
    const line = lineOf(raw.replace(/\r$/, ''), start);
    start += raw.length + 1;
    return line;
  });
}

function lineOf(text: string, start: number): Line {
  const [lead = ''] = /^ *(?:-(?: +|$))*/.exec(text) ?? [];
  const rest = text.slice(lead.length);
  const dash = lead.includes('-') ? lead.lastIndexOf('-') : undefined;
  const [whole = '', name] = FIELD.exec(rest) ?? [];
  const value = rest.slice(whole.length).replace(/(?:^|\s)#.*$/, '').trimEnd();
  return {
    start,
    dash,
    column: dash === undefined || rest ? lead.length : dash + 2,
    key: name === undefined ? undefined : unquoted(name),
    value,
    colon: start + lead.length + whole.trimEnd().length,
    valueStart: start + lead.length + whole.length,
  };
}

/** Returns what a line belongs to. `isText` is true where it is part of a text of several lines. */
function ownersOf(lines: readonly Line[], index: number, line: Line): { path: Cursor['path']; isText: boolean } {
  const path: Cursor['path'] = [];
  const isIn = line.dash !== undefined;
  if (isIn) path.unshift(ROW);
  let [column, isRow] = isIn ? [line.dash ?? 0, true] : [line.column, false];
  let isText = false;
  for (const above of lines.slice(0, index).reverse()) {
    const { dash, key, value } = above;
    if (key === undefined && dash === undefined) continue;
    const isSameRow = !isRow && dash !== undefined && above.column === column;
    const isOnLevel = isRow && above.column === column && dash === undefined;
    const isOwner = key !== undefined && (above.column < column || isOnLevel);
    if (isOwner) {
      path.unshift(key);
      isText ||= value !== '';
    }
    if (!isOwner && !isSameRow) continue;
    if (dash !== undefined) path.unshift(ROW);
    [column, isRow] = dash === undefined ? [above.column, false] : [dash, true];
  }
  return { path, isText };
}

/** Returns the other fields of the row, or of the group, of a line. */
function fieldsBeside(lines: readonly Line[], index: number, column: number): Map<string, string> {
  const fields = new Map<string, string>();
  const add = ({ key, value, column: own }: Line): void => {
    if (key !== undefined && own === column) fields.set(key, unquoted(value));
  };
  const isOther = (line: Line): boolean => line.key !== undefined || line.dash !== undefined;
  if (lines[index]?.dash === undefined) {
    for (const line of lines.slice(0, index).reverse().filter(isOther)) {
      if (line.column < column) break;
      add(line);
      if (line.dash !== undefined && line.column === column) break;
    }
  }
  for (const line of lines.slice(index + 1).filter(isOther)) {
    if (line.column < column || (line.dash !== undefined && line.column === column)) break;
    add(line);
  }
  return fields;
}

function unquoted(text: string): string {
  const [, , inner] = /^(['"])(.*)\1$/.exec(text) ?? [];
  return inner ?? text;
}
