import { codes } from '../load/codes.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { wordsIn } from '../model/fields.js';
import type { Schema } from '../model/schema.js';
import type { Source } from '../model/source.js';
import { escapeMarkdown } from '../report/escape-markdown.js';
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
  const parts = [...field ? [describe(field)] : [], ...entries.map(entry => shown(explain(entry)))];
  return parts.length ? parts.join('\n\n---\n\n') : undefined;
}

function describe(field: Schema): string {
  const { key = '', description, examples } = field;
  const words = wordsIn(field);
  const lines = [
    ...description === undefined ? [] : [escapeMarkdown(description)],
    ...words ? [`可以写：${escapeMarkdown(words.join('、'))}`] : [],
    ...examples?.length ? [`例如：${escapeMarkdown(examples.map(String).join('、'))}`] : [],
  ];
  return [`**${escapeMarkdown(key)}**`, ...lines].join('\n\n');
}

/** Returns lines as paragraphs, the first one bold. */
function shown(text: string): string {
  const [title = '', ...lines] = text.split('\n').map(line => line.trim()).filter(Boolean);
  return [`**${escapeMarkdown(title)}**`, ...lines.map(escapeMarkdown)].join('\n\n');
}
