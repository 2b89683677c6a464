import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, utimes } from 'node:fs/promises';
import { sha256Of } from '../../model/document.js';
import { ifReadable, isSystemError } from '../system-error.js';

/*
 * A file of the cache:
 *
 *   key         32 bytes   SHA-256 of the inputs
 *   content     32 bytes   SHA-256 of the content
 *   pages        4 bytes   of a PDF; 0 for a stored value
 *   checksum    32 bytes   SHA-256 of the bytes before
 *   content
 *
 * The header has its own checksum: if the output folder already has the same bytes, the content need not be read.
 */

const CHECKED = 68;
const HEAD = 100;
const DAY = 24 * 3600 * 1000;

/** The header of an entry. */
export interface CacheEntry {
  /** SHA-256 of the content, in hex. */
  sha256: string;
  pages: number;
}

/** Returns the bytes of an entry. @param key SHA-256, in hex */
export function encodeEntry(key: string, { sha256, pages }: CacheEntry, content: Uint8Array): Uint8Array {
  const checked = Buffer.alloc(CHECKED);
  checked.write(key + sha256, 'hex');
  checked.writeUInt32BE(pages, CHECKED - 4);
  return Buffer.concat([checked, checksumOf(checked), content]);
}

/**
 * Reads the header of an entry and updates its date of use. Returns undefined when the entry is missing, damaged, or
 * has another key.
 */
export async function readEntry(path: string, key: string): Promise<CacheEntry | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const head = Buffer.alloc(HEAD);
    const { bytesRead } = await file.read(head, 0, HEAD, 0);
    const checked = head.subarray(0, CHECKED);
    const isWhole = bytesRead === HEAD && checksumOf(checked).equals(head.subarray(CHECKED));
    if (!isWhole || head.toString('hex', 0, 32) !== key) return undefined;
    const { mtimeMs } = await file.stat();
    if (Date.now() - mtimeMs > DAY) await utimes(path, new Date(), new Date()).catch(ifReadable);
    return { sha256: head.toString('hex', 32, 64), pages: head.readUInt32BE(CHECKED - 4) };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  } finally {
    await file?.close();
  }
}

/** Reads the content of an entry; undefined when it does not match the checksum in the header. */
export async function readContent(path: string, { sha256 }: CacheEntry): Promise<Uint8Array | undefined> {
  const content = (await readFile(path).catch(ifReadable))?.subarray(HEAD);
  return content && sha256Of(content) === sha256 ? content : undefined;
}

function checksumOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
