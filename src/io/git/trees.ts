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
  /** Of its blob; `undefined` for a file that is only on disk so far. */
  id: string | undefined;
}

export type Tree = ReadonlyMap<string, VersionedFile>;

/** The files of two versions, by path. */
export interface Trees {
  before: Tree;
  after: Tree;
  /** Paths of what differs, before and after. */
  changed: Set<string>;
  /** Files that git takes for renamed: path before → after. */
  renames: Map<string, string>;
}

/**
 * What is in `data/` and `schemas/`.
 *
 * @param base id of a commit
 * @param head likewise; `null` for the files on disk
 */
export async function readTrees(git: Git, root: string, base: string, head: string | null): Promise<Trees> {
  const before = await readTree(git, base);
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

/** git takes what it cannot look at for deleted. @throws UserError for a folder that cannot be read */
function refuseUnreadable(root: string): void {
  for (const { path, kind, reason } of ['data', 'schemas'].flatMap(folder => walk(root, folder))) {
    if (kind === 'unreadable') throw new UserError(`读不了 ${path}：${reason ?? ''}`, '改好权限再运行');
  }
}

async function readTree(git: Git, commit: string): Promise<Tree> {
  const folders = ['data', 'schemas'].map(folder => git.prefix + folder);
  const listing = (await git.run(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...folders])).toString();
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
 * The tree after, from the tree before and what `git diff --raw -z` says.
 *
 * @param isOnDisk the tree after is the files on disk: the id of a renamed one is of no object yet
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

/** Files that git does not know yet, also those it is told to ignore: they are built all the same. */
async function addUntracked(git: Git, root: string, after: Map<string, VersionedFile>, changed: Set<string>) {
  const listing = (await git.run(['ls-files', '--others', '--full-name', '-z', '--', 'data', 'schemas'])).toString();
  for (const line of listing.split('\0').filter(Boolean)) {
    const path = line.slice(git.prefix.length).replace(/\/$/, '');
    after.set(path, { path, kind: line.endsWith('/') ? 'submodule' : 'other', id: undefined });
    changed.add(path);
  }
  for (const file of after.values()) {
    if (file.id !== undefined) continue;
    // In a conflict git does not say what it is; it may also have gone in the meantime.
    const found = lstatSync(join(root, file.path), { throwIfNoEntry: false });
    // A name that is not UTF-8 is not found by its text.
    if (!found && !file.path.includes('\uFFFD')) after.delete(file.path);
    else if (!found) after.set(file.path, { ...file, kind: 'other' });
    else if (!found.isDirectory()) after.set(file.path, { ...file, kind: kindOnDisk(found) });
  }
}

/** Files that git only takes for changed because of their time: those of a copied folder, for instance. */
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
