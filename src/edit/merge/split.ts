import { groupBy } from '../../model/group-by.js';
import { must } from '../../model/must.js';
import { parentOf, type Pointer, steps, valueAt } from '../../model/pointer.js';
import { isRecord } from '../../model/record.js';
import { type Place, Source } from '../../model/source.js';
import { type Data, parse, type Parsed } from '../../load/parse.js';
import { isContent } from './chunks.js';
import type { Segment } from './segments.js';

/** A file with more fields and entries is left to git: a merge must not take long. */
const MAX_FIELDS = 30_000;

/**
 * Splits a text into its parts. @returns `undefined` when it is not YAML with named fields, or has more than {@link
 * MAX_FIELDS}
 */
export function split(text: string): Segment | undefined {
  const source = new Source('', new TextEncoder().encode(text));
  const parsed = parse(source);
  if (!isRecord(parsed.data) || parsed.positions.size > MAX_FIELDS) return undefined;
  return new Splitter(source, parsed, text.replace(/\n$/, '').split('\n')).split();
}

const NO_FIELDS: ReadonlyMap<string, string> = new Map();

class Splitter {
  private readonly childrenOf: ReadonlyMap<Pointer, Pointer[]>;
  private readonly data = new Map<Pointer, Data | undefined>();
  private readonly values = new Map<Pointer, string>();
  private readonly commentAt: ReadonlyMap<number, string>;

  constructor(
    private readonly source: Source,
    private readonly parsed: Parsed,
    private readonly lines: string[],
  ) {
    this.childrenOf = groupBy(parsed.positions.keys(), pointer => (pointer ? parentOf(pointer) : undefined));
    for (const pointer of parsed.positions.keys()) {
      if (!pointer) {
        this.data.set('', parsed.data);
        continue;
      }
      const parent = parentOf(pointer);
      this.data.set(pointer, valueAt(this.data.get(parent), pointer.slice(parent.length)) as Data | undefined);
    }
    this.commentAt = new Map(parsed.comments.map(({ line, text }) => [line - 1, text]));
  }

  split(): Segment {
    const first = this.childrenOf.get('')?.[0];
    // Comments above the first field belong to the file, not to the field.
    const top = first === undefined ? this.lines.length : this.startOf(first);
    return this.segment('', 0, top, this.lines.length);
  }

  /** @param top the line where the comments above end and the segment's own lines begin */
  private segment(pointer: Pointer, from: number, top: number, to: number): Segment {
    const data = this.data.get(pointer);
    const dash = /^( *- +)\S/.exec(this.lines[top] ?? '')?.[1] ?? '';
    const isItem = Array.isArray(this.data.get(parentOf(pointer))) && pointer !== '';
    const end = this.bottomOf(pointer, to);
    const segment: Segment = {
      key: steps(pointer).at(-1) ?? '',
      value: this.valueOf(pointer),
      fields: isItem && isRecord(data) ? this.fieldsOf(pointer) : NO_FIELDS,
      above: this.lines.slice(from, top),
      own: this.lines.slice(top, end),
      below: this.lines.slice(Math.max(top, end), to),
      remark: this.remarkAt(top),
      comments: this.lines.slice(top, end).flatMap((_, index) => this.commentAt.get(top + index) ?? []),
      dash: isItem && isRecord(data) ? dash : '',
      parts: undefined,
      isList: Array.isArray(data),
    };
    const children = this.childrenOf.get(pointer) ?? [];
    const before = segment.isList ? /^ *- +$/ : segment.dash ? /^ *(- +)?$/ : /^ *$/;
    const starts = this.startsOf(children, pointer === '' || segment.dash ? top : top + 1, before, segment.isList);
    const [first] = starts ?? [];
    // There is a comment between the dash and the first field.
    if (!starts || !first || (segment.dash && first.from > top)) return segment;
    const bottom = end + this.innerBelow(end, to, must(starts.at(-1), pointer).indent);
    const parts = children.map((child, index) => {
      const { from: begin, top: own } = must(starts[index], child);
      return this.segment(child, begin, own, starts[index + 1]?.from ?? bottom);
    });
    if (segment.dash) parts[0]?.own.splice(0, 1, (parts[0].own[0] ?? '').replace(dash, ' '.repeat(dash.length)));
    return {
      ...segment,
      own: this.lines.slice(top, first.from),
      below: this.lines.slice(bottom, to),
      comments: this.lines.slice(top, bottom).flatMap((_, index) => this.commentAt.get(top + index) ?? []),
      parts,
    };
  }

