import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { sha256Of } from '../model/document.js';
import type { ReadyPdf, Store } from '../model/pdf.js';

/** Above this the entries used longest ago go. About 20,000 forms. */
const LIMIT_BYTES = 1024 ** 3;
/** An entry: 32 bytes SHA-256 of the PDF, 4 bytes number of pages, the PDF. */
const HEADER_BYTES = 36;
const DAY = 24 * 3600 * 1000;

/** Where the cache is: the user's, not the checkout's. It holds no path and no time: CI may save and restore it. */
export function cacheFolder(): string {
  return join(envPaths('jixiao', { suffix: '' }).cache, 'prints');
}

/**
 * Finished PDFs by what they are made of: a form is printed again only when something that shows in it changed.
 *
 * An entry is written to a temporary name and renamed, so two builds at once do no harm, and carries the checksum of
 * its PDF, so what is damaged or cut off is made anew. A cache that cannot be written is no cache, and no error.
 */
export class PdfCache {
  private added = false;

  /** @param identity of everything that all documents are made with: style, fonts, browser, program */
  constructor(
    private readonly folder: string,
    private readonly identity: string,
  ) {}

  readonly store: Store = async (parts, make) => {
    const path = this.pathOf(parts);
    const found = await readHeader(path);
    const made = async (): Promise<ReadyPdf> => {
      const pdf = await make();
      await this.put(path, pdf);
      return pdf;
    };
    if (!found) return made();
    const bytes = async (): Promise<Uint8Array> => (await readPdf(path, found.sha256)) ?? (await made()).bytes();
    return { ...found, bytes };
  };

  /** What {@link remember} was told of equal parts. */
  async recall(parts: readonly (string | Uint8Array)[]): Promise<unknown> {
    const text = await readFile(this.pathOf(['note', ...parts]), 'utf8').catch(() => undefined);
    try {
      return text === undefined ? undefined : JSON.parse(text);
    } catch {
      return undefined; // cut off
    }
  }

  /** Notes something about parts: plain JSON, in place of work that would come to the same. */
  async remember(parts: readonly (string | Uint8Array)[], value: unknown): Promise<void> {
    await this.write(this.pathOf(['note', ...parts]), Buffer.from(JSON.stringify(value)));
  }

  /** Keeps the cache within its size; for the end of a run. */
  async trim(): Promise<void> {
    if (!this.added) return;
    const names = await readdir(this.folder, { recursive: true }).catch(() => []);
    const entries = [];
    for (const name of names) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found?.isFile()) entries.push({ path, size: found.size, used: found.mtimeMs });
    }
    let total = entries.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of entries.sort((a, b) => a.used - b.used)) {
      if (total <= LIMIT_BYTES) break;
      await rm(path, { force: true });
      total -= size;
    }
  }

  private pathOf(parts: readonly (string | Uint8Array)[]): string {
    const hash = createHash('sha256').update(this.identity);
    for (const part of parts) hash.update(`\0${part.length}\0`).update(part);
    const key = hash.digest('hex');
    return join(this.folder, key.slice(0, 2), key.slice(2));
  }

  private async put(path: string, { sha256, pages, bytes }: ReadyPdf): Promise<void> {
    const header = Buffer.alloc(HEADER_BYTES);
    header.write(sha256, 'hex');
    header.writeUInt32BE(pages, 32);
    await this.write(path, Buffer.concat([header, await bytes()]));
  }

  private async write(path: string, content: Uint8Array): Promise<void> {
    this.added = true;
    const temporary = `${path}.${randomUUID()}`;
    try {
      mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
      writeFileSync(temporary, content);
      renameSync(temporary, path);
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }
}

async function readHeader(path: string): Promise<{ sha256: string; pages: number } | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const header = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0);
    if (bytesRead < HEADER_BYTES) return undefined;
    const { mtimeMs } = await file.stat();
    if (Date.now() - mtimeMs > DAY) await utimes(path, new Date(), new Date()).catch(() => undefined);
    return { sha256: header.toString('hex', 0, 32), pages: header.readUInt32BE(32) };
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

async function readPdf(path: string, sha256: string): Promise<Uint8Array | undefined> {
  const bytes = await readFile(path).then(entry => entry.subarray(HEADER_BYTES), () => undefined);
  return bytes && sha256Of(bytes) === sha256 ? bytes : undefined;
}
