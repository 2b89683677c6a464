import { inflateSync } from 'node:zlib';
import { type Faults, pdf, pdfa } from './faults.js';
import { readIndirect } from './indirect.js';
import { Lexer } from './lexer.js';
import { Dict, dictOf, listOf, nameOf, numberOf, Ref, Stream, type Value } from './values.js';

type Place = { offset: number } | { container: number };

/** The objects of a PDF; what is wrong with its syntax is reported while it is read. */
export class PdfFile {
  readonly text: string;
  trailer = new Dict();
  readonly #places = new Map<number, Place>();
  readonly #objects = new Map<number, Value>();
  #indirects: Set<Value> | undefined;
  readonly #data = new Map<Stream, Uint8Array>();

  /** @throws when there is no cross-reference table or stream */
  constructor(readonly bytes: Uint8Array, readonly faults: Faults) {
    this.text = Buffer.from(bytes).toString('latin1');
    const start = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(this.text)?.[1];
    if (start === undefined) throw new Error('no startxref');
    this.#crossReference(Number(start), true);
    for (const number of [...this.#places.keys()].sort((a, b) => a - b)) this.#object(number);
  }

  get catalog(): Dict {
    return this.dict(this.trailer, 'Root') ?? new Dict();
  }

  /** Returns the object that a reference leads to; null where it leads nowhere. */
  resolve(value: Value | undefined): Value {
    let found = value ?? null;
    for (let i = 0; found instanceof Ref && i < 20; i += 1) found = this.#object(found.number);
    return found;
  }

  /** Returns the value below a dictionary or array by keys and indexes; null when there is none. */
  at(value: Value | undefined, ...path: (string | number)[]): Value {
    let found = this.resolve(value);
    for (const key of path) {
      found = this.resolve(typeof key === 'number' ? listOf(found)[key] : dictOf(found)?.get(key));
    }
    return found;
  }

  /** Like {@link at}, for a dictionary or that of a stream. */
  dict(value: Value | undefined, ...path: (string | number)[]): Dict | undefined {
    return dictOf(this.at(value, ...path));
  }

  /** Like {@link at}, for a list; a single value is a list of one. The items are not resolved. */
  list(value: Value | undefined, ...path: (string | number)[]): Value[] {
    const found = this.at(value, ...path);
    if (Array.isArray(found)) return found;
    return found === null ? [] : [found];
  }

  /** Returns all objects with a number. */
  all(): Value[] {
    return [...this.#objects.values()];
  }

  /** Tells whether a value is an object with a number. */
  isIndirect(value: Value): boolean {
    this.#indirects ??= new Set(this.#objects.values());
    return this.#indirects.has(value);
  }

  /** Returns the bytes of a stream without its filter. */
  data(stream: Stream): Uint8Array {
    let data = this.#data.get(stream);
    if (!data) {
      data = this.#decode(stream);
      this.#data.set(stream, data);
    }
    return data;
  }

  #decode({ dict, raw }: Stream): Uint8Array {
    const filters = this.list(dict, 'Filter').map(filter => nameOf(this.resolve(filter)));
    if (!filters.length) return raw;
    const parameters = dictOf(this.resolve(dict.get('DecodeParms')));
    const columns = parameters && numberOf(this.resolve(parameters.get('Columns')));
    if (filters.length > 1 || filters[0] !== 'FlateDecode' || (parameters && !columns)) {
      this.faults.add(`filter that the checker cannot read: ${filters.join(' ')}`, pdf('7.4'));
      return new Uint8Array();
    }
    try {
      const data = inflateSync(raw);
      return columns ? this.#summed(data, columns) : data;
    } catch {
      this.faults.add('stream that cannot be inflated', pdf('7.4.4'));
      return new Uint8Array();
    }
  }

  /** Returns rows of which each is written as the difference from the one before (predictor Up, 7.4.4.4). */
  #summed(data: Uint8Array, columns: number): Uint8Array {
    const rows = Array.from({ length: data.length / (columns + 1) }, (_, index) =>
      data.subarray(index * (columns + 1), (index + 1) * (columns + 1)));
    if (rows.some(([type]) => type !== 2)) this.faults.add('predictor that the checker cannot read', pdf('7.4.4.4'));
    const out = new Uint8Array(rows.length * columns);
    for (const [index, row] of rows.entries()) {
      for (let at = 0; at < columns; at += 1) {
        const above = index ? out[(index - 1) * columns + at] ?? 0 : 0;
        out[index * columns + at] = above + (row[at + 1] ?? 0);
      }
    }
    return out;
  }

  #crossReference(offset: number, newest: boolean): void {
    const lexer = new Lexer(this.text, this.faults, offset);
    const table = lexer.match(/xref(?:\r\n|\n|\r)/y);
    const trailer = table ? this.#table(lexer) : readIndirect(this, offset);
    const dict = dictOf(trailer);
    if (!dict) throw new Error('no cross-reference at startxref');
    if (newest) this.trailer = dict;
    if (trailer instanceof Stream) this.#tableOf(trailer);
    const previous = numberOf(dict.get('Prev') ?? null);
    if (previous !== undefined) this.#crossReference(previous, false);
  }

