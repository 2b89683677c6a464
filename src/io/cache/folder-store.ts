import { randomUUID } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openRegularFile } from '../inputs/read-file.js';
import { makeFolder } from '../output/make-folder.js';
import { writeWhole } from '../output/write-whole.js';
import { isSystemError } from '../system-error.js';
import { type EntryStore, entryPath, MAX_BYTES, StoreError } from './entry-store.js';

/** A folder that several machines see, or that is carried from one to another. */
export class FolderStore implements EntryStore {
  constructor(private readonly folder: string) {}

  async get(key: string): Promise<Uint8Array | undefined> {
    return this.attempt(() => readEntryFile(this.pathOf(key)), undefined);
  }

  async has(key: string): Promise<boolean> {
    return this.attempt(async () => (await stat(this.pathOf(key))).isFile(), false);
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(key);
    // eslint-disable-next-line @typescript-eslint/require-await
    await this.attempt(async () => {
      makeFolder(dirname(path));
      if (!lstatSync(dirname(path)).isDirectory()) throw new StoreError(`${dirname(path)}（是链接）`);
      writeWhole(path, bytes, { temporary: `${path}.${randomUUID()}` });
    }, undefined);
  }

  private pathOf(key: string): string {
    return join(this.folder, entryPath(key));
  }

  /** @param absent what is returned when there is no such file */
  private async attempt<T>(action: () => Promise<T>, absent: T): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (error.code === 'ENOENT') return absent;
      throw new StoreError(`${this.folder}（${error.code}）`, { cause: error });
    }
  }
}

/** Others may put anything into the place of an entry. @returns no bytes for a link, a pipe, or a file without end */
async function readEntryFile(path: string): Promise<Uint8Array> {
  try {
    const file = await openRegularFile(path);
    try {
      const { size } = await file.stat();
      return size > MAX_BYTES ? new Uint8Array() : await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isSystemError(error, 'ENOTFILE', 'ELOOP')) return new Uint8Array();
    throw error;
  }
}
