import type { Source, Span } from '../../model/source.js';
import type { Fault, Repair } from './fault.js';
import { findStarts, type Line, readLine } from './items.js';

/**
 * Finds items of a list that lost their dash, which YAML takes for fields written twice or for wrong indentation:
 * where the fields of an item begin anew without a dash, or with one that is none (`-一级`, `－ 一级`).
 *
 * It is a guess on the lines alone; whether it is right shows when the repaired text is read.
 */
export function findMissingDashes(source: Source): Repair[] {
  const texts = source.text.split('\n');
  const lines = texts.flatMap((text, index) => readLine(text, index) ?? []);
  const starts = findStarts(lines);
  if (!starts.size) return [];
  const repaired = [...texts];
  for (const [first, { dash, column }] of starts) {
    const start = lines[first];
    if (!start) continue;
    repaired[start.index] = `${' '.repeat(dash)}-${' '.repeat(column - dash - 1)}${texts[start.index]?.slice(start.column) ?? ''}`;
    if (start.indent === column || start.mark) continue;
    // The other fields of the item that stand below its first.
    for (let next = first + 1; next < lines.length && !starts.has(next); next += 1) {
      const line = lines[next];
      if (!line || line.isItem || line.indent < start.indent) break;
      if (line.indent === start.indent) repaired[line.index] = ' '.repeat(column) + (texts[line.index]?.slice(line.column) ?? '');
    }
  }
  const faults = [...starts.keys()].flatMap(first => lines[first] ?? []).map(line => faultOf(line, source));
  return [{ faults, repaired: source.withText(repaired.join('\n')) }];
}

function faultOf({ index, indent, mark, name, column }: Line, source: Source): Fault {
  const { start } = source.line(index + 1);
  const span = (from: number, to: number): Span => ({ start: start + from, end: start + to });
  if (!mark) {
    return {
      code: 'missing-dash',
      span: span(column, column + name.length),
      message: '这一行是一项的开头，前面少了“- ”',
      hint: `在“${name}”前面补上“- ”，与别的“- ”对齐；内容不用删`,
    };
  }
  return {
    code: 'missing-dash',
    span: span(indent, column + name.length),
    message: mark === '-' ? '“-”后面少了一个空格' : `一项要用英文的“- ”开头，这里是“${mark}”`,
    hint: `写成“- ${name}: …”，与别的“- ”对齐`,
  };
}
