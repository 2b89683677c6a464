import type { Source } from '../../model/source.js';
import type { Fault, Repair } from './fault.js';

/** The marks around code in a chat or a document. */
const FENCE = /^\s*(?:```|~~~)[\w-]*\s*$/;
const NUMBERED = /^\s*(\d+)[ \t|:.：、]?(.*)/;
/** Lines that are looked at for numbers; fewer may be content. */
const LEAST = 4;

/** Finds what came with a text that was pasted: marks around it, and the numbers of its lines. */
export function findPasted(source: Source): Repair[] {
  const lines = source.text.split('\n');
  return [fences(lines, source), numbers(lines, source)].filter(repair => repair !== undefined);
}

function fences(lines: readonly string[], source: Source): Repair | undefined {
  const marks = [...lines.keys()].filter(index => FENCE.test(lines[index] ?? ''));
  if (!marks.length) return undefined;
  const faults = marks.map((index): Fault => ({
    code: 'syntax',
    span: source.line(index + 1),
    message: '这一行是粘贴时带来的标记，不是表的内容',
    hint: '删去这一行',
  }));
  return { faults, repaired: source.withText(lines.map(line => (FENCE.test(line) ? '' : line)).join('\n')) };
}

function numbers(lines: readonly string[], source: Source): Repair | undefined {
  const filled = [...lines.keys()].filter(index => lines[index]?.trim());
  const rest = filled.map(index => NUMBERED.exec(lines[index] ?? ''));
  const [first] = filled;
  const shift = Number(rest[0]?.[1] ?? Number.NaN) - (first ?? 0);
  const isNumbered = rest.every((found, place) => Number(found?.[1]) - (filled[place] ?? 0) === shift);
  if (!isNumbered || filled.length < LEAST || first === undefined) return undefined;
  const repaired = [...lines];
  for (const [place, index] of filled.entries()) repaired[index] = rest[place]?.[2] ?? '';
  const { start } = source.line(first + 1);
  const fault: Fault = {
    code: 'syntax',
    span: { start, end: start + (rest[0]?.[1]?.length ?? 1) },
    message: '每一行前面都有行号，多半是粘贴时带来的',
    hint: '删去每一行前面的行号',
  };
  return { faults: [fault], repaired: source.withText(repaired.join('\n')) };
}
