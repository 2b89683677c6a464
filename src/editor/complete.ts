import { type Cells, cellsIn } from '../edit/scaffold/row-cells.js';
import { bareClass } from '../model/class-name.js';
import { wordsIn } from '../model/fields.js';
import type { Scheme } from '../model/form.js';
import { targetText } from '../model/reading.js';
import type { Schema } from '../model/schema.js';
import type { Source, Span } from '../model/source.js';
import { type Cursor, cursorAt, ROW, schemaAlong } from './cursor.js';
import type { KnownIndicator } from './known-indicators.js';
import { yamlText } from '../model/yaml-text.js';

/** Something that an editor offers to write. */
export interface Proposal {
  label: string;
  /** In a few words what it is, or how it was written there. */
  detail: string;
  /** A word of a list, the name of a field, or a whole row. */
  kind: 'word' | 'field' | 'row';
  /** The text that typed characters are compared with. */
  filter: string;
  span: Span;
  /** The text to write; between two parts stands the cursor, from one to the next. */
  parts: string[];
}

/** Completion needs these besides the text. */
export interface Surroundings {
  schema: Schema;
  scheme: Scheme | undefined;
  /** Returns how indicators of a class were written elsewhere. */
  known: (level1?: string, level2?: string) => readonly KnownIndicator[];
}

const EMPTY: Cells = { name: '', weight: '', unit: '', operator: '', target: '' };

/** The operators that targets are read with, where a form does not list its own. */
const OPERATORS = ['≥', '≤', '=', '>', '<'];

