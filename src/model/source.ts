import { must } from './must.js';
import type { Pointer } from './pointer.js';

/** Line and column from 1; columns count UTF-16 units, as editors and the GitHub API do. */
export interface Position {
  line: number;
  column: number;
}

/** From the first character to the position after the last. */
export interface Range {
  start: Position;
  end: Position;
}

/** Offsets in the text of a source, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** The place of a field in the source. */
export interface Place {
  key?: Span;
  value: Span;
  /**
   * For a text: the pieces of the value as `[offset in the value, offset in the source]`, ascending. Each joined line
   * is one piece.
   */
  pieces?: readonly (readonly [value: number, source: number])[];
  /** Set when the value is a list or a group of fields. */
  collection?: true;
}

export type Positions = ReadonlyMap<Pointer, Place>;

/** A comment of the file. */
export interface Comment {
  /** With the `#`. */
  text: string;
  span: Span;
  line: number;
  /** True when nothing else is on its line. */
  alone: boolean;
}

const BYTE_ORDER_MARK = [0xEF, 0xBB, 0xBF];

/** A YAML file as it was read. */
export class Source {
  readonly text: string;
  private lineStarts: number[] | undefined;

  /**
   * @param path relative to the root, with `/`
   * @param bytes the file, unchanged; a byte order mark is not part of `text`
   */
  constructor(
    readonly path: string,
    readonly bytes: Uint8Array,
  ) {
    this.text = new TextDecoder('utf-8').decode(bytes);
  }

  /** Returns the same file with another text. A byte order mark is kept. */
  withText(text: string): Source {
    const hasMark = BYTE_ORDER_MARK.every((byte, index) => this.bytes[index] === byte);
    return new Source(this.path, new TextEncoder().encode(hasMark ? `\uFEFF${text}` : text));
  }

  /** Returns the position of an offset. */
  position(offset: number): Position {
    const starts = this.starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (must(starts[middle], 'a line') <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - must(starts[low], 'a line') + 1 };
  }

  /** Returns the offset of a position; the inverse of {@link position}. */
  offset({ line, column }: Position): number {
    return must(this.starts()[line - 1], `line ${line}`) + column - 1;
  }

  /** Returns the span of a line, counted from 1, without its end. */
  line(number: number): Span {
    const starts = this.starts();
    const start = starts[number - 1] ?? this.text.length;
    const next = starts[number];
    if (next === undefined) return { start, end: this.text.length };
    return { start, end: next - (this.text[next - 2] === '\r' && next - 2 >= start ? 2 : 1) };
  }

  /** Returns the positions of a span, limited to the text. */
  range({ start, end }: Span): Range {
    const from = Math.min(start, this.text.length);
    return { start: this.position(from), end: this.position(Math.min(Math.max(from, end), this.text.length)) };
  }

  private starts(): number[] {
    if (!this.lineStarts) {
      this.lineStarts = [0];
      for (let i = this.text.indexOf('\n'); i >= 0; i = this.text.indexOf('\n', i + 1)) this.lineStarts.push(i + 1);
    }
    return this.lineStarts;
  }
}

/** Returns the place of a field, or of its nearest existing parent for a missing field. */
export function placeOf(positions: Positions, pointer: Pointer): Place {
  for (let p = pointer; p; p = p.slice(0, p.lastIndexOf('/'))) {
    const place = positions.get(p);
    if (place) return place;
  }
  return positions.get('') ?? { value: { start: 0, end: 0 } };
}

/** Returns the span to mark for a message about a whole field: its value, or its name if the value is long. */
export function spanOf(place: Place): Span {
  const { key, value, pieces, collection } = place;
  if (collection) return key ?? { start: value.start, end: value.start + 1 };
  return key && pieces && pieces.length > 1 ? key : value;
}

/** Returns the span of the characters `from`…`to` of a field's text. */
export function spanWithin(place: Place, from: number, to: number): Span {
  const locate = (offset: number): number => {
    let found = place.pieces?.[0];
    for (const piece of place.pieces ?? []) if (piece[0] <= offset) found = piece;
    return found ? found[1] + offset - found[0] : place.value.start;
  };
  return { start: locate(from), end: locate(Math.max(from, to - 1)) + 1 };
}
