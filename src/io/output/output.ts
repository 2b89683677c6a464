import { linkSync, lstatSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { lstat, mkdir, realpath, rmdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { compareText } from '../../model/diagnostic.js';
import { type Document, documentOf, type ManifestEntry, sha256Of } from '../../model/document.js';
import { UserError } from '../../model/user-error.js';
import { cannotWrite } from './cannot-write.js';
import { makeFolder } from './make-folder.js';
import { refuseMixing } from './refuse-mixing.js';
import { type AssetEntry, type Manifest, readManifest } from './manifest.js';
import { readRegularFile } from '../inputs/read-file.js';
import { makeScratch, removeScratch, sweepScratch } from '../scratch.js';
import { isSystemError, readable } from '../system-error.js';
import { writeWhole } from './write-whole.js';

export type Written = 'created' | 'updated' | 'unchanged';

/** No document is this large: a larger file in its place is overwritten without reading it. */
const MAX_BYTES = 512 * 1024 ** 2;
/** Returns true for a file that pages share; other assets are pages of the catalogue and their data. */
const isShared = ({ path }: AssetEntry): boolean => path.startsWith('assets/') && !path.startsWith('assets/data/');
/** Folders of files that are not finished. */
const UNFINISHED = '.jixiao-';

/**
 * The output folder. Files are written to a temporary name and renamed: a file there is always complete, the old or the
 * new one. Equal files are not touched. The many small files are written synchronously, which takes a third of the
 * time. Nothing outside the folder is written or removed, not through links either, and files that are not in the
 * manifest are left alone.
 */
export class Output {
  private readonly documents = new Map<string, ManifestEntry>();
  private readonly assets = new Map<string, AssetEntry>();
  private readonly folders = new Map<string, Promise<void>>();
  private counter = 0;

  private constructor(
    /** Real path of the folder. */
    private readonly root: string,
    /** Folder for unfinished files; created by this run, so that it contains no link of somebody else. */
    private readonly temporary: string,
    private readonly isPublic: boolean,
    previous: Manifest,
  ) {
    for (const entry of previous.documents) this.documents.set(entry.path, entry);
    for (const entry of previous.assets) this.assets.set(entry.path, entry);
  }

  /**
   * Opens an output folder and creates it if needed.
   *
   * @param isPublic true for a folder of the public version, in which nothing else may be
   * @throws UserError when it is not writable, or internal and public documents would be mixed
   */
  static async open(folder: string, isPublic = false): Promise<Output> {
    return cannotWrite(folder, async () => {
      makeFolder(folder);
      const root = await realpath(folder);
      await sweepScratch(root, UNFINISHED);
      const previous = readManifest(root);
      refuseMixing(root, folder, isPublic, previous);
      const output = new Output(root, await makeScratch(root, UNFINISHED), isPublic, previous);
      // A run that is stopped leaves a folder that is known to be public.
      if (isPublic && !previous.public) await output.writeManifest();
      return output;
    });
  }

  /** Writes a document and adds it to the manifest. */
  async write(document: Document, entry: Omit<ManifestEntry, 'sha256' | 'bytes'>): Promise<Written> {
    const { written, size } = await this.put(document);
    this.documents.set(entry.path, { ...entry, sha256: document.sha256, bytes: size });
    return written;
  }

  /** True when these documents exist byte by byte; then they are added to the manifest. */
  has(entries: readonly ManifestEntry[]): boolean {
    if (!entries.every(entry => this.hasFile(entry))) return false;
    for (const entry of entries) this.documents.set(entry.path, entry);
    return true;
  }

  /** True when the files shared by the HTML pages are these, byte by byte; then they are in the manifest as given. */
  hasAssets(assets: readonly AssetEntry[]): boolean {
    const isSame = this.sharedFiles().length === assets.length && assets.every(({ path }) => this.assets.has(path));
    return isSame && this.hasPages(assets);
  }

  /** True when these pages of the catalogue exist byte by byte; then they are added to the manifest. */
  hasPages(pages: readonly AssetEntry[]): boolean {
    if (!pages.every(page => this.hasFile(page))) return false;
    for (const page of pages) this.assets.set(page.path, page);
    return true;
  }

  /** Returns the text of a page of the catalogue; undefined when it is not there, or not as this program wrote it. */
  readPage(path: string): string | undefined {
    const entry = this.assets.get(path);
    return entry && this.hasFile(entry) ? readRegularFile(join(this.root, path), MAX_BYTES).toString() : undefined;
  }

  /** Returns the manifest entry of a page of the catalogue, or of a file of its data. */
  page(path: string): AssetEntry | undefined {
    return this.assets.get(path);
  }

  /** Writes a file that is no document, such as a page of the catalogue, and adds it to the manifest. */
  async writeAsset(asset: Document): Promise<AssetEntry> {
    const { size } = await this.put(asset);
    const entry = { path: asset.path, sha256: asset.sha256, bytes: size };
    this.assets.set(asset.path, entry);
    return entry;
  }

  /** Removes pages of the catalogue of earlier runs. @param keep true for the paths of pages to keep */
  async prunePages(keep: (path: string) => boolean): Promise<void> {
    const pages = [...this.assets.values()].filter(page => !isShared(page) && !keep(page.path));
    for (const page of pages) {
      await this.remove(page);
      this.assets.delete(page.path);
    }
  }

  /** Returns the manifest entry of a document. */
  entry(path: string): ManifestEntry | undefined {
    return this.documents.get(path);
  }

  /** Returns all manifest entries, also of documents of earlier runs. */
  entries(): ManifestEntry[] {
    return [...this.documents.values()];
  }

  /** Writes the files shared by the HTML pages, and removes those of earlier runs. */
  async writeAssets(assets: readonly Document[]): Promise<AssetEntry[]> {
    const stale = new Map(this.sharedFiles().map(entry => [entry.path, entry]));
    for (const asset of assets) {
      await this.writeAsset(asset);
      stale.delete(asset.path);
    }
    for (const entry of stale.values()) {
      await this.remove(entry);
      this.assets.delete(entry.path);
    }
    return this.sharedFiles();
  }

  private sharedFiles(): AssetEntry[] {
    return [...this.assets.values()].filter(isShared);
  }

  /**
   * Removes documents of earlier runs. A document that somebody replaced is left.
   *
   * @param keep true for the paths of documents to keep
   * @returns the number of removed documents
   */
  async prune(keep: (path: string) => boolean): Promise<number> {
    let removed = 0;
    for (const entry of [...this.documents.values()].filter(({ path }) => !keep(path))) {
      if (await this.remove(entry)) removed += 1;
      this.documents.delete(entry.path);
    }
    return removed;
  }

  /** Writes the manifest; the last step of a run. */
  async close(): Promise<void> {
    await this.writeManifest();
    await this.discard();
  }

  private async writeManifest(): Promise<void> {
    const sorted = <T extends { path: string }>(entries: Map<string, T>): T[] =>
      [...entries.values()].sort((a, b) => compareText(a.path, b.path));
    const entries = { documents: sorted(this.documents), assets: sorted(this.assets) };
    const manifest: Manifest = this.isPublic ? { public: true, ...entries } : entries;
    await this.put(documentOf('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`));
  }

  /** Returns the files in the folder that no run wrote, but for those whose names begin with a dot. */
  strangers(): string[] {
    const own = new Set([...this.documents.keys(), ...this.assets.keys(), 'manifest.json']);
    return readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter(entry => !entry.isDirectory())
      .map(({ parentPath, name }) => relative(this.root, join(parentPath, name)).split(sep).join('/'))
      .filter(path => !own.has(path) && !path.split('/').some(step => step.startsWith('.')))
      .sort(compareText);
  }

  /** Removes unfinished files. */
  async discard(): Promise<void> {
    await removeScratch(this.temporary);
  }

  private hasFile({ path, sha256, bytes }: AssetEntry): boolean {
    const target = join(this.root, path);
    return readable(() =>
      lstatSync(target).size === bytes && sha256Of(readRegularFile(target, MAX_BYTES)) === sha256) ?? false;
  }

  private async put({ path, sha256, bytes }: Document): Promise<{ written: Written; size: number }> {
    const target = join(this.root, path);
    return cannotWrite(target, async () => {
      await this.makeFolder(dirname(target));
      const previous = lstatSync(target, { throwIfNoEntry: false });
      if (previous?.isDirectory()) throw new UserError(`${target} 是一个文件夹，不能写成文件`, '删去或改名这个文件夹');
      if (previous && this.hasFile({ path, sha256, bytes: previous.size })) return { written: 'unchanged', size: previous.size };
      const next = await bytes();
      await this.writeInto(dirname(target), () => writeWhole(target, next, { temporary: this.temporaryFile() }));
      return { written: previous?.isFile() ? 'updated' : 'created', size: next.length };
    });
  }

  private temporaryFile(): string {
    return join(this.temporary, String((this.counter += 1)));
  }

  /** Another run that removes documents may have removed the empty folder in the meantime: once more then. */
  private async writeInto(folder: string, write: () => void): Promise<void> {
    try {
      write();
    } catch (error) {
      if (!isSystemError(error, 'ENOENT')) throw error;
      this.folders.clear();
      await this.makeFolder(folder);
      write();
    }
  }

  private makeFolder(folder: string): Promise<void> {
    let made = this.folders.get(folder);
    if (!made) this.folders.set(folder, (made = this.makeSafeFolder(folder)));
    return made;
  }

  /** Creates the folders below the root. Each must be a real folder: a link could lead anywhere. */
  private async makeSafeFolder(folder: string): Promise<void> {
    if (folder === this.root) return;
    await this.makeFolder(dirname(folder));
    await mkdir(folder).catch((error: unknown) => {
      if (!isSystemError(error, 'EEXIST')) throw error;
    });
    const found = await lstat(folder);
    if (!found.isDirectory()) {
      throw new UserError(`${folder} 不是真正的文件夹（是链接或文件）`, '删去它再运行；jixiao 不写到 out 之外');
    }
  }

  /** Removes a file if it is unchanged since a run wrote it; another run, or a person, may replace it at any time. */
  private async remove(entry: AssetEntry): Promise<boolean> {
    const target = join(this.root, entry.path);
    for (let folder = dirname(target); folder !== this.root; folder = dirname(folder)) {
      const found = await lstat(folder).catch(() => undefined);
      if (!found?.isDirectory()) return false;
    }
    if (!this.hasFile(entry)) return false;
    const removed = await cannotWrite(target, () => Promise.resolve(this.takeAway(target, entry.sha256)));
    for (let folder = dirname(target); folder !== this.root; folder = dirname(folder)) {
      if (!(await rmdir(folder).then(() => true, () => false))) break;
    }
    return removed;
  }

  /** Moves the file away and checks it: a file that was put there in the meantime is put back. */
  private takeAway(target: string, expected: string): boolean {
    const taken = this.temporaryFile();
    try {
      renameSync(target, taken);
    } catch (error) {
      if (isSystemError(error, 'ENOENT')) return false; // another run removed it first
      throw error;
    }
    if (sha256Of(readFileSync(taken)) === expected) return true;
    try {
      linkSync(taken, target);
    } catch (error) {
      // A newer file may be there already; on a disk without hard links the file is renamed.
      if (!isSystemError(error, 'EEXIST')) renameSync(taken, target);
    }
    return false;
  }
}
