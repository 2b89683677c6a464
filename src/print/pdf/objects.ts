/*
 * PDF objects (ISO 32000-1, 7.3), as far as prints of Chromium and our documents have them. A name, number, string or
 * keyword is kept as it is written (`/Page`, `594.96`, `(a)`, `<FEFF4E00>`, `true`): nothing here changes its digits.
 */

/** A reference to an indirect object: `12 0 R`. */
export class Ref {
  constructor(readonly number: number) {}
}

export type Dict = Map<string, Value>;

/** An object as a token, reference, array or dictionary. Keys of dictionaries have no slash. */
export type Value = string | Ref | Value[] | Dict;

/** A stream: its data is as in the file, compressed by the filter that the dictionary names. */
export class Stream {
  constructor(readonly dict: Dict, readonly data: Uint8Array) {}
}

/** Returns a value that is a token, as it is written; `''` for any other. */
export function tokenOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Returns the text of an object. @param refer text of a reference to an object, by its number */
export function textOf(value: Value, refer: (number: number) => string): string {
  if (typeof value === 'string') return value;
  if (value instanceof Ref) return refer(value.number);
  if (Array.isArray(value)) return `[${value.map(item => textOf(item, refer)).join(' ')}]`;
  let text = '<<';
  for (const [key, item] of value) {
    const written = textOf(item, refer);
    text += /^[/<[(]/.test(written) ? `/${key}${written}` : `/${key} ${written}`;
  }
  return `${text}>>`;
}

/** Returns the text of a literal string such as Skia writes it: `(a\(b)` → `a(b` (ISO 32000-1, 7.3.4.2). */
export function literalText(string: string): string {
  return string.slice(1, -1).replace(/\\([()\\])/g, '$1');
}

/** Returns a text string as UTF-16BE in hex (ISO 32000-1, 7.9.2.2). */
export function hexString(text: string): string {
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
}

/** Returns a text as a name; characters that are not regular are written as `#20` (ISO 32000-1, 7.3.5). */
export function nameOf(text: string): string {
  return `/${Buffer.from(text).toString('latin1').replace(/[^\w.+*-]/g, sign => `#${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
}
