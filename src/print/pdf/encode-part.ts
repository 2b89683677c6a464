import type { FrontMargins } from './margins.js';
import { pack, unpack } from './packed.js';
import type { Part } from './part.js';

/** The parts of a print, as the cache keeps them beside its PDF. */
export interface StoredParts {
  parts: Part[];
  /** The margins that are printed on the other pages of a volume; `null` for a print that is not a front. */
  margins: FrontMargins | null;
  /** The page of the overview in the front of a volume, from 1; `null` for other prints. */
  overview: number | null;
}

/** Returns parts as bytes: those of pages and extras stand behind the rest, which has their lengths. */
export function encodeParts({ parts, margins, overview }: StoredParts): Uint8Array {
  const bytes = parts.flatMap(({ pages, extras }) =>
    [...pages.map(({ body }) => body), ...extras.flatMap(({ data }) => data ?? [])]);
  return pack({
    margins,
    overview,
    parts: parts.map(part => ({
      ...part,
      pages: part.pages.map(page => ({ ...page, body: page.body.length })),
      extras: part.extras.map(({ text, data }) => ({ text, data: data?.length })),
    })),
  }, bytes);
}

/** Returns the parts of {@link encodeParts}. */
export function decodeParts(encoded: Uint8Array): StoredParts {
  const { value, bytes } = unpack(encoded);
  const stored = value as StoredParts;
  let at = 0;
  const take = (length: unknown): Uint8Array => bytes.subarray(at, at += Number(length));
  for (const { pages, extras } of stored.parts) {
    for (const page of pages) page.body = take(page.body);
    for (const extra of extras) if (extra.data !== undefined) extra.data = take(extra.data);
  }
  return stored;
}
