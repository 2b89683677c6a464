import { lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, realpath, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { compareText } from '../model/diagnostic.js';
import { type Document, documentOf, type ManifestEntry, sha256Of } from '../model/document.js';
import { UserError } from '../model/user-error.js';

export type Written = 'created' | 'updated' | 'unchanged';

/** A file of ours that belongs to no form: style and fonts of the HTML. */
export type AssetEntry = Pick<ManifestEntry, 'path' | 'sha256' | 'bytes'>;

interface Manifest {
  documents: ManifestEntry[];
  assets: AssetEntry[];
}

const TEMPORARY = '.jixiao-';

/**
 * The folder of results. Files are written to a temporary name and renamed: whatever happens, a file there is whole,
 * the old or the new. Equal files stay untouched. Files are small and many: one after the other, without waiting for
 * threads, takes a third of the time. Nothing outside the folder is written or removed, not through links
 * either, and files there that the manifest does not name are left alone.
 */
export class Output {
  private readonly documents = new Map<string, ManifestEntry>();
  private readonly assets = new Map<string, AssetEntry>();
  private readonly folders = new Map<string, Promise<void>>();
  private readonly temporary: string;
  private counter = 0;

  private constructor(
    /** Real path of the folder. */
    private readonly root: string,
    previous: Manifest,
  ) {
    for (const entry of previous.documents) this.documents.set(entry.path, entry);
    for (const entry of previous.assets) this.assets.set(entry.path, entry);
    this.temporary = join(root, `${TEMPORARY}${process.pid}`);
  }

  /** @throws UserError when the folder cannot be written */
  static async open(folder: string): Promise<Output> {
    return cannotWrite(folder, async () => {
      await mkdir(folder, { recursive: true });
      const root = await realpath(folder);
      await removeLeftovers(root);
      const output = new Output(root, await readManifest(root));
      await mkdir(output.temporary, { recursive: true });
      return output;
    });
  }

  /** Writes a document and notes it for the manifest. */
  async write(document: Document, entry: Omit<ManifestEntry, 'sha256' | 'bytes'>): Promise<Written> {
    const { written, size } = await this.put(document);
    this.documents.set(entry.path, { ...entry, sha256: document.sha256, bytes: size });
    return written;
  }

  /** Whether these documents are there, byte by byte. They are in the manifest then. */
  has(entries: readonly ManifestEntry[]): boolean {
    if (!entries.every(({ path, sha256 }) => this.hasFile(path, sha256))) return false;
    for (const entry of entries) this.documents.set(entry.path, entry);
    return true;
  }

  /** The same for what the HTML pages share. */
  hasAssets(assets: readonly AssetEntry[]): boolean {
    const isSame = this.assets.size === assets.length && assets.every(({ path }) => this.assets.has(path));
    return isSame && assets.every(({ path, sha256 }) => this.hasFile(path, sha256));
  }

  /** What the manifest says of a document. */
  entry(path: string): ManifestEntry | undefined {
    return this.documents.get(path);
  }

  /** What the manifest names, documents of earlier runs too. */
  entries(): ManifestEntry[] {
    return [...this.documents.values()];
  }

  /** Writes what the HTML pages share, and removes what they no longer do. */
  async writeAssets(assets: readonly Document[]): Promise<AssetEntry[]> {
    const stale = new Map(this.assets);
    for (const asset of assets) {
      const { size } = await this.put(asset);
      this.assets.set(asset.path, { path: asset.path, sha256: asset.sha256, bytes: size });
      stale.delete(asset.path);
    }
    for (const entry of stale.values()) {
      await this.remove(entry);
      this.assets.delete(entry.path);
    }
    return [...this.assets.values()];
  }

  /**
   * Removes documents of earlier runs that are not to be kept. One that somebody replaced since is left.
   *
   * @returns how many were removed
   */
  async prune(keep: (path: string) => boolean): Promise<number> {
    let removed = 0;
    for (const entry of [...this.documents.values()].filter(({ path }) => !keep(path))) {
      if (await this.remove(entry)) removed += 1;
      this.documents.delete(entry.path);
    }
    return removed;
  }

  /** Writes the manifest; the last thing a run does. */
  async close(): Promise<void> {
    const sorted = <T extends { path: string }>(entries: Map<string, T>): T[] =>
      [...entries.values()].sort((a, b) => compareText(a.path, b.path));
    const manifest: Manifest = { documents: sorted(this.documents), assets: sorted(this.assets) };
    await this.put(documentOf('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`));
    await this.discard();
  }

  /** Removes what is not finished. */
  async discard(): Promise<void> {
    await rm(this.temporary, { recursive: true, force: true });
  }

  private hasFile(path: string, expected: string): boolean {
    try {
      const target = join(this.root, path);
      return lstatSync(target).isFile() && sha256Of(readFileSync(target)) === expected;
    } catch {
      return false;
    }
  }

  private async put({ path, sha256, bytes }: Document): Promise<{ written: Written; size: number }> {
    const target = join(this.root, path);
    return cannotWrite(target, async () => {
      await this.makeFolder(dirname(target));
      const previous = readIfFile(target);
      if (previous && sha256Of(previous) === sha256) return { written: 'unchanged', size: previous.length };
      const next = await bytes();
      const temporary = join(this.temporary, String((this.counter += 1)));
      writeFileSync(temporary, next);
      renameSync(temporary, target);
      return { written: previous ? 'updated' : 'created', size: next.length };
    });
  }

  private makeFolder(folder: string): Promise<void> {
    let made = this.folders.get(folder);
    if (!made) this.folders.set(folder, (made = this.makeSafeFolder(folder)));
    return made;
  }

  /** Each step below the root must be a real folder: a link could lead anywhere. */
  private async makeSafeFolder(folder: string): Promise<void> {
    if (folder === this.root) return;
    await this.makeFolder(dirname(folder));
    await mkdir(folder).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
    const found = await lstat(folder);
    if (!found.isDirectory()) {
      throw new UserError(`${folder} 不是真正的文件夹（是链接或文件）`, '删去它再运行；jixiao 不写到 out 之外');
    }
  }

  private async remove({ path, sha256: expected }: AssetEntry): Promise<boolean> {
    const target = join(this.root, path);
    const inside = relative(this.root, target);
    if (!inside || inside.startsWith('..')) return false;
    for (let folder = dirname(target); folder !== this.root; folder = dirname(folder)) {
      const found = await lstat(folder).catch(() => undefined);
      if (!found?.isDirectory()) return false;
    }
    const bytes = readIfFile(target);
    if (!bytes || sha256Of(bytes) !== expected) return false;
    await cannotWrite(target, () => unlink(target));
    for (let folder = dirname(target); folder !== this.root; folder = dirname(folder)) {
      if (!(await rmdir(folder).then(() => true, () => false))) break;
    }
    return true;
  }
}

/** The bytes of a regular file; `undefined` for nothing, a link or a folder. */
function readIfFile(path: string): Buffer | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new UserError(`${path} 是一个文件夹，不能写成文件`, '删去或改名这个文件夹');
  return found?.isFile() ? readFileSync(path) : undefined;
}

/** A manifest that is not there or damaged counts as none: then nothing is removed. */
async function readManifest(root: string): Promise<Manifest> {
  try {
    const read = JSON.parse(await readFile(join(root, 'manifest.json'), 'utf8')) as Partial<Manifest>;
    const isEntry = (entry: unknown): boolean => {
      const { path, sha256: hash } = (entry ?? {}) as Partial<AssetEntry>;
      return typeof path === 'string' && typeof hash === 'string' && !path.split(/[\\/]/).includes('..');
    };
    return { documents: (read.documents ?? []).filter(isEntry), assets: (read.assets ?? []).filter(isEntry) };
  } catch {
    return { documents: [], assets: [] };
  }
}

/** Temporary folders of runs that were killed. */
async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(TEMPORARY)) continue;
    const pid = Number(name.slice(TEMPORARY.length));
    if (!Number.isInteger(pid) || pid <= 0 || isRunning(pid)) continue;
    await rm(join(root, name), { recursive: true, force: true });
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

const REASONS: Record<string, string> = {
  ENOSPC: '磁盘满了：腾出空间再运行',
  EDQUOT: '磁盘配额用完了：腾出空间再运行',
  EFBIG: '文件超过了允许的大小：检查磁盘配额或 ulimit -f',
  EACCES: '没有写入权限：改文件夹的权限，或用 --out 换一个文件夹',
  EPERM: '没有写入权限：改文件夹的权限，或用 --out 换一个文件夹',
  EROFS: '磁盘是只读的：用 --out 换一个文件夹',
  ENOTDIR: '路径中有一段不是文件夹：用 --out 换一个文件夹',
  EEXIST: '同名的不是文件夹：改名，或用 --out 换一个文件夹',
};

async function cannotWrite<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof UserError || !code) throw error;
    throw new UserError(`写不了 ${path.split(sep).join('/')}（${code}）`, REASONS[code] ?? message, { cause: error });
  }
}
