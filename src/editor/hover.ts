import { codes } from '../load/codes.js';
import type { CodeEntry } from '../model/code.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { wordsIn } from '../model/fields.js';
import { must } from '../model/must.js';
import type { Schema } from '../model/schema.js';
import type { Source } from '../model/source.js';
import { oneLine } from '../report/text.js';
import { explain } from '../report/problems/explain.js';
import { cursorAt, ROW, schemaAlong } from './cursor.js';

/** Returns what there is to say at an offset, as Markdown: of the field, and of the rules that found something. */
export function hoverAt(
  source: Source,
  offset: number,
  schema: Schema | undefined,
  problems: readonly Diagnostic[],
): string | undefined {
  const { path, at } = cursorAt(source.text, offset);
  const field = at === 'new' || path.at(-1) === ROW ? undefined : schemaAlong(path, schema);
  const isHere = ({ range: { start, end } }: Diagnostic): boolean =>
    source.offset(start) <= offset && offset <= source.offset(end);
  const found = problems.filter(isHere);
  const entries = codes.filter(({ id }) => found.some(({ code }) => code === id));
  const rules = entries.map(entry => shown(explain({ ...entry, ...rankOf(entry, found) })));
  const parts = [...field ? [describe(field)] : [], ...rules];
  return parts.length ? parts.join('\n\n---\n\n') : undefined;
}

/** A finding may be of another rank than its rule: in a project, or as the scheme says. */
function rankOf({ id }: CodeEntry, found: readonly Diagnostic[]): Pick<Diagnostic, 'rank' | 'severity'> {
  const { rank, severity } = must(found.find(({ code }) => code === id), id);
  return { rank, severity };
}

function describe(field: Schema): string {
  const { key = '', description, examples } = field;
  const words = wordsIn(field);
  const lines = [
    ...description === undefined ? [] : [escaped(description)],
    ...words ? [`可以写：${escaped(words.join('、'))}`] : [],
    ...examples?.length && !words ? [`例如：${escaped(examples.map(String).join('、'))}`] : [],
  ];
  return [`**${escaped(key)}**`, ...lines].join('\n\n');
}

/**
 * Returns Markdown that shows a text. It stands in an editor, where nothing becomes a mention; editors in a terminal
 * show character references as they are, so signs are escaped with a backslash.
 */
function escaped(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_[\]<>&#|~]/g, '\\$&').replace(/^([-+=]|\d+[.)])/, '\\$1');
}

/** Returns lines as paragraphs, the first one bold. */
function shown(text: string): string {
  const [title = '', ...lines] = text.split('\n').map(line => line.trim()).filter(Boolean);
  return [`**${escaped(title)}**`, ...lines.map(escaped)].join('\n\n');
}