  #table(lexer: Lexer): Value {
    for (let part; (part = lexer.match(/(\d+) (\d+) ?(?:\r\n|\n|\r)/y));) {
      for (let i = 0; i < Number(part[2]); i += 1) {
        const entry = lexer.match(/(\d{10}) \d{5} ([nf])(?: \r| \n|\r\n)/y);
        if (!entry) this.faults.add('cross-reference entry that has not 20 bytes', pdf('7.5.4'));
        else if (entry[2] === 'n') this.#place(Number(part[1]) + i, { offset: Number(entry[1]) });
      }
    }
    const spaced = lexer.match(/trailer/y) ?? lexer.match(/[\0\t\n\f\r ]+trailer()/y);
    this.faults.must(spaced?.length === 1, 'cross-reference table that is spaced otherwise', pdfa('6.1.4'));
    return lexer.next() ?? null;
  }

  #tableOf(stream: Stream): void {
    const data = this.data(stream);
    const widths = listOf(this.at(stream, 'W')).map(Number);
    const parts = listOf(this.at(stream, 'Index')).map(Number);
    if (!parts.length) parts.push(0, Number(this.at(stream, 'Size')));
    let at = 0;
    const field = (width: number | undefined): number => {
      let value = 0;
      for (let i = 0; i < (width ?? 0); i += 1) value = value * 256 + (data[at++] ?? 0);
      return value;
    };
    for (let part = 0; part < parts.length; part += 2) {
      for (let i = 0; i < (parts[part + 1] ?? 0); i += 1) {
        const [type, second] = [widths[0] ? field(widths[0]) : 1, field(widths[1])];
        field(widths[2]);
        const number = (parts[part] ?? 0) + i;
        if (type === 1) this.#place(number, { offset: second });
        if (type === 2) this.#place(number, { container: second });
      }
    }
  }

  #place(number: number, place: Place): void {
    this.faults.must(number <= 8388607, 'object number over 8388607', pdfa('6.1.13'));
    if (!this.#places.has(number)) this.#places.set(number, place);
  }

  #object(number: number): Value {
    const known = this.#objects.get(number);
    if (known !== undefined) return known;
    const place = this.#places.get(number);
    if (!place) return null;
    this.#objects.set(number, null);
    if ('container' in place) {
      this.#unpack(place.container);
    } else {
      this.#objects.set(number, readIndirect(this, place.offset, number));
    }
    return this.#objects.get(number) ?? null;
  }

  /** Reads all objects of an object stream. */
  #unpack(container: number): void {
    const stream = this.#object(container);
    if (!(stream instanceof Stream)) {
      this.faults.add('object stream that is not there', pdf('7.5.7'));
      return;
    }
    const lexer = new Lexer(Buffer.from(this.data(stream)).toString('latin1'), this.faults);
    const heads = Array.from({ length: 2 * Number(this.at(stream, 'N')) }, () => Number(lexer.next()));
    for (let i = 0; i < heads.length; i += 2) {
      const [number = 0, offset = 0] = heads.slice(i, i + 2);
      const place = this.#places.get(number);
      if (!place || !('container' in place) || place.container !== container) continue;
      lexer.at = Number(this.at(stream, 'First')) + offset;
      this.#objects.set(number, lexer.next() ?? null);
    }
  }
}