/** Returns what can be written at an offset: words of the scheme, and indicators as they were written elsewhere. */
export function complete(source: Source, offset: number, around: Surroundings): Proposal[] {
  const cursor = cursorAt(source.text, offset);
  const { path, at } = cursor;
  const here = schemaAlong(path, around.schema);
  if (at === 'new') {
    const rows = rowsAt(source.text, cursor, here, around);
    return rows.length ? rows : namesAt(cursor, here);
  }
  if (at !== 'value' || !here) return [];
  const prefix = source.text[cursor.span.start - 1] === ':' ? ' ' : '';
  const typed = source.text.slice(cursor.span.start, cursor.span.end);
  const proposal = (label: string, detail: string, ...more: string[]): Proposal => {
    const text = yamlText(label);
    const [first = '', ...others] = more;
    const filter = /^['"]/.test(typed) ? `${typed.charAt(0)}${label}` : label;
    const parts = [`${prefix}${text}${first}`, ...others];
    return { label, detail, kind: more.length ? 'row' : 'word', filter, span: cursor.span, parts };
  };
  if (here.code !== 'indicator.name') {
    return wordsFor(here, cursor, around).map(([word, detail]) => proposal(word, detail));
  }
  const group = schemaAlong(path.slice(0, -1), around.schema);
  const { level1, level2 } = fieldsOf(group, cursor);
  const isAlone = /^[ \t]*(?:\r?\n|$)/.test(source.text.slice(cursor.span.end));
  const isNew = isAlone && !['unit', 'operator', 'target'].some(code => isFilled(code, group, cursor));
  return around.known(level1, level2).map(one =>
    proposal(one.indicator.name, detailOf(one), ...isNew ? restOfRow(one, group, cursor) : []));
}

/** Returns the words that a field takes, each with what it is. */
function wordsFor(field: Schema, cursor: Cursor, { schema, scheme }: Surroundings): [word: string, detail: string][] {
  const all = (words: readonly string[], detail: string): [string, string][] =>
    [...new Set(words)].map(word => [word, detail]);
  const own = wordsIn(field);
  if (own) return all(own, field.title ?? '');
  if (!scheme) return [];
  const { taxonomy = {}, review } = scheme;
  const { level1, unit = '' } = fieldsOf(schemaAlong(cursor.path.slice(0, -1), schema), cursor);
  switch (field.code) {
    case 'indicator.level1': return all(Object.keys(taxonomy), '一级指标');
    case 'indicator.level2': {
      const own = Object.entries(taxonomy).find(([name]) => bareClass(name) === bareClass(level1 ?? ''))?.[1];
      return all(own ?? Object.values(taxonomy).flat(), own ? `${level1}的二级指标` : '二级指标');
    }
    case 'indicator.unit': return [...all(review.qualitativeUnits, '定性指标的单位'), ...all(review.units, '计量单位')];
    case 'indicator.operator': return all(OPERATORS, '指标性质');
    case 'indicator.target': return review.qualitativeUnits.includes(unit)
      ? review.grades.flatMap(grades => all(grades, `定性等级：${grades.join('、')}`)).filter(isFirst)
      : [];
    default: return [];
  }
}

function isFirst([word]: [string, string], index: number, all: readonly [string, string][]): boolean {
  return all.findIndex(([other]) => other === word) === index;
}

/** Returns whole rows, where one is yet to be written: empty ones of each class, and those written elsewhere. */
function rowsAt(
  text: string,
  cursor: Cursor,
  here: Schema | undefined,
  { scheme, known }: Surroundings,
): Proposal[] {
  const isRow = cursor.path.at(-1) === ROW;
  const group = isRow ? here : here?.items;
  if (group?.properties?.name?.code !== 'indicator.name' || !scheme || cursor.fields.size) return [];
  const column = isRow ? cursor.column : cursor.column + 2;
  const dash = isRow ? text[cursor.span.start - 1] === '-' ? ' ' : '' : '- ';
  const proposal = (label: string, detail: string, values: Cells): Proposal => {
    const [first = '', ...rest] = rowParts(group, values, column, () => true);
    return { label, detail, kind: 'row', filter: label, span: cursor.span, parts: [dash + first.trimStart(), ...rest] };
  };
  const classes = Object.entries(scheme.taxonomy ?? {}).flatMap(([level1, below]): [string, string?][] =>
    (below.length ? below.map(level2 => [level1, level2]) : [[level1]]));
  const skeletons = classes.map(([level1, level2]) =>
    proposal(`新指标：${[level1, level2].filter(Boolean).join(' · ')}`, '空的一项', { ...EMPTY, level1, level2 }));
  const written = known().map(one =>
    proposal(one.indicator.name, `${classOf(one)} · ${detailOf(one)}`, cellsIn(one.indicator, group)));
  return [...skeletons, ...written];
}

/** Returns the names of the fields that a form or a row does not have yet, in the order of the form. */
function namesAt({ fields, span, column }: Cursor, here: Schema | undefined): Proposal[] {
  const below = `\n${' '.repeat(column + 2)}`;
  return Object.values(here?.properties ?? {}).flatMap(({ key = '', description = '', properties, items }): Proposal[] => {
    if (fields.has(key)) return [];
    const text = `${key}:${items ? `${below}- ` : properties ? below : ' '}`;
    return [{ label: key, detail: /^[^。；]*/.exec(description)?.[0] ?? '', kind: 'field', filter: key, span, parts: [text] }];
  });
}

/** Returns the rest of a row behind its name: the fields that are not there yet. */
function restOfRow(one: KnownIndicator, group: Schema | undefined, cursor: Cursor): string[] {
  if (!group) return [];
  const isMissing = (code: string): boolean => code !== 'name' && !isFilled(code, group, cursor);
  const parts = rowParts(group, cellsIn(one.indicator, group), cursor.column, isMissing);
  return parts.some(Boolean) ? [`\n${parts[0] ?? ''}`, ...parts.slice(1)] : [];
}

/**
 * Returns the lines of a row, in the order of the form. The cursor stands behind the empty ones.
 *
 * @param isWanted true for the fields to write
 */
function rowParts(
  group: Schema,
  values: Cells,
  column: number,
  isWanted: (code: string) => boolean,
): string[] {
  const parts = [''];
  for (const [code, { key = '' }] of Object.entries(group.properties ?? {})) {
    const value = Object.hasOwn(values, code) ? values[code] : undefined;
    if (value === undefined || !isWanted(code)) continue;
    const line = `${parts.join('') ? '\n' : ''}${' '.repeat(column)}${key}: ${value === '' ? '' : yamlText(value)}`;
    parts.push(`${parts.pop() ?? ''}${line}`);
    if (value === '') parts.push('');
  }
  return parts;
}

/** Returns the class fields of the row of a cursor. */
function fieldsOf(group: Schema | undefined, { fields }: Cursor): { level1?: string; level2?: string; unit?: string } {
  const of = (code: string): string | undefined => fields.get(group?.properties?.[code]?.key ?? '') || undefined;
  const [level1, level2, unit] = [of('level1'), of('level2'), of('unit')];
  return { ...level1 && { level1 }, ...level2 && { level2 }, ...unit && { unit } };
}

function isFilled(code: string, group: Schema | undefined, { fields }: Cursor): boolean {
  return fields.has(group?.properties?.[code]?.key ?? '');
}

function classOf({ indicator: { level1, level2 } }: KnownIndicator): string {
  return [level1, level2].filter(Boolean).join(' · ');
}

function detailOf({ indicator: { unit, operator, target }, where }: KnownIndicator): string {
  return [targetText({ operator, target, unit }), where].filter(Boolean).join(' · ');
}
