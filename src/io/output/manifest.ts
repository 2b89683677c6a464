import { join } from 'node:path';
import type { ManifestEntry } from '../../model/document.js';
import { readRegularFile } from '../inputs/read-file.js';
import { isSystemError } from '../system-error.js';

/** A file of ours that belongs to no form: style and fonts of the HTML. */
export type AssetEntry = Pick<ManifestEntry, 'path' | 'sha256' | 'bytes'>;

export interface Manifest {
  documents: ManifestEntry[];
  assets: AssetEntry[];
}

/** 500 bytes an entry: 100,000 documents. */
const MAX_BYTES = 64 * 1024 ** 2;

/**
 * The manifest of an earlier run. One that is not there, damaged, a link or far too large counts as none: then nothing
 * is removed. Entries that cannot be of ours are passed over.
 */
export function readManifest(root: string): Manifest {
  try {
    const read = JSON.parse(readRegularFile(join(root, 'manifest.json'), MAX_BYTES).toString()) as Partial<Manifest> | null;
    return { documents: entriesOf(read?.documents), assets: entriesOf(read?.assets) };
  } catch (error) {
    if (!isSystemError(error) && !(error instanceof SyntaxError)) throw error;
    return { documents: [], assets: [] };
  }
}

function entriesOf<T>(list: T[] | undefined): T[] {
  const entries: T[] = Array.isArray(list) ? list : [];
  return entries.filter(isEntry);
}

/** Its path leads to a file below the folder, on every system, and its checksum is one. */
function isEntry(entry: unknown): boolean {
  const { path, sha256 } = (entry ?? {}) as Partial<AssetEntry>;
  if (typeof path !== 'string' || typeof sha256 !== 'string' || !/^[\da-f]{64}$/.test(sha256)) return false;
  return path.length < 4096 && path.split(/[\\/]/).every(step =>
    step !== '' && step !== '.' && step !== '..' && !step.includes('\0') && Buffer.byteLength(step) <= 255);
}
