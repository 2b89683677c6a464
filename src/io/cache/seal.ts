import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifReadable } from '../system-error.js';

/** The file with the checksums of a folder, written last. */
const NAME = 'complete.json';
const DAY = 24 * 3600 * 1000;

interface SealedFile {
  bytes: number;
  sha256: string;
  /** The ctime of the file. Programs cannot set it, so an unchanged one makes reading the file unnecessary. */
  changed: number;
}

/** Stores the checksums of the files of a folder, so that later runs can verify them. */
export async function seal(folder: string): Promise<void> {
  const files: Record<string, SealedFile> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === NAME) continue;
    const path = join(entry.parentPath, entry.name);
    const { size, ctimeMs } = await stat(path);
    files[path.slice(folder.length + 1)] = { bytes: size, sha256: await hashOf(path), changed: ctimeMs };
  }
  await writeFile(join(folder, NAME), JSON.stringify(files), { flush: true });
}

/**
 * True when a folder is as it was when sealed: no file is missing, truncated or changed, and nobody but this user or
 * root could write it. Updates its date of use.
 */
export async function isIntact(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(ifReadable);
  const isPrivate = process.platform === 'win32' ||
    (found && [0, process.getuid?.()].includes(found.uid) && (found.mode & 0o022) === 0);
  if (!found?.isDirectory() || !isPrivate) return false;
  const files = Object.entries(await readSeal(folder));
  for (const [path, { bytes, sha256, changed }] of files) {
    const file = await stat(join(folder, path)).catch(ifReadable);
    if (file?.size !== bytes) return false;
    // A copied or restored file has another ctime.
    if (file.ctimeMs !== changed && await hashOf(join(folder, path)).catch(ifReadable) !== sha256) return false;
  }
  // sweepLeftovers() reads the date of use from the folder's mtime.
  if (Date.now() - found.mtimeMs > DAY) await utimes(folder, new Date(), new Date()).catch(ifReadable);
  return files.length > 0;
}

/** Returns the checksums; empty when the file is missing or damaged. */
async function readSeal(folder: string): Promise<Record<string, SealedFile>> {
  const text = await readFile(join(folder, NAME), 'utf8').catch(ifReadable) ?? '';
  try {
    const read: unknown = JSON.parse(text);
    return isSeal(read) ? read : {};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
}

function isSeal(value: unknown): value is Record<string, SealedFile> {
  return typeof value === 'object' && value !== null && Object.values(value).every((file: Partial<SealedFile> | null) =>
    typeof file?.bytes === 'number' && typeof file.sha256 === 'string' && typeof file.changed === 'number');
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
