import { type Faults, pdf, pdfa } from './faults.js';
import { Dict, Name, Operator, Ref, Str, type Value } from './values.js';

const BLANK = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
const REGULAR = /[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const REFERENCE = /(\d+)[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const STRING_PART = /[^()\\\r]+|[()]|\\(?:[0-7]{1,3}|\r\n|[^])|\r\n?/y;
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '', '\r': '', '\r\n': '' };
const CLOSED = ']';

/** Reads PDF objects and operators from text in which one character is one byte. */
export class Lexer {
  constructor(readonly text: string, readonly faults: Faults, public at = 0) {}

  /** Matches a sticky expression here and moves behind it. */
  match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text);
    if (found) this.at = expression.lastIndex;
    return found;
  }

  /** Returns the next object or operator; undefined at the end of the text. */
  next(): Value | undefined {
    this.match(BLANK);
    if (this.at >= this.text.length) return undefined;
    const start = this.text.charAt(this.at);
    if (start >= '0' && start <= '9') {
      const reference = this.match(REFERENCE);
      if (reference) return new Ref(Number(reference[1]));
    }
    const regular = this.match(REGULAR)?.[0] ?? '';
    if (regular) return this.#word(regular);
    this.at += 1;
    if (start === '/') return this.#name(this.match(REGULAR)?.[0] ?? '');
    if (start === '(') return this.#limited(this.#literal());
    if (start === '[') return this.#list(CLOSED);
    if (start !== '<') return new Operator(start === '>' && this.match(/>/y) ? '>>' : start);
    return this.match(/</y) ? this.#dictionary() : this.#limited(this.#hex());
  }

  #word(word: string): Value {
    if (!NUMBER.test(word)) {
      const constants: Record<string, Value> = { true: true, false: false, null: null };
      return Object.hasOwn(constants, word) ? constants[word] ?? null : new Operator(word);
    }
    const number = Number(word);
    const inLimits = word.includes('.') ? Math.abs(number) <= 3.403e38 : Math.abs(number) < 2 ** 31;
    this.faults.must(inLimits, 'number out of limits', pdfa('6.1.13'));
    return number;
  }

  #name(raw: string): Name {
    const text = raw.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    this.faults.must(text.length <= 127, 'name of more than 127 bytes', pdfa('6.1.13'));
    return new Name(text);
  }

  #literal(): string {
    let bytes = '';
    for (let depth = 1; ;) {
      const part = this.match(STRING_PART)?.[0];
      if (part === undefined) {
        this.faults.add('string without an end', pdf('7.3.4.2'));
        return bytes;
      }
      if (part === '(') depth += 1;
      if (part === ')') depth -= 1;
      if (!depth) return bytes;
      if (part.startsWith('\r')) bytes += '\n';
      else if (!part.startsWith('\\')) bytes += part;
      else if (/^[0-7]/.test(part.slice(1))) bytes += String.fromCharCode(parseInt(part.slice(1), 8) & 255);
      else bytes += ESCAPES[part.slice(1)] ?? part.slice(1);
    }
  }

  #hex(): string {
    const raw = this.match(/([^>]*)>/y)?.[1];
    const digits = (raw ?? '').replace(/[\0\t\n\f\r ]/g, '');
    this.faults.must(raw !== undefined && /^([0-9a-fA-F]{2})*$/.test(digits),
      'hexadecimal string with an odd number of digits or other characters', pdfa('6.1.6'));
    return Buffer.from(digits, 'hex').toString('latin1');
  }

  #limited(bytes: string): Str {
    this.faults.must(bytes.length <= 32767, 'string of more than 32767 bytes', pdfa('6.1.13'));
    return new Str(bytes);
  }

  #list(end: string): Value[] {
    const values: Value[] = [];
    for (;;) {
      const value = this.next();
      if (value instanceof Operator && value.text === end) return values;
      if (value === undefined || value instanceof Operator) {
        this.faults.add('array or dictionary without an end', pdf('7.3'));
        return values;
      }
      values.push(value);
    }
  }

  #dictionary(): Dict {
    const values = this.#list('>>');
    const dict = new Dict();
    for (let i = 0; i < values.length; i += 2) {
      const key = values[i];
      const value = values[i + 1];
      if (!(key instanceof Name) || value === undefined || dict.has(key.text)) {
        this.faults.add('dictionary that is no list of different keys with values', pdf('7.3.7'));
      } else {
        dict.set(key.text, value);
      }
    }
    return dict;
  }
}
