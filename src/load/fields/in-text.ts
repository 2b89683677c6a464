import { DECIMAL } from '../../model/decimal.js';
import { at, type Pointer, steps, valueAt } from '../../model/pointer.js';
import type { Schema } from '../../model/schema.js';
import type { Place, Positions, Source, Span } from '../../model/source.js';
import type { Data } from '../parse.js';
import type { Problem } from '../schema-messages.js';
import { type Home, homesOf, isCollection, pointerOf } from './homes.js';

/** A field, or some of an item, that stands in a text under `|`, where it is text. */
export interface InText extends Problem {
  span: Span;
  /** The fields that are missing where they belong. */
  missing: Pointer[];
}

/** `  - label: value`; a colon of Chinese prose only where nothing follows. */
const FIELD = /^( *)((?:- +)?)([^\s:：]{1,40}) ?(?::(?:\s+(\S.*)?)?|：\s*)$/;
/** Lines of fields of one item that cannot be prose by chance: with a dash before them, and without. */
const LEAST = { dashed: 2, bare: 3 };

interface Row {
  start: number;
  text: string;
  found?: { indent: number; dash: string; label: string; value: string; home: Home; isOuter: boolean };
}

/**
 * Finds fields of the form that are indented into a text under `|` and so became part of it. A line of prose may begin
 * with the same word: a field of the outermost level counts only where it is missing in the form and its content fits,
 * the others only where several of one item follow one another.
 */
export function findInTexts(data: Data, schema: Schema, positions: Positions, source: Source): InText[] {
  const homes = homesOf(schema);
  return [...positions].flatMap(([pointer, place]) => {
    const isBlock = place.pieces !== undefined && /^[|>]/.test(source.text.charAt(place.value.start));
    if (!isBlock || !place.key || typeof valueAt(data, pointer) !== 'string') return [];
    return inText(rowsOf(place, homes, source), pointer, place.key, { data, positions, source });
  });
}

interface Form {
  data: Data;
  positions: Positions;
  source: Source;
}

function inText(rows: readonly Row[], pointer: Pointer, key: Span, form: Form): InText[] {
  const { data, positions, source } = form;
  const name = source.text.slice(key.start, key.end);
  const outermost = steps(pointer)[0] ?? '';
  const edge = positions.get(at('', outermost))?.key ?? key;
  const beside = source.text.slice(edge.start, edge.end);
  const faults: InText[] = [];
  /** Set behind a field of the outermost level: what follows is its content. */
  let isOther = false;
  for (let index = 0; index < rows.length; index += 1) {
    const { found, start } = rows[index] ?? {};
    if (!found || start === undefined) continue;
    const { indent, dash, label, home, isOuter } = found;
    const span = { start: start + indent, end: start + indent + dash.length + label.length };
    if (isOuter && label !== name && !has(data, home) && fits(found)) {
      const next = rows[index + 1];
      const isCut = next !== undefined && !next.found && !opens(found);
      const change = `删去 ${indent - columnOf(edge, source)} 个空格，与“${beside}”左边对齐；内容不用改`;
      faults.push({
        span,
        message: `“${label}”写在了“${name}”的文字里，成了文字`,
        hint: isCut ? `移到“${name}”的文字下面，前面${change}` : `前面${change}`,
        missing: [at('', home.code)],
      });
      isOther = !isCut;
      continue;
    }
    if (isOuter || isOther) continue;
    const run = runFrom(rows, index, home);
    if (run < (dash ? LEAST.dashed : LEAST.bare)) continue;
    const isThere = has(data, { groups: [], code: home.groups[0] ?? '' });
    const put = isThere || index + run < rows.length
      ? `把这 ${run} 行移到“${home.key}”下面，与那里的各行左边对齐`
      : `在上面补一行“${home.key}:”，与“${beside}”左边对齐`;
    faults.push({
      span,
      message: `从这里起的 ${run} 行是“${home.key}”里的栏目，写在了“${name}”的文字里，成了文字`,
      hint: `${put}；内容不用改`,
      missing: isThere ? [] : [pointerOf(home)],
    });
    index += run - 1;
  }
  return faults;
}

/** The lines of a text, without its first line with the `|`. */
function rowsOf({ value }: Place, homes: ReadonlyMap<string, readonly Home[]>, source: Source): Row[] {
  const rows: Row[] = [];
  for (let line = source.position(value.start).line + 1; ; line += 1) {
    const { start, end } = source.line(line);
    if (start >= value.end || (start === end && end >= source.text.length)) return rows;
    const text = source.text.slice(start, end);
    if (text.trim() === '') continue;
    const [, blanks = '', dash = '', label = '', content = ''] = FIELD.exec(text) ?? [];
    const all = homes.get(label);
    const home = all?.find(({ groups }) => !groups.length && !dash) ?? all?.find(({ groups }) => groups.length);
    const isOuter = home?.groups.length === 0;
    const found = home && { indent: blanks.length, dash, label, value: content.trim(), home, isOuter };
    rows.push(found ? { start, text, found } : { start, text });
  }
}

/** The number of lines from here on that are fields of the same group or list. */
function runFrom(rows: readonly Row[], from: number, home: Home): number {
  const end = rows.findIndex(({ found }, index) => index > from && found?.home.groups.join() !== home.groups.join());
  return (end < 0 ? rows.length : end) - from;
}

function has(data: Data, { groups, code }: Pick<Home, 'groups' | 'code'>): boolean {
  return valueAt(data, at('', ...groups, code)) !== undefined;
}

/** A group, a list, or a text under `|` of its own. */
function opens({ value, home }: NonNullable<Row['found']>): boolean {
  return isCollection(home.schema) || /^[|>]/.test(value);
}

/** The content is one that the field may have. */
function fits({ value, home: { schema } }: NonNullable<Row['found']>): boolean {
  if (isCollection(schema)) return value === '';
  if (schema.enum) return schema.enum.includes(value.replace(/^(["'])(.*)\1$/, '$2'));
  return [schema.type ?? []].flat().includes('string') ? value !== '' : DECIMAL.test(value);
}

function columnOf({ start }: Span, source: Source): number {
  return source.position(start).column - 1;
}
