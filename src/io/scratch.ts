import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { must } from '../model/must.js';
import { ifReadable, isSystemError } from './system-error.js';

/*
 * Folders that one run uses and removes. A killed run cannot remove its own, so the name of a folder contains its
 * owner, and a later run removes the folder when that process has certainly ended.
 */

const NAME = /^(\d+)\.(\d+)\.([0-9a-f]{8})-[A-Za-z0-9]{6}$/;
/** A folder whose owner is not visible (in another container or machine) is kept for this time. */
const UNSEEN_OWNER_MS = 2 * 24 * 3600 * 1000;

const mine = new Set<string>();
process.on('exit', () => {
  for (const path of mine) rmSync(path, { recursive: true, force: true });
});

/**
 * Creates a private folder for this run.
 *
 * @param prefix of its name, for {@link sweepScratch}
 * @throws the error of the system when it cannot be created there
 */
export async function makeScratch(parent: string, prefix: string): Promise<string> {
  const owner = `${process.pid}.${must(startOf(process.pid), 'this process')}.${thisMachine()}`;
  const path = await mkdtemp(join(parent, `${prefix}${owner}-`));
  mine.add(path);
  return path;
}

/** Removes a folder of {@link makeScratch} and its content; does nothing when it has been renamed. */
export async function removeScratch(path: string): Promise<void> {
  // A killed process may still be exiting in the folder.
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).catch(ifReadable);
  mine.delete(path);
}

/** Removes the folders of {@link makeScratch} whose owners have ended, except links and folders of other users. */
export async function sweepScratch(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent).catch(ifReadable) ?? []) {
    const owner = name.startsWith(prefix) ? NAME.exec(name.slice(prefix.length)) : null;
    if (!owner) continue;
    const path = join(parent, name);
    const found = await lstat(path).catch(ifReadable);
    if (!found?.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) continue;
    const [, pid, start, where] = owner;
    const isAbandoned = where === thisMachine()
      ? !isRunning(Number(pid), Number(start))
      : Date.now() - found.mtimeMs > UNSEEN_OWNER_MS;
    if (isAbandoned) await rm(path, { recursive: true, force: true }).catch(ifReadable);
  }
}

/** Returns the start time of a process in a unit of the system; 0 when it is not known, undefined when it has ended. */
function startOf(pid: number): number | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ESRCH') return undefined;
  }
  return Number(readText(`/proc/${pid}/stat`).replace(/^.*\) /s, '').split(' ')[19] ?? 0);
}

/** True when the process still runs. Ids are reused: a process with another start time is another one. */
function isRunning(pid: number, started: number): boolean {
  const start = startOf(pid);
  return start !== undefined && (start === 0 || started === 0 || start === started);
}

let machine = '';

/** Returns the scope in which process ids are valid: this boot of this machine or container. */
function thisMachine(): string {
  machine ||= createHash('sha256')
    .update([hostname(), readText('/proc/sys/kernel/random/boot_id'), linkTarget('/proc/self/ns/pid')].join('\n'))
    .digest('hex').slice(0, 8);
  return machine;
}

/** Returns the text of a file that exists on Linux only; else empty. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return '';
  }
}

function linkTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return '';
  }
}
