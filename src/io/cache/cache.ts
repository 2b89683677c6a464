import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lazily } from '../../model/lazily.js';
import { type MadePdf, readyPdf, type ReadyPdf, type Store } from '../../model/pdf.js';
import { type CacheContent, type CacheEntry, decodeEntry, encodeEntry, readContent, readEntry, readPart } from './cache-entry.js';
import { entryPath } from './entry-store.js';
import type { SharedStore } from './shared-store.js';
import { makeFolder } from '../output/make-folder.js';
import { writeWhole } from '../output/write-whole.js';
import { userCache } from '../user-folders.js';
import { ifReadable } from '../system-error.js';

/** Above this size the least recently used entries are removed. It holds about 20,000 forms. */
const LIMIT_BYTES = 1024 ** 3;

/** Ends the name of an entry that is being written, which takes milliseconds: after a minute its run was killed. */
const UNFINISHED = /\.[\da-f-]{36}$/;
const ABANDONED_MS = 60_000;

type Parts = readonly (string | Uint8Array)[];

/** An entry whose content and part are read when they are needed; undefined when they are not whole then. */
interface Found extends CacheEntry {
  content: () => Promise<Uint8Array | undefined>;
  part: () => Promise<Uint8Array | undefined>;
}

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

  /**
   * @param identity of the inputs of all documents: style, fonts, browser, program
   * @param shared is asked for what the folder lacks, and given what was made
   */
  constructor(
    private readonly folder: string,
    private readonly identity: readonly string[],
    private readonly shared?: SharedStore,
  ) {}

  readonly store: Store = async (inputs, make) => {
    const key = this.keyOf('pdf', inputs);
    const found = await this.find(key);
    const made = lazily(() => this.makeEntry(key, make));
    if (!found) return made();
    const { sha256, pages, partSha256 } = found;
    return {
      key,
      sha256,
      pages,
      partSha256,
      bytes: async () => (await found.content()) ?? (await made()).bytes(),
      part: async () => (await found.part()) ?? (await made()).part(),
    };
  };

  /**
   * Returns a PDF that {@link store} returned in an earlier run, as far as volumes need it; undefined when it is not
   * there any more.
   */
  async recallPdf(key: string): Promise<Pick<ReadyPdf, 'key' | 'pages' | 'part' | 'partSha256'> | undefined> {
    const found = await this.find(key);
    const part = await found?.part();
    return found && part && { ...found, key, part: () => Promise.resolve(part) };
  }

  /** Makes a PDF and stores it. What is stored is read again when it is needed: a run may make thousands. */
  private async makeEntry(key: string, make: () => Promise<MadePdf>): Promise<ReadyPdf> {
    const made = await make();
    const isStored = this.write(key, { content: made.bytes, part: made.part, pages: made.pages });
    await this.shared?.room();
    const pdf = readyPdf(key, made);
    if (!isStored) return pdf;
    const read = async (): Promise<Uint8Array | undefined> => (await this.findHere(key))?.part();
    const remake = async (): Promise<Uint8Array> => (await make()).part;
    return { ...pdf, part: async () => (await read()) ?? remake() };
  }

  /**
   * Returns the value that {@link remember} stored for the same parts, or undefined. The caller checks its shape.
   *
   * @param where `shared`: in the shared store that is written, if there is one, whatever the folder has
   */
  async recall(parts: Parts, where: 'anywhere' | 'shared' = 'anywhere'): Promise<unknown> {
    const key = this.noteKey(parts);
    const isShared = where === 'shared' && this.shared?.isWritten;
    const found = isShared ? await this.fetch(key, 'own') : await this.findHere(key) ?? await this.fetch(key);
    const content = await found?.content();
    try {
      return content && JSON.parse(Buffer.from(content).toString());
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return undefined; // not written by this program
    }
  }

  /** Returns the key under which a value is stored for parts: SHA-256, in hex. */
  noteKey(parts: Parts): string {
    return this.keyOf('note', parts);
  }

  /** Stores a plain JSON value for parts, in place of work that would come to the same. */
  remember(parts: Parts, value: unknown): void {
    const content = Buffer.from(JSON.stringify(value));
    this.write(this.noteKey(parts), { content, part: new Uint8Array(), pages: 0 });
  }

  /** Waits until the shared store has everything. */
  async settled(): Promise<void> {
    await this.shared?.settled();
  }

  /** Returns a PDF of the folder, or else of the shared store; a shared store that is written has it then too. */
  private async find(key: string): Promise<Found | undefined> {
    const here = await this.findHere(key);
    if (here) this.shared?.ensure(key, () => readFile(this.pathOf(key)).catch(ifReadable));
    return here ?? this.fetch(key);
  }

  private async findHere(key: string): Promise<Found | undefined> {
    const path = this.pathOf(key);
    const entry = await readEntry(path, key);
    return entry && { ...entry, content: () => readContent(path, entry), part: () => readPart(path, entry) };
  }

  /** Takes an entry from the shared store into the folder; where that cannot be written it is kept in memory. */
  private async fetch(key: string, of?: 'own'): Promise<Found | undefined> {
    const found = await this.shared?.get(key, bytes => decodeEntry(bytes, key), of);
    if (!found) return undefined;
    const { entry, bytes } = found;
    const { content, part } = entry;
    if (this.writeFile(key, bytes)) return this.findHere(key);
    return { ...entry, content: () => Promise.resolve(content), part: () => Promise.resolve(part) };
  }

  /** Removes old entries above the size limit; called at the end of a run. */
  async trim(): Promise<void> {
    if (!this.added) return;
    const names = await readdir(this.folder, { recursive: true }).catch(ifReadable) ?? [];
    const entries = [];
    for (const name of names) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(ifReadable);
      if (!found?.isFile()) continue;
      if (!UNFINISHED.test(name)) entries.push({ path, size: found.size, used: found.mtimeMs });
      else if (Date.now() - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true }).catch(ifReadable);
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
    return join(this.folder, entryPath(key));
  }

  /** Writes an entry to the folder and to the shared store. @returns true if it is in the folder */
  private write(key: string, content: CacheContent): boolean {
    const bytes = encodeEntry(key, content);
    this.shared?.put(key, bytes);
    return this.writeFile(key, bytes);
  }

  private writeFile(key: string, bytes: Uint8Array): boolean {
    this.added = true;
    const path = this.pathOf(key);
    try {
      makeFolder(dirname(path), 0o700);
      writeWhole(path, bytes, { temporary: `${path}.${randomUUID()}` });
      return true;
    } catch (error) {
      ifReadable(error);
      return false;
    }
  }
}
