import { cp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findChromium } from '../../src/io/browser/chromium.js';
import { seal } from '../../src/io/cache/seal.js';

/*
 * Cache folders of tests that have the browser, and nothing else. Unpacking it takes seconds, and a copy is read as a
 * whole at each start, to see that it is the same; links to the files of the user's cache are neither.
 */

/**
 * Makes a cache folder, for XDG_CACHE_HOME, in which the browser is unpacked already; as a link to each of its files.
 * Where there is no embedded browser nothing is made.
 */
export async function linkBrowser(cache: string): Promise<void> {
  const { executable, libraries } = await findChromium(() => undefined, new AbortController().signal);
  if (libraries === undefined) return;
  const unpacked = dirname(executable);
  const folder = join(cache, 'jixiao', basename(unpacked));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(unpacked, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const place = join(folder, path.slice(unpacked.length + 1));
    await mkdir(dirname(place), { recursive: true });
    // The checksums are read by themselves, so that a test may write others.
    if (entry.name === 'complete.json') await cp(path, place);
    else if (entry.isFile()) await symlink(path, place);
  }
}

/**
 * Puts a program that does nothing in place of the browser in a cache folder, sealed as if it were the right one:
 * nothing can be printed.
 */
export async function spoilBrowser(cache: string): Promise<void> {
  for (const name of await readdir(join(cache, 'jixiao'))) {
    if (!name.startsWith('chromium-')) continue;
    const folder = join(cache, 'jixiao', name);
    await rm(folder, { recursive: true }); // a link must not be written through
    await mkdir(folder, { mode: 0o700 });
    await writeFile(join(folder, 'chromium'), '#!/bin/false\n', { mode: 0o755 });
    await seal(folder);
  }
}
