import type { Margins } from './margins.js';
import type { Part } from './part.js';

/** What is kept of a print besides its PDF. */
export interface StoredParts {
  parts: Part[];
  /** For a print whose margins are printed on other pages: left and right ones. */
  margins: { even: Margins; odd: Margins } | null;
  /** The page of the overview in the front of a volume, from 1; `null` for other prints. */
  overview: number | null;
}

/*
 * Stored parts are a JSON text, in which bytes are replaced by their length, and the bytes:
 *
 *   length    4 bytes   of the JSON text
 *   JSON      UTF-8
 *   bytes     of the pages and extras of each part, in their order
 */

/** Returns parts as bytes. */
export function encodeParts({ parts, margins, overview }: StoredParts): Uint8Array {
  const bytes = parts.flatMap(({ pages, extras }) =>
    [...pages.map(({ body }) => body), ...extras.flatMap(({ data }) => data ?? [])]);
  const json = Buffer.from(JSON.stringify({
    margins,
    overview,
    parts: parts.map(part => ({
      ...part,
      pages: part.pages.map(page => ({ ...page, body: page.body.length })),
      extras: part.extras.map(({ text, data }) => ({ text, data: data?.length })),
    })),
  }));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(json.length);
  return Buffer.concat([head, json, ...bytes]);
}

/** Returns the parts of {@link encodeParts}. The bytes were checked by whoever stored them. */
export function decodeParts(encoded: Uint8Array): StoredParts {
  const bytes = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  let at = 4 + bytes.readUInt32BE(0);
  const stored = JSON.parse(bytes.toString('utf8', 4, at)) as StoredParts;
  const take = (length: unknown): Uint8Array => bytes.subarray(at, at += Number(length));
  for (const { pages, extras } of stored.parts) {
    for (const page of pages) page.body = take(page.body);
    for (const extra of extras) if (extra.data !== undefined) extra.data = take(extra.data);
  }
  return stored;
}
