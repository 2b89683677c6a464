import { pdf } from './faults.js';
import type { PdfFile } from './file.js';
import { Lexer } from './lexer.js';
import { bytesOf, Operator, Stream, utf16, type Value } from './values.js';

/** Returns the texts of a ToUnicode CMap by code; codes outside of the code space have none. */
export function unicodeOf(file: PdfFile, stream: Value): Map<number, string> {
  const texts = new Map<number, string>();
  if (!(stream instanceof Stream)) return texts;
  const lexer = new Lexer(Buffer.from(file.data(stream)).toString('latin1'), file.faults);
  const spaces: [number, number][] = [];
  let values: Value[] = [];
  const codeOf = (value: Value | undefined): number => {
    const bytes = bytesOf(value ?? null) ?? '';
    return bytes.length === 2 ? bytes.charCodeAt(0) * 256 + bytes.charCodeAt(1) : NaN;
  };
  for (let value; (value = lexer.next()) !== undefined;) {
    if (!(value instanceof Operator)) {
      values.push(value);
      continue;
    }
    for (let i = 0; value.text === 'endbfchar' && i < values.length; i += 2) {
      texts.set(codeOf(values[i]), utf16(bytesOf(values[i + 1] ?? null) ?? ''));
    }
    for (let i = 0; value.text === 'endbfrange' && i < values.length; i += 3) {
      addRange(file, texts, codeOf(values[i]), codeOf(values[i + 1]), values[i + 2]);
    }
    for (let i = 0; value.text === 'endcodespacerange' && i < values.length; i += 2) {
      spaces.push([codeOf(values[i]), codeOf(values[i + 1])]);
    }
    values = [];
  }
  for (const code of texts.keys()) if (!spaces.some(([low, high]) => code >= low && code <= high)) texts.delete(code);
  return texts;
}

function addRange(
  file: PdfFile, texts: Map<number, string>, first: number, last: number, target: Value | undefined,
): void {
  const low = (bytesOf(target ?? null) ?? '').slice(-1).charCodeAt(0) || 0;
  const within = first >> 8 === last >> 8 && (Array.isArray(target) || low + last - first <= 255);
  file.faults.must(within, 'ToUnicode range whose last byte overflows', pdf('9.10.3'));
  for (let code = first; code <= last; code += 1) {
    const bytes = bytesOf((Array.isArray(target) ? target[code - first] : target) ?? null) ?? '';
    const end = Array.isArray(target) ? 0 : code - first;
    texts.set(code, utf16(bytes.slice(0, -1) + String.fromCharCode(bytes.charCodeAt(bytes.length - 1) + end)));
  }
}
