import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../output/make-folder.js';
import { writeWhole } from '../output/write-whole.js';
import { isSystemError } from '../system-error.js';
import { type EntryStore, entryPath, StoreError } from './entry-store.js';

/** A folder that several machines see, or that is carried from one to another. */
export class FolderStore implements EntryStore {
  constructor(private readonly folder: string) {}

  async get(key: string): Promise<Uint8Array | undefined> {
    return this.attempt(() => readFile(this.pathOf(key)), undefined);
  }

  async has(key: string): Promise<boolean> {
    return this.attempt(async () => (await stat(this.pathOf(key))).isFile(), false);
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(key);
    // eslint-disable-next-line @typescript-eslint/require-await
    await this.attempt(async () => {
      makeFolder(dirname(path));
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
