import { isMap, isPair, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { append } from '../model/append.js';
import { DECIMAL } from '../model/decimal.js';
import type { Suffix } from '../model/code.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { INVISIBLE } from '../model/glyphs.js';
import { at, type Pointer } from '../model/pointer.js';
import type { Comment, Place, Positions, Source, Span } from '../model/source.js';
import { joinLines } from './join-lines.js';
import { findOddBlanks } from './parse/blanks.js';
import { readComments } from './parse/comments.js';
import { findConflicts } from './parse/conflicts.js';
import { findMissingDashes } from './parse/dashes.js';
import { findDoubledDashes } from './parse/doubled-dashes.js';
import { type Duplicate, duplicateFaults } from './parse/duplicates.js';
import { diagnose, type Fault, moved, type Repair } from './parse/fault.js';
import { findForbidden } from './parse/forbidden.js';
import { findWrongIndents } from './parse/indents.js';
import { findBareItems } from './parse/list-lines.js';
import { findMovedItems } from './parse/moved-items.js';
import { findPasted } from './parse/pasted.js';
import { ODD } from './parse/rows.js';
import { slipsIn } from './parse/plain.js';
import { syntaxFaults } from './parse/syntax.js';
import { cut } from './parse/tokens.js';
import { findUnreadable } from './parse/unreadable.js';

/** Levels of lists and groups that are read; a form has three. */
const MAX_DEPTH = 20;

/** Plain data with the keys as typed: maps, lists, texts, numbers, and null for an empty value. */
export type Data = string | number | null | Data[] | { [key: string]: Data };

export interface Parsed {
  /** `undefined` when the file cannot be used; then there is a diagnostic. */
  data: Data | undefined;
  /** By the keys as typed. */
  positions: Positions;
  /** Every comment, in order. */
  comments: Comment[];
  diagnostics: Diagnostic[];
}

/**
 * Text → data and the place of every field. After it nothing knows about YAML.
 *
 * Every scalar is a text, but for plain decimals such as `39.30`: `no`, `1e3`, `0x1F`, `.nan` and dates stay the
 * text that was typed, so that nothing turns into something else unseen. Texts over several lines are joined as
 * {@link joinLines} says, whichever YAML style they are in. What YAML would drop is an error.
 */
export function parse(source: Source): Parsed {
  const failed = (faults: readonly Fault[]): Parsed => ({
    data: undefined, positions: new Map(), comments: [], diagnostics: diagnose(faults, source),
  });
  const unreadable = findUnreadable(source);
  if (unreadable) return failed([unreadable]);
  const conflicts = findConflicts(source);
  if (!conflicts) {
    const { data, faults, ...read } = readText(source);
    return faults.length ? failed(withRepairs(source, faults)) : { data, diagnostics: [], ...read };
  }
  const { faults, ours } = conflicts;
  if (!ours) return failed(faults);
  const others = withRepairs(ours, readText(ours).faults);
  return failed([...faults, ...others.map(fault => moved(fault, ours, source))]);
}

/** Ways to read a text that is wrong, in the order in which slips hide one another. */
const REPAIRS = [
  findPasted, findOddBlanks, findDoubledDashes, findBareItems, findMissingDashes, findWrongLines, findWrongLines,
];

/** One line in the wrong column, or several that belong elsewhere: what explains more with less is right. */
function findWrongLines(source: Source): Repair[] {
  return [...findWrongIndents(source), ...findMovedItems(source)];
}

/** The faults of a text; those that vanish with a repair are replaced by the ones that it is about. */
function withRepairs(source: Source, faults: Fault[]): Fault[] {
  const known: Fault[] = [];
  let [current, others] = [source, faults];
  for (const find of REPAIRS) {
    let [best, left]: [Repair | undefined, Fault[]] = [undefined, others];
    for (const repair of left.length ? find(current) : []) {
      const { faults } = readText(repair.repaired);
      const isSimpler = faults.length === left.length && best && repair.faults.length < best.faults.length;
      if (faults.length < left.length || isSimpler) [best, left] = [repair, faults];
      if (!left.length && best?.faults.length === 1) break;
    }
    if (!best) continue; // it was something else
    append(known, best.faults.map(fault => moved(fault, current, source)));
    [current, others] = [best.repaired, left];
  }
  return [...known, ...others.map(fault => moved(fault, current, source))];
}

type Read = Omit<Parsed, 'diagnostics'> & { faults: Fault[] };

function readText(source: Source): Read {
  const { tokens, document, stop } = cut(source.text);
  const forbidden = findForbidden(tokens);
  const errors = document?.errors.filter(({ pos }) => stop === undefined || pos[0] < stop) ?? [];
  const known = [...forbidden, ...syntaxFaults(errors, forbidden, source)];
  const reader = new Reader(source);
  const data = reader.read(document?.contents ?? null, '', { start: 0, end: 0 }, 0);
  const isEmpty = !document?.contents || (isScalar(document.contents) && !document.contents.source);
  if (isEmpty && !known.length) known.push(EMPTY);
  // The parser guesses what is a field after wrong syntax: only names written twice are certain.
  const lines = new Set(known.map(({ span }) => source.position(span.start).line));
  const sure = reader.faults.filter(({ code }) => !known.length || (code !== 'bad-key' && code !== 'too-deep'));
  const others = [...sure, ...duplicateFaults(reader.runs, source)];
  const faults = known.concat(others.filter(({ span }) => !lines.has(source.position(span.start).line)));
  if (stop !== undefined && !faults.some(({ code }) => code === 'too-deep')) faults.push(tooDeep(stop));
  const comments = readComments(tokens, source);
  return { data, positions: reader.positions, comments, faults };
}

const ODD_START = new RegExp(`^[${ODD}]`);

const EMPTY: Fault = {
  code: 'empty',
  span: { start: 0, end: 0 },
  message: '文件是空的，没有任何内容',
  hint: '从同类文件复制一份再改，或删除这个文件',
};

function tooDeep(start: number): Fault {
  const message = `嵌套超过 ${MAX_DEPTH} 层，从这里起没有再读`;
  return { code: 'too-deep', span: { start, end: start + 1 }, message, hint: '表只有两三层；请对照示例重写' };
}

/** Nodes of the YAML library → data and positions. */
class Reader {
  readonly positions = new Map<Pointer, Place>();
  readonly faults: Fault[] = [];
  readonly runs: Duplicate[][] = [];

  constructor(private readonly source: Source) {}

  /** @param fallback the place of a value that is not there */
  read(node: Node | null, pointer: Pointer, fallback: Span, depth: number): Data {
    const span = node?.range ? { start: node.range[0], end: node.range[1] } : fallback;
    const place: Place = isMap(node) || isSeq(node) ? { value: span, collection: true } : { value: span };
    this.positions.set(pointer, { ...this.positions.get(pointer), ...place });
    if (depth > MAX_DEPTH) {
      this.faults.push(tooDeep(span.start));
      return null;
    }
    if (isMap(node)) return this.readMap(node.items, pointer, depth);
    if (isSeq(node)) {
      return node.items.map((item, index) => this.read(item as Node | null, at(pointer, index), span, depth + 1));
    }
    return isScalar(node) ? this.readScalar(node, pointer, span) : null;
  }

  private readMap(items: readonly unknown[], pointer: Pointer, depth: number): Data {
    const map: Record<string, Data> = Object.create(null) as Record<string, Data>;
    const seen = new Map<string, Span>();
    let run: Duplicate[] | undefined;
    for (const pair of items) {
      if (!isPair(pair)) continue;
      const keyNode = pair.key as Node | null;
      const range = keyNode?.range;
      const key = range ? { start: range[0], end: range[1] } : { start: 0, end: 0 };
      if (!isScalar(keyNode) || typeof keyNode.value !== 'string' || keyNode.value === '') {
        this.report('bad-key', key, '冒号左边应是一个栏目名称', '写成“栏目: 内容”');
        continue;
      }
      const name = keyNode.value;
      if (INVISIBLE.test(name)) {
        this.report('bad-key', key, '栏目名称里有看不见的字符', '删去整个名称，重新打一遍');
      } else if (ODD_START.test(name)) this.report('bad-key', key, '栏目名称前面有看着像空格的字符', '删去它，写半角空格');
      const first = seen.get(name);
      if (first) {
        if (!run || run.some(duplicate => duplicate.name === name)) this.runs.push(run = []);
        run.push({ name, key, first, isList: isSeq(pair.value), isOutermost: pointer === '' });
      } else run = undefined;
      seen.set(name, first ?? key);
      const child = at(pointer, name);
      this.positions.set(child, { key, value: key });
      map[name] = this.read(pair.value as Node | null, child, key, depth + 1);
    }
    return map;
  }

  private readScalar(node: Scalar, pointer: Pointer, span: Span): Data {
    const raw = this.source.text.slice(span.start, span.end);
    if (node.type === Scalar.PLAIN && (raw === '' || DECIMAL.test(raw))) return raw === '' ? null : Number(raw);
    if (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE) {
      const text = String(node.value);
      const sameLength = raw.length === text.length + 2;
      this.setText(pointer, span, sameLength ? [[0, span.start + 1]] : [[0, span.start]]);
      return text;
    }
    if (node.type === Scalar.PLAIN) for (const fault of slipsIn(raw, span.start)) this.faults.push(fault);
    const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
    const body = isBlock ? raw.indexOf('\n') + 1 || raw.length : 0;
    const { text, pieces } = joinLines(raw.slice(body));
    if (isBlock && text === '') {
      const header = raw.charAt(0);
      this.report(
        'empty-block',
        { start: span.start, end: span.start + 1 },
        `单独的 ${header} 表示下面有长文字，可是下面没有`,
        header === '>' ? "要写大于号，请加引号：'>'" : '在下一行缩进两格写内容',
      );
    }
    this.setText(pointer, span, pieces.map(([value, offset]) => [value, span.start + body + offset]));
    return text;
  }

  private setText(pointer: Pointer, value: Span, pieces: [number, number][]): void {
    this.positions.set(pointer, { ...this.positions.get(pointer), value, pieces });
  }

  private report(code: Suffix<'yaml'>, span: Span, message: string, hint: string): void {
    this.faults.push({ code, span, message, hint });
  }
}
