import { type Faults, pdf, pdfa } from './faults.js';
import { Lexer } from './lexer.js';
import { Dict, numberOf, Operator, Stream, type Value } from './values.js';

interface Source {
  text: string;
  bytes: Uint8Array;
  faults: Faults;
  resolve: (value: Value | undefined) => Value;
}

/** Reads the object `number` at an offset, and checks how its parts are spaced. */
export function readIndirect(file: Source, offset: number, number?: number): Value {
  const { faults } = file;
  const lexer = new Lexer(file.text, faults, offset);
  const head = lexer.match(/(\d+)([\0\t\n\f\r ]+)\d+([\0\t\n\f\r ]+)obj/y);
  if (!head || (number !== undefined && Number(head[1]) !== number)) {
    faults.add('object that is not where the cross-reference says', pdf('7.5.4'));
    return null;
  }
  const opened = `${head[2] ?? ''}${head[3] ?? ''}`.length === 2 && lexer.match(/[\r\n]/y) !== null;
  const value = lexer.next() ?? null;
  const isStream = value instanceof Dict && lexer.match(/[\0\t\n\f\r ]*stream/y) !== null;
  const stream = isStream ? readStream(file, value, lexer) : undefined;
  const closed = lexer.match(/(?:\r\n|[\r\n])endobj(?=[\r\n])/y) !== null;
  const spaced = opened && closed && /[\r\n]/.test(file.text.charAt(offset - 1));
  faults.must(spaced, 'indirect object that is spaced otherwise', pdfa('6.1.9'));
  if (value instanceof Operator) faults.add('indirect object without value', pdf('7.3.10'));
  return stream ?? value;
}

function readStream(file: Source, dict: Dict, lexer: Lexer): Stream {
  const opened = lexer.match(/\r\n|\n/y);
  const length = numberOf(file.resolve(dict.get('Length'))) ?? 0;
  const start = lexer.at;
  lexer.at += length;
  const closed = lexer.match(/(\r\n|\n|\r)endstream/y);
  if (!closed) lexer.at = file.text.indexOf('endstream', start) + 'endstream'.length;
  file.faults.must(opened !== null && closed !== null, 'stream whose Length or line ends are wrong', pdfa('6.1.7.1'));
  return new Stream(dict, file.bytes.subarray(start, start + length));
}
