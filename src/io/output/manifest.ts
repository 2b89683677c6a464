import { join } from 'node:path';
import type { ManifestEntry } from '../../model/document.js';
import { recordOf } from '../../model/record.js';
import { readRegularFile } from '../inputs/read-file.js';
import { isSystemError } from '../system-error.js';

/** An output file that is no document: style, fonts and scripts of the pages, and the pages of the catalogue. */
export type AssetEntry = Pick<ManifestEntry, 'path' | 'sha256' | 'bytes'>;

export interface Manifest {
  /** Set in the folder of the public version. */
  public?: true;
  documents: ManifestEntry[];
  assets: AssetEntry[];
}

/** Room for 100,000 documents of 500 bytes. */
const MAX_BYTES = 64 * 1024 ** 2;

/**
 * Returns the manifest of an earlier run. A missing, damaged or far too large one, or a link, counts as empty: then no
 * file is removed. Invalid entries are ignored, and so is what a newer program wrote into valid ones.
 */
export function readManifest(root: string): Manifest {
  try {
    const read = JSON.parse(readRegularFile(join(root, 'manifest.json'), MAX_BYTES).toString()) as Partial<Manifest> | null;
    const entries = { documents: entriesOf(read?.documents, OF_DOCUMENT), assets: entriesOf(read?.assets, OF_ASSET) };
    return read?.public === true ? { public: true, ...entries } : entries;
  } catch (error) {
    if (!isSystemError(error) && !(error instanceof SyntaxError)) throw error;
    return { documents: [], assets: [] };
  }
}

/** The properties of an entry that this program knows. */
const OF_ASSET: readonly (keyof ManifestEntry)[] = ['path', 'sha256', 'bytes'];
const OF_DOCUMENT: readonly (keyof ManifestEntry)[] = [...OF_ASSET, 'kind', 'format', 'sources', 'pages', 'draft'];

function entriesOf<T extends object>(list: T[] | undefined, known: readonly string[]): T[] {
  const entries: T[] = Array.isArray(list) ? list : [];
  const knownOf = (entry: T): T => recordOf(Object.entries(entry).filter(([key]) => known.includes(key))) as T;
  return entries.filter(isEntry).map(knownOf);
}

/** True when the path is below the folder on every system, and the checksum is valid. */
function isEntry(entry: unknown): boolean {
  const { path, sha256 } = (entry ?? {}) as Partial<AssetEntry>;
  if (typeof path !== 'string' || typeof sha256 !== 'string' || !/^[\da-f]{64}$/.test(sha256)) return false;
  return path.length < 4096 && path.split(/[\\/]/).every(step =>
    step !== '' && step !== '.' && step !== '..' && !step.includes('\0') && Buffer.byteLength(step) <= 255);
}
