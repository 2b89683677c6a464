import type { Margins } from './margins.js';
import type { Part } from './part.js';

/** What is kept of a print besides its PDF. */
export interface StoredPart {
  part: Part;
  /** For a part whose margins are printed on other pages. */
  margins: Margins | null;
}

/*
 * A stored part is a JSON text, in which bytes are replaced by their length, and the bytes:
 *
 *   length    4 bytes   of the JSON text
 *   JSON      UTF-8
 *   bytes     of pages and extras, in their order
 */

/** Returns a part as bytes. */
export function encodePart({ part, margins }: StoredPart): Uint8Array {
  const { pages, extras } = part;
  const bytes = [...pages.map(({ body }) => body), ...extras.flatMap(({ data }) => data ?? [])];
  const json = Buffer.from(JSON.stringify({
    part: {
      ...part,
      pages: pages.map(page => ({ ...page, body: page.body.length })),
      extras: extras.map(({ text, data }) => ({ text, data: data?.length })),
    },
    margins,
  }));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(json.length);
  return Buffer.concat([head, json, ...bytes]);
}

/** Returns the part of {@link encodePart}. The bytes were checked by whoever stored them. */
export function decodePart(encoded: Uint8Array): StoredPart {
  const bytes = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  let at = 4 + bytes.readUInt32BE(0);
  const stored = JSON.parse(bytes.toString('utf8', 4, at)) as StoredPart;
  const take = (length: unknown): Uint8Array => bytes.subarray(at, at += Number(length));
  for (const page of stored.part.pages) page.body = take(page.body);
  for (const extra of stored.part.extras) if (extra.data !== undefined) extra.data = take(extra.data);
  return stored;
}
