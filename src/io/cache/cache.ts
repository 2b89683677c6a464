import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lazily } from '../../model/lazily.js';
import { type MadePdf, readyPdf, type ReadyPdf, type Store } from '../../model/pdf.js';
import { type CacheContent, encodeEntry, readContent, readEntry, readPart } from './cache-entry.js';
import { makeFolder } from '../output/make-folder.js';
import { writeWhole } from '../output/write-whole.js';
import { userCache } from '../user-folders.js';
import { ifReadable } from '../system-error.js';

/** Above this size the least recently used entries are removed. It holds about 20,000 forms. */
const LIMIT_BYTES = 1024 ** 3;

type Parts = readonly (string | Uint8Array)[];

/**
 * Returns the folder of the cache: the user's, not the checkout's. Its files contain no paths, so CI can save and
 * restore it.
 */
export function cacheFolder(): string {
  return join(userCache(), 'prints');
}

/**
 * Stores finished PDFs by their inputs: a form is printed again only when an input changed.
 * Entries are written to a temporary name and renamed, so that simultaneous builds do no harm. An entry contains its
 * key and checksums of all its bytes; damaged, truncated or misplaced ones are ignored. A cache that cannot be written
 * is not used; that is no error.
 */
export class PdfCache {
  private added = false;

  /** @param identity of the inputs of all documents: style, fonts, browser, program */
  constructor(
    private readonly folder: string,
    private readonly identity: readonly string[],
  ) {}

  readonly store: Store = async (inputs, make) => {
    const key = this.keyOf('pdf', inputs);
    const found = await readEntry(this.pathOf(key), key);
    const made = lazily(() => this.makeEntry(key, make));
    if (!found) return made();
    const { sha256, pages, partSha256 } = found;
    return {
      key,
      sha256,
      pages,
      partSha256,
      bytes: async () => (await readContent(this.pathOf(key), found)) ?? (await made()).bytes(),
      part: async () => (await readPart(this.pathOf(key), found)) ?? (await made()).part(),
    };
  };

  /**
   * Returns a PDF that {@link store} returned in an earlier run, as far as volumes need it; undefined when it is not
   * there any more.
   */
  async recallPdf(key: string): Promise<Pick<ReadyPdf, 'key' | 'pages' | 'part' | 'partSha256'> | undefined> {
    const path = this.pathOf(key);
    const found = await readEntry(path, key);
    const part = found && await readPart(path, found);
    return part && { ...found, key, part: () => Promise.resolve(part) };
  }

  /** Makes a PDF and stores it. What is stored is read again when it is needed: a run may make thousands. */
  private async makeEntry(key: string, make: () => Promise<MadePdf>): Promise<ReadyPdf> {
    const made = await make();
    const isStored = this.write(key, { content: made.bytes, part: made.part, pages: made.pages });
    const pdf = readyPdf(key, made);
    if (!isStored) return pdf;
    const path = this.pathOf(key);
    const read = async (): Promise<Uint8Array | undefined> => {
      const found = await readEntry(path, key);
      return found && readPart(path, found);
    };
    const remake = async (): Promise<Uint8Array> => (await make()).part;
    return { ...pdf, part: async () => (await read()) ?? remake() };
  }

  /** Returns the value that {@link remember} stored for the same parts, or undefined. The caller checks its shape. */
  async recall(parts: Parts): Promise<unknown> {
    const key = this.keyOf('note', parts);
    const entry = await readEntry(this.pathOf(key), key);
    const content = entry && await readContent(this.pathOf(key), entry);
    try {
      return content && JSON.parse(Buffer.from(content).toString());
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return undefined; // not written by this program
    }
  }

  /** Stores a plain JSON value for parts, in place of work that would come to the same. */
  remember(parts: Parts, value: unknown): void {
    const content = Buffer.from(JSON.stringify(value));
    this.write(this.keyOf('note', parts), { content, part: new Uint8Array(), pages: 0 });
  }

  /** Removes old entries above the size limit; called at the end of a run. */
  async trim(): Promise<void> {
    if (!this.added) return;
    const names = await readdir(this.folder, { recursive: true }).catch(ifReadable) ?? [];
    const entries = [];
    for (const name of names) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(ifReadable);
      if (found?.isFile()) entries.push({ path, size: found.size, used: found.mtimeMs });
    }
    let total = entries.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of entries.sort((a, b) => a.used - b.used)) {
      if (total <= LIMIT_BYTES) break;
      await rm(path, { force: true }).catch(ifReadable);
      total -= size;
    }
  }

  /**
   * Returns the hash of the parts. Each is preceded by its length in bytes, so that different divisions have different
   * keys.
   */
  private keyOf(kind: 'pdf' | 'note', parts: Parts): string {
    const hash = createHash('sha256');
    for (const part of [...this.identity, kind, ...parts]) hash.update(`${Buffer.byteLength(part)}\0`).update(part);
    return hash.digest('hex');
  }

  private pathOf(key: string): string {
    return join(this.folder, key.slice(0, 2), key.slice(2));
  }

  /** @returns true if it was written */
  private write(key: string, content: CacheContent): boolean {
    this.added = true;
    const path = this.pathOf(key);
    try {
      makeFolder(dirname(path), 0o700);
      writeWhole(path, encodeEntry(key, content), { temporary: `${path}.${randomUUID()}` });
      return true;
    } catch (error) {
      ifReadable(error);
      return false;
    }
  }
}
