import { createHash } from 'node:crypto';
import { type FileHandle, utimes } from 'node:fs/promises';
import { sha256Of } from '../../model/document.js';
import { MAX_BYTES } from './entry-store.js';
import { openRegularFile } from '../inputs/read-file.js';
import { ifReadable, isSystemError } from '../system-error.js';

/*
 * A file of the cache:
 *
 *   key         32 bytes   SHA-256 of the inputs
 *   content     32 bytes   SHA-256 of the content
 *   pages        4 bytes   of a PDF; 0 for a stored value
 *   length       4 bytes   of the content
 *   part        32 bytes   SHA-256 of the part
 *   checksum    32 bytes   SHA-256 of the bytes before
 *   content
 *   part                   what volumes are bound of
 *
 * The header has its own checksum: if the output folder already has the same bytes, the content need not be read.
 */

const CHECKED = 104;
const HEAD = 136;
const DAY = 24 * 3600 * 1000;

/** The header of an entry. */
export interface CacheEntry {
  /** SHA-256 of the content, in hex. */
  sha256: string;
  pages: number;
  /** The size of the content, in bytes. */
  length: number;
  /** SHA-256 of the part, in hex. */
  partSha256: string;
}

/** The content of an entry: a PDF with its part, or a stored value. */
export interface CacheContent {
  content: Uint8Array;
  part: Uint8Array;
  pages: number;
}

/** Returns the bytes of an entry. @param key SHA-256, in hex */
export function encodeEntry(key: string, { content, part, pages }: CacheContent): Uint8Array {
  const checked = Buffer.alloc(CHECKED);
  checked.write(key + sha256Of(content), 'hex');
  checked.writeUInt32BE(pages, 64);
  checked.writeUInt32BE(content.length, 68);
  checked.write(sha256Of(part), 72, 'hex');
  return Buffer.concat([checked, checksumOf(checked), content, part]);
}

/**
 * Reads the header of an entry and updates its date of use. Returns undefined when the entry is missing, damaged, or
 * has another key.
 */
export async function readEntry(path: string, key: string): Promise<CacheEntry | undefined> {
  return withFile(path, async (file) => {
    const entry = decodeHead(await readAt(file, 0, HEAD), key);
    if (!entry) return undefined;
    const { mtimeMs } = await file.stat();
    if (Date.now() - mtimeMs > DAY) await utimes(path, new Date(), new Date()).catch(ifReadable);
    return entry;
  });
}

/** Reads the content of an entry; undefined when it does not match the checksum in the header. */
export async function readContent(path: string, { sha256, length }: CacheEntry): Promise<Uint8Array | undefined> {
  return withFile(path, async (file) => {
    const content = await readAt(file, HEAD, length);
    return sha256Of(content) === sha256 ? content : undefined;
  });
}

/** Reads the part of an entry; undefined when it does not match the checksum in the header. */
export async function readPart(path: string, { length, partSha256 }: CacheEntry): Promise<Uint8Array | undefined> {
  return withFile(path, async (file) => {
    const { size } = await file.stat();
    const part = await readAt(file, HEAD + length, size - HEAD - length);
    return sha256Of(part) === partSha256 ? part : undefined;
  });
}

/** Returns the entry in some bytes; undefined when they are not the whole and only entry of the key. */
export function decodeEntry(bytes: Uint8Array, key: string): CacheEntry & CacheContent | undefined {
  const entry = decodeHead(Buffer.from(bytes.subarray(0, HEAD)), key);
  if (!entry) return undefined;
  const content = bytes.subarray(HEAD, HEAD + entry.length);
  const part = bytes.subarray(HEAD + entry.length);
  const isWhole = sha256Of(content) === entry.sha256 && sha256Of(part) === entry.partSha256;
  return isWhole ? { ...entry, content, part } : undefined;
}

function decodeHead(head: Buffer, key: string): CacheEntry | undefined {
  const checked = head.subarray(0, CHECKED);
  const isWhole = head.length === HEAD && checksumOf(checked).equals(head.subarray(CHECKED));
  if (!isWhole || head.toString('hex', 0, 32) !== key) return undefined;
  return {
    sha256: head.toString('hex', 32, 64),
    pages: head.readUInt32BE(64),
    length: head.readUInt32BE(68),
    partSha256: head.toString('hex', 72, 104),
  };
}

/** Returns the result of an action with an open file; undefined when the file cannot be read. */
async function withFile<T>(path: string, action: (file: FileHandle) => Promise<T>): Promise<T | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await openRegularFile(path);
    return await action(file);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  } finally {
    await file?.close();
  }
}

/** Reads bytes of a file: fewer when it ends before. */
async function readAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.min(Math.max(length, 0), MAX_BYTES));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
  return bytes.subarray(0, bytesRead);
}

function checksumOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
