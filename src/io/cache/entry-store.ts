/**
 * A place for entries of the cache that several machines share. It is not trusted: whoever reads an entry checks it.
 * All of it throws {@link StoreError} when the place does not answer as it should.
 */
export interface EntryStore {
  /** Returns the bytes stored for a key; undefined when there are none. @param key SHA-256, in hex */
  get: (key: string) => Promise<Uint8Array | undefined>;
  /** True when something is stored for a key. */
  has: (key: string) => Promise<boolean>;
  /** Stores bytes for a key, in place of what was there. */
  put: (key: string, bytes: Uint8Array) => Promise<void>;
}

/** No entry is larger: a year of 30,000 forms. */
export const MAX_BYTES = 256 * 1024 ** 2;

/** A store did not answer, or refused. The message is for the user. */
export class StoreError extends Error {}

/** Returns the path of an entry in the cache or in a store. @param key SHA-256, in hex */
export function entryPath(key: string): string {
  return `${key.slice(0, 2)}/${key.slice(2)}`;
}