  /**
   * Returns the first line of the comments above each child, and of its text; `undefined` when a child shares a line.
   */
  private startsOf(
    children: readonly Pointer[],
    from: number,
    before: RegExp,
    isList: boolean,
  ): { from: number; top: number; indent: number }[] | undefined {
    const starts = [];
    let free = from;
    for (const child of children) {
      const top = this.startOf(child);
      const line = must(this.lines[top], child);
      const column = this.source.position(this.offsetOf(child)).column - 1;
      if (top < free || !before.test(line.slice(0, column))) return undefined;
      const blanks = line.length - line.replace(/^ +/, '').length;
      let begin = top;
      while (begin > free && isAbove(must(this.lines[begin - 1], 'a line'), blanks)) begin -= 1;
      starts.push({ from: begin, top, indent: isList ? blanks : column });
      free = this.endOf(child) + 1;
    }
    return starts.length ? starts : undefined;
  }

  /** Returns the line after the last one of the value and of what closes it, such as a bracket. */
  private bottomOf(pointer: Pointer, to: number): number {
    const end = this.endOf(pointer) + 1;
    let bottom = to;
    while (bottom > end && !isContent(must(this.lines[bottom - 1], 'a line'))) bottom -= 1;
    return bottom;
  }

  /** Returns how many of the lines below the last part belong to the segment: comments that are indented further. */
  private innerBelow(from: number, to: number, indent: number): number {
    let count = 0;
    for (let line = from; line < to; line += 1) {
      const text = must(this.lines[line], 'a line');
      if (text.trim() === '') continue;
      if (text.indexOf('#') <= indent) break;
      count = line + 1 - from;
    }
    return count;
  }

  private remarkAt(index: number): string {
    const comment = this.commentAt.get(index);
    if (comment === undefined) return '';
    const line = must(this.lines[index], 'a line');
    return line.slice(line.slice(0, -comment.length).trimEnd().length);
  }

  private offsetOf(pointer: Pointer): number {
    const { key, value } = this.placeOf(pointer);
    return (key ?? value).start;
  }

  private placeOf(pointer: Pointer): Place {
    return must(this.parsed.positions.get(pointer), pointer);
  }

  private startOf(pointer: Pointer): number {
    return this.source.position(this.offsetOf(pointer)).line - 1;
  }

  /** Returns the last line of the value, without comments below. */
  private endOf(pointer: Pointer): number {
    const last = this.childrenOf.get(pointer)?.at(-1);
    if (last !== undefined) return this.endOf(last);
    const { start, end } = this.placeOf(pointer).value;
    return this.source.position(Math.max(start, end - 1)).line - 1;
  }

  private fieldsOf(pointer: Pointer): Map<string, string> {
    const children = this.childrenOf.get(pointer) ?? [];
    return new Map(children.map(child => [must(steps(child).at(-1), child), this.valueOf(child)]));
  }

  private valueOf(pointer: Pointer): string {
    const known = this.values.get(pointer);
    if (known !== undefined) return known;
    const value = this.read(pointer);
    this.values.set(pointer, value);
    return value;
  }

  private read(pointer: Pointer): string {
    const children = this.childrenOf.get(pointer);
    if (children) return JSON.stringify(children.map(child => [steps(child).at(-1), this.valueOf(child)]));
    const data = this.data.get(pointer);
    const { start, end } = this.placeOf(pointer).value;
    // 39.30 is printed as typed: it is not 39.3.
    return typeof data === 'number' ? this.source.text.slice(start, end) : JSON.stringify(data);
  }
}

/** True when a comment belongs to the part above: it is indented further than the part below. */
function isAbove(line: string, indent: number): boolean {
  return line.trim() === '' || (/^ *#/.test(line) && line.indexOf('#') <= indent);
}
