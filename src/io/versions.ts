import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { type Version, WORKING_TREE } from '../model/change.js';
import type { Inputs } from '../model/inputs.js';
import { Git } from './git.js';
import { type Found, inputsOf, noData } from './inputs.js';

/** A file of one version. */
interface VersionedFile {
  path: string;
  kind: Found['kind'];
  /** Of its blob; `undefined` for a file that is only on disk so far. */
  id: string | undefined;
}

type Tree = ReadonlyMap<string, VersionedFile>;

/** One version, as much of it as was asked for. */
export interface Snapshot {
  inputs: Inputs;
  /** Text of each schema file that is there, by its path, e.g. `schemas/project.schema.json`. */
  schemas: ReadonlyMap<string, string>;
}

/** Two versions of the folders `data/` and `schemas/`, read from git without touching the checkout. */
export class Versions {
  private constructor(
    readonly base: Version,
    readonly head: Version,
    /** Paths of what differs, before and after. */
    readonly changed: ReadonlySet<string>,
    /** Files that git takes for renamed: path before → after. */
    readonly renames: ReadonlyMap<string, string>,
    private readonly root: string,
    private readonly git: Git,
    private readonly before: Tree,
    private readonly after: Tree,
  ) {}

  /**
   * @param root the folder with `data/`, in a checkout
   * @param base a version, or both as `BASE..HEAD` or `BASE...HEAD` (from their merge base); without it the merge
   *   base of the main branch and HEAD
   * @param head without it the files on disk
   * @throws UserError when this is no checkout, a version is not there, or neither has a data/ folder
   */
  static async open(root: string, base: string | undefined, head: string | undefined): Promise<Versions> {
    const git = await Git.open(root);
    const [from, to] = await resolveBoth(git, base, head);
    const before = await readTree(git, from.commit ?? '');
    const raw = await git.run([
      'diff', '--raw', '-z', '-M', '--no-abbrev', '--no-relative', '--no-ext-diff', '--no-textconv', '--no-color',
      '--ignore-submodules=dirty', from.commit ?? '', ...(to.commit ? [to.commit] : []), '--', 'data', 'schemas',
    ]);
    const { after, changed, renames } = applyRaw(raw.toString(), before, git.prefix);
    if (!to.commit) {
      await addUntracked(git, root, after, changed);
      await leaveOutEqual(git, before, after, changed);
    }
    if (![...before.keys(), ...after.keys()].some(path => path.startsWith('data/'))) throw noData(join(root, 'data'));
    return new Versions(from, to, changed, renames, root, git, before, after);
  }

  /** Paths of the files that are there, before or after. */
  paths(): Set<string> {
    return new Set([...this.before.keys(), ...this.after.keys()]);
  }

  /** @param isWanted which files of `data/` to read */
  async read(isWanted: (path: string) => boolean): Promise<{ before: Snapshot; after: Snapshot }> {
    const [before, after] = [this.before, this.after].map(tree =>
      [...tree.values()].filter(({ path }) => path.startsWith('schemas/') || isWanted(path)));
    const files = [...before ?? [], ...after ?? []].filter(({ kind, path }) => kind === 'file' && isText(path));
    const blobs = await this.git.blobs([...new Set(files.flatMap(({ id }) => id ?? []))]);
    const bytesOf = ({ id, path }: VersionedFile): Uint8Array =>
      (id === undefined ? readFileSync(join(this.root, path)) : blobs.get(id)) ?? new Uint8Array();
    return { before: snapshot(before ?? [], bytesOf), after: snapshot(after ?? [], bytesOf) };
  }
}

function isText(path: string): boolean {
  return /\.(yaml|json)$/i.test(path);
}

function snapshot(files: readonly VersionedFile[], bytesOf: (file: VersionedFile) => Uint8Array): Snapshot {
  const data = files.filter(({ path }) => path.startsWith('data/'));
  const schemas = files.filter(({ path, kind }) => kind === 'file' && /^schemas\/[^/]*\.json$/.test(path));
  return {
    inputs: inputsOf(data.map(file => ({ path: file.path, kind: file.kind, read: () => bytesOf(file) }))),
    schemas: new Map(schemas.map(file => [file.path, new TextDecoder().decode(bytesOf(file))])),
  };
}

async function resolveBoth(git: Git, base?: string, head?: string): Promise<[Version, Version]> {
  const [, from = '', dots = '', to = ''] = base?.match(/^(.*?)(\.\.\.?)(.*)$/s) ?? [];
  const version = async (name: string): Promise<Version> => ({ name, commit: await git.resolve(name) });
  const ancestor = async (one: string, other: string): Promise<Version> => {
    const commit = await git.mergeBase(one, other);
    return { name: commit.slice(0, 12), commit };
  };
  if (dots && head === undefined) {
    const [one, other] = [from || 'HEAD', to || 'HEAD'];
    return [dots === '...' ? await ancestor(one, other) : await version(one), await version(other)];
  }
  return [
    base === undefined ? await ancestor(await git.mainBranch(), 'HEAD') : await version(base),
    head === undefined ? { name: WORKING_TREE, commit: null } : await version(head),
  ];
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

/** The tree after, from the tree before and what `git diff --raw -z` says. */
function applyRaw(raw: string, before: Tree, prefix: string) {
  const after = new Map(before);
  const changed = new Set<string>();
  const renames = new Map<string, string>();
  const fields = raw.split('\0').values();
  for (const field of fields) {
    if (!field) break;
    const [, mode = '', , id = '', status = ''] = field.split(' ');
    const from = fields.next().value?.slice(prefix.length) ?? '';
    const to = /^[RC]/.test(status) ? fields.next().value?.slice(prefix.length) ?? '' : from;
    changed.add(from).add(to);
    if (status.startsWith('R')) renames.set(from, to);
    if (status.startsWith('R') || status === 'D') after.delete(from);
    if (status !== 'D') after.set(to, { path: to, kind: kindOf(mode), id: /^0+$/.test(id) ? undefined : id });
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
    if (!found) after.delete(file.path);
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
