import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { History } from '../../io/git/history.js';
import { readManifest } from '../../io/output/manifest.js';
import { removeScratch } from '../../io/scratch.js';
import type { Terminal } from '../../io/terminal.js';
import { makeTemporary } from '../../io/user-folders.js';
import type { ManifestEntry } from '../../model/document.js';
import { departmentOf } from '../../model/inputs.js';
import { UserError } from '../../model/user-error.js';
import { build, type BuildOptions } from '../build.js';

/** The documents that a version makes. */
export interface Rebuilt {
  documents: readonly ManifestEntry[];
  read: (path: string) => Uint8Array;
  /** The reason why documents are missing; `undefined` when all were made. */
  reason: string | undefined;
}

/** The version to make again: `disk` and `public` from the files on disk, else a version of git. */
export type Version = 'disk' | 'public' | (string & {});

export interface RebuildOptions {
  root: string;
  history: History | undefined;
  version: Version;
  /** The files whose documents are needed; empty for all, with the volumes. */
  sources: readonly string[];
  jobs: number;
  signal: AbortSignal;
}

/** Makes the documents of a version in a folder of its own, and passes them to an action. */
export async function withRebuilt(
  { root, history, version, sources, jobs, signal }: RebuildOptions,
  terminal: Terminal,
  use: (rebuilt: Rebuilt) => Promise<void>,
): Promise<void> {
  const folder = await makeTemporary();
  try {
    const isOnDisk = version === 'disk' || version === 'public';
    const from = isOnDisk ? root : join(folder, 'root');
    if (!isOnDisk) await history?.checkOut(version, from);
    const out = join(folder, 'out');
    const isPublic = version === 'public';
    const options: BuildOptions = {
      root: from, out, formats: ['pdf'], jobs, cache: true, volume: !sources.length, draft: true, public: isPublic,
      strict: false, quiet: true, timing: false, signal,
      paths: isPublic ? [] : [...new Set(sources.map(departmentOf))],
    };
    const reason = await made(options, terminal);
    const { documents } = readManifest(out);
    await use({ documents, read: path => readFileSync(join(out, path)), reason });
  } finally {
    await removeScratch(folder);
  }
}

/** @returns why documents are missing */
async function made(options: BuildOptions, terminal: Terminal): Promise<string | undefined> {
  const said: string[] = [];
  // Errors in the data are not asked about here: such forms are drafts.
  const silent: Terminal = { ...terminal, out: () => undefined, note: text => said.push(text), status: undefined };
  try {
    return await build(options, silent) === 2 ? said.at(-1) : undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
