export class Name {
  constructor(readonly text: string) {}
}

/** A string; one character is one byte. */
export class Str {
  constructor(readonly bytes: string) {}
}

export class Ref {
  constructor(readonly number: number) {}
}

export class Operator {
  constructor(readonly text: string) {}
}

export class Dict extends Map<string, Value> {}

export class Stream {
  constructor(readonly dict: Dict, readonly raw: Uint8Array) {}
}

export type Value = null | boolean | number | Name | Str | Ref | Operator | Value[] | Dict | Stream;

export const nameOf = (value: Value): string | undefined => value instanceof Name ? value.text : undefined;
export const numberOf = (value: Value): number | undefined => typeof value === 'number' ? value : undefined;
export const listOf = (value: Value): Value[] => Array.isArray(value) ? value : [];
export const bytesOf = (value: Value): string | undefined => value instanceof Str ? value.bytes : undefined;

/** Returns a dictionary, or that of a stream. */
export function dictOf(value: Value): Dict | undefined {
  if (value instanceof Stream) return value.dict;
  return value instanceof Dict ? value : undefined;
}

/** Returns a text string (7.9.2.2); PDFDocEncoding is read as Latin-1. */
export function textOf(value: Value): string | undefined {
  const bytes = bytesOf(value);
  if (bytes === undefined) return undefined;
  if (bytes.startsWith('\xEF\xBB\xBF')) return Buffer.from(bytes, 'latin1').toString('utf8').slice(1);
  return bytes.startsWith('\xFE\xFF') ? utf16(bytes.slice(2)) : bytes;
}

/** Decodes big-endian UTF-16; one character of the argument is one byte. */
export function utf16(bytes: string): string {
  const units = Buffer.from(bytes, 'latin1').subarray(0, bytes.length & ~1);
  return Buffer.from(units).swap16().toString('utf16le');
}

/** A language tag after RFC 3066. */
export const LANGUAGE = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/;
