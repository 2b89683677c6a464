import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const TEMPORARY = '.jixiao-';

/** Creates a folder for unfinished files. It is new, so that nobody can have put a link in its place. */
export function makeTemporary(root: string): string {
  return mkdtempSync(join(root, `${TEMPORARY}${process.pid}-`));
}

/** Removes temporary folders of killed runs. A link with such a name is left. */
export async function removeLeftovers(root: string): Promise<void> {
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory() || !entry.name.startsWith(TEMPORARY)) continue;
    const [, pid] = /^(\d+)(?:-[^-]*)?$/.exec(entry.name.slice(TEMPORARY.length)) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    await rm(join(root, entry.name), { recursive: true, force: true }).catch(() => undefined); // of another user
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
