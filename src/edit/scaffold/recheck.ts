import type { Form } from '../../model/form.js';
import { textFields } from '../../model/fields.js';
import type { Schema } from '../../model/schema.js';
import type { Positions, Source } from '../../model/source.js';
import { visible } from '../../model/visible.js';
import { citationsIn } from '../../rules/reading/citations.js';
import { applyEdits } from '../edits.js';

/** The beginning of a comment on what is still to be looked at; `check` reports it until the comment is gone. */
export const RECHECK = '# 请核对：';

/** The most that a comment names of one field. */
const NAMED = 6;

const DATED = [
  /(?<!\d)(?:19|20)\d{2}年?(?!\d)/g, /(?<!\d)\d{1,2}月(?:\d{1,2}日|底)?/g, /(?<![\d.])\d+(?:\.\d+)?\s*[百千万亿]*元/g,
];

/**
 * Returns the text of a form of another year with a comment above each field that says what of it may have changed:
 * years, document numbers, dates, amounts, targets. Nothing else changes, not by a byte.
 *
 * @param year the year that the form is of
 */
export function withRechecks({ source, data, kind }: Form, positions: Positions, year: string): Source {
  const { text } = source;
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  const edits = Object.entries(kind.schema.properties ?? {}).flatMap(([code, field]) => {
    const key = positions.get(`/${code}`)?.key;
    const what = key ? whatOf((data as Record<string, unknown>)[code], field, year) : '';
    if (!key || !what) return [];
    const start = text.lastIndexOf('\n', key.start - 1) + 1;
    // Fields that share a line have no line of their own above them.
    const isOwn = text.slice(start, key.start).trim() === '';
    return [{ at: isOwn ? start : 0, indent: isOwn ? text.slice(start, key.start) : '', what }];
  });
  const inserted = edits.sort((a, b) => a.at - b.at)
    .map(({ at, indent, what }) => ({ span: { start: at, end: at }, text: `${indent}${RECHECK}${what}${line}` }));
  return source.withText(applyEdits(text, inserted));
}

function whatOf(value: unknown, field: Schema, year: string): string {
  if (value === undefined) return '';
  const found = [...new Set([...textFields(value, field)].flatMap(({ text }) => datedIn(text)))];
  const named = found.slice(0, NAMED).join('、') + (found.length > NAMED ? ` 等 ${found.length} 处` : '');
  return [standing(field, year), named].filter(Boolean).join('；');
}

/** Texts that belong to their year wherever they stand. */
function standing({ code = '', items }: Schema, year: string): string {
  if (/^(?:budget|termBudget|money)\b/.test(code)) return `金额是 ${year} 年的`;
  return items?.properties?.target ? `指标值和权重是 ${year} 年的` : '';
}

/** Returns the parts of a text that belong to a year, in their order. */
function datedIn(text: string): string[] {
  const numbers = citationsIn(text).map(({ from, to }) => ({ from, to }));
  const isFree = (at: number): boolean => !numbers.some(({ from, to }) => at >= from && at < to);
  const others = DATED.flatMap(pattern => [...text.matchAll(pattern)])
    .flatMap(({ index, 0: all }) => (isFree(index) ? [{ from: index, to: index + all.length }] : []));
  return [...numbers, ...others].sort((a, b) => a.from - b.from)
    .map(({ from, to }) => visible(text.slice(from, to).replace(/\s+/g, '')));
}
