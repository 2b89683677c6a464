import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { Git } from './git.js';
import { must } from '../../model/must.js';
import { UserError } from '../../model/user-error.js';
import { type Found, walk } from '../inputs/walk.js';

/** A file of one version. */
export interface VersionedFile {
  path: string;
  kind: Found['kind'];
  /** The id of its blob; `undefined` for a file that exists only on disk. */
  id: string | undefined;
}

export type Tree = ReadonlyMap<string, VersionedFile>;

/** The files of two versions, by path. */
export interface Trees {
  before: Tree;
  after: Tree;
  /** Paths of all differing files, before and after. */
  changed: Set<string>;
  /** Files that git detected as renamed: path before → path after. */
  renames: Map<string, string>;
}

/**
 * Returns the files in `data/` and `schemas/` of two versions.
 *
 * @param base id of a commit
 * @param head likewise; `null` for the files on disk
 */
export async function readTrees(git: Git, root: string, base: string, head: string | null): Promise<Trees> {
  const before = await readTree(git, base, ['data', 'schemas']);
  const raw = await git.run([
    'diff', '--raw', '-z', '-M', '--no-abbrev', '--no-relative', '--no-ext-diff', '--no-textconv', '--no-color',
    '--ignore-submodules=dirty', base, ...(head === null ? [] : [head]), '--', 'data', 'schemas',
  ]);
  const trees = applyRaw(raw.toString(), before, git.prefix, head === null);
  if (head === null) {
    refuseUnreadable(root);
    await addUntracked(git, root, trees.after, trees.changed);
    await leaveOutEqual(git, before, trees.after, trees.changed);
  }
  return { before, ...trees };
}

/** Checks for unreadable folders, because git reports their files as deleted. @throws UserError for such a folder */
function refuseUnreadable(root: string): void {
  for (const { path, kind, reason } of ['data', 'schemas'].flatMap(folder => walk(root, folder))) {
    if (kind === 'unreadable') throw new UserError(`读不了 ${path}：${reason ?? ''}`, '改好权限再运行');
  }
}

/** Returns the files in some folders of a commit. */
export async function readTree(git: Git, commit: string, folders: readonly string[]): Promise<Tree> {
  const places = folders.map(folder => git.prefix + folder);
  const listing = (await git.run(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...places])).toString();
  return new Map(listing.split('\0').filter(Boolean).map((line) => {
    const [mode = '', , id] = line.split(/[ \t]/, 3);
    const path = line.slice(line.indexOf('\t') + 1 + git.prefix.length);
    return [path, { path, kind: kindOf(mode), id }];
  }));
}

function kindOf(mode: string): Found['kind'] {
  if (mode === '120000') return 'link';
  if (mode === '160000') return 'submodule';
  return mode.startsWith('100') ? 'file' : 'other';
}

/**
 * Returns the tree after, from the tree before and the output of `git diff --raw -z`.
 *
 * @param isOnDisk true when the tree after is on disk: the id of a renamed file is of no object yet
 */
function applyRaw(raw: string, before: Tree, prefix: string, isOnDisk: boolean) {
  const after = new Map(before);
  const changed = new Set<string>();
  const renames = new Map<string, string>();
  const fields = raw.split('\0').values();
  for (const field of fields) {
    if (!field) break;
    const [, mode = '', , id = '', status = ''] = field.split(' ');
    const nextPath = (): string => must(fields.next().value, 'a path').slice(prefix.length);
    const from = nextPath();
    const to = /^[RC]/.test(status) ? nextPath() : from;
    changed.add(from).add(to);
    if (status.startsWith('R')) renames.set(from, to);
    if (status.startsWith('R') || status === 'D') after.delete(from);
    if (status !== 'D') after.set(to, { path: to, kind: kindOf(mode), id: isOnDisk || /^0+$/.test(id) ? undefined : id });
  }
  return { after, changed, renames };
}

/** Adds files that git does not track, including ignored ones: a build uses them too. */
async function addUntracked(git: Git, root: string, after: Map<string, VersionedFile>, changed: Set<string>) {
  const listing = (await git.run(['ls-files', '--others', '--full-name', '-z', '--', 'data', 'schemas'])).toString();
  for (const line of listing.split('\0').filter(Boolean)) {
    const path = line.slice(git.prefix.length).replace(/\/$/, '');
    after.set(path, { path, kind: line.endsWith('/') ? 'submodule' : 'other', id: undefined });
    changed.add(path);
  }
  for (const file of after.values()) {
    if (file.id !== undefined) continue;
    // For a file in conflict git does not report the type; it may also be deleted.
    const found = lstatSync(join(root, file.path), { throwIfNoEntry: false });
    // A name that is not UTF-8 cannot be looked up as text.
    if (!found && !file.path.includes('\uFFFD')) after.delete(file.path);
    else if (!found) after.set(file.path, { ...file, kind: 'other' });
    else if (!found.isDirectory()) after.set(file.path, { ...file, kind: kindOnDisk(found) });
  }
}

/** Removes files that git reports as changed only because of their time, e.g. in a copied folder. */
async function leaveOutEqual(git: Git, before: Tree, after: Map<string, VersionedFile>, changed: Set<string>) {
  const paths = [...after.values()]
    .filter(({ path, kind, id }) => id === undefined && kind === 'file' && before.get(path)?.kind === 'file')
    .map(({ path }) => path)
    .filter(path => !/[\n\r"]/.test(path));
  if (!paths.length) return;
  const top = git.prefix.replace(/[^/]+/g, '..') || '.';
  const lines = paths.map(path => `${git.prefix}${path}\n`).join('');
  const ids = (await git.run(['-C', top, 'hash-object', '--stdin-paths'], lines)).toString().split('\n');
  paths.forEach((path, index) => {
    const old = before.get(path);
    if (!old || old.id !== ids[index]) return;
    after.set(path, old);
    changed.delete(path);
  });
}

function kindOnDisk(found: Stats): Found['kind'] {
  return found.isSymbolicLink() ? 'link' : found.isFile() ? 'file' : 'other';
}
