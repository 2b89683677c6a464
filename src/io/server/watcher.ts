import { statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type FSWatcher, watch } from 'chokidar';
import { UserError } from '../../model/user-error.js';
import { isJunk } from '../inputs/places.js';
import { isSystemError } from '../system-error.js';

/** Changes that are taken in together. */
export interface Batch {
  /** Relative to the root, with `/`. */
  paths: string[];
  /** The time when the last of these files was written, in milliseconds since 1970. */
  written: number;
}

export interface Watching {
  close: () => Promise<void>;
}

/** The folders of a root that are watched. */
const WATCHED = new Set(['data', 'schemas', 'templates']);
/** The time in which changes are collected: an editor writes a file in several steps. */
const COLLECT_MS = 8;
/** A file that is empty is most likely being written: so long it is waited for. */
const EMPTY_MS = 40;
/** The library reports a file once in 50 ms at most; after that time a file is looked at again. */
const AGAIN_MS = 90;

/**
 * Watches the data, schemas and templates of a root. One batch is taken in at a time: what changes meanwhile is one
 * more.
 *
 * @param take is awaited; must not throw
 * @param trouble is called with what went wrong, in Chinese
 * @throws UserError when files cannot be watched
 */
export async function watchFiles(
  root: string,
  take: (batch: Batch) => Promise<void>,
  trouble: (message: string) => void,
): Promise<Watching> {
  const changed = new Map<string, number>();
  /** The files of the last batch as they were when it was taken. */
  let taken = new Map<string, string>();
  const timers = new Set<NodeJS.Timeout>();
  let isTaking = false;
  let isClosed = false;
  const later = (action: () => void, milliseconds: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, milliseconds);
    timers.add(timer);
  };
  const note = (path: string, written: number): void => {
    if (isClosed) return;
    if (!changed.size && !isTaking) later(() => void run(), COLLECT_MS);
    changed.set(path, Math.max(written, changed.get(path) ?? 0));
  };
  const lookAgain = (path: string): void => {
    const before = taken.get(path);
    const now = stampOf(root, path);
    if (before !== undefined && now.text !== before) note(path, now.written);
  };
  const run = async (): Promise<void> => {
    if (isTaking || isClosed || !changed.size) return;
    isTaking = true;
    if ([...changed.keys()].some(path => stampOf(root, path).isEmpty)) await pause(EMPTY_MS);
    const batch = [...changed].map(([path, time]) => ({ path, ...stampOf(root, path), time }));
    changed.clear();
    taken = new Map(batch.map(({ path, text }) => [path, text]));
    const written = batch.reduce((latest, one) => Math.max(latest, one.text === '' ? one.time : one.written), 0);
    await take({ paths: batch.map(({ path }) => path), written });
    isTaking = false;
    later(() => batch.forEach(({ path }) => lookAgain(path)), AGAIN_MS);
    void run();
  };
  const watcher = watch(root, {
    ignored: path => isIgnored(relative(root, path).split(sep)),
    ignoreInitial: true,
    followSymlinks: false,
  });
  watcher.on('all', (_event, path) => {
    const inRoot = relative(root, path).split(sep).join('/');
    if (inRoot) note(inRoot, stampOf(root, inRoot).written);
  });
  // Every event of the system, also those within the 50 ms.
  watcher.on('raw', (_event, _name, details: unknown) => {
    const { watchedPath } = details as { watchedPath?: string };
    if (watchedPath !== undefined) lookAgain(relative(root, watchedPath).split(sep).join('/'));
  });
  await ready(watcher);
  watcher.on('error', error => trouble(explain(error).message));
  return {
    async close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      await watcher.close();
    },
  };
}

/** Waits until everything is watched. */
async function ready(watcher: FSWatcher): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      watcher.once('ready', resolve);
      watcher.once('error', error => reject(explain(error)));
    });
    watcher.removeAllListeners('error');
  } catch (error) {
    await watcher.close();
    throw error;
  }
}

function isIgnored(steps: readonly string[]): boolean {
  const [top = ''] = steps;
  return top !== '' && (!WATCHED.has(top) || isJunk(steps.join('/')));
}

/** Returns what tells one state of a file from another, and the time of its last write or rename. */
function stampOf(root: string, path: string): { text: string; written: number; isEmpty: boolean } {
  try {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (found) {
      const isEmpty = found.isFile() && found.size === 0;
      return { text: `${found.ctimeMs} ${found.ino} ${found.size}`, written: found.ctimeMs, isEmpty };
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
  return { text: '', written: Date.now(), isEmpty: false };
}

function explain(error: unknown): UserError {
  const code = isSystemError(error) ? error.code : '';
  const isFull = code === 'ENOSPC' || code === 'EMFILE';
  const reason = isFull ? '文件太多，超过系统的上限' : `系统报错（${code || String(error)}）`;
  return new UserError(`盯不住文件的变化：${reason}`, isFull ? '把 fs.inotify.max_user_watches 调大，或用环境变量 CHOKIDAR_USEPOLLING=1' : '检查文件夹的权限', { cause: error });
}
