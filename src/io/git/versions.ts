import { join } from 'node:path';
import { type Version, WORKING_TREE } from '../../model/change.js';
import type { Inputs, KindsOf } from '../../model/inputs.js';
import { must } from '../../model/must.js';
import { Git } from './git.js';
import { inputsOf, MAX_BYTES, noData } from '../inputs/inputs.js';
import { UserError } from '../../model/user-error.js';
import { readRegularFile, whyUnreadable } from '../inputs/read-file.js';
import { readTrees, type Tree, type VersionedFile } from './trees.js';

/** A version with the files that were requested. */
export interface Snapshot {
  /** @param kindsOf returns the kinds of forms of a department, by the schemas of the version */
  inputs: (kindsOf: KindsOf) => Inputs;
  /** The text of each schema file, by path, e.g. `schemas/shapingba/project.schema.json`. */
  schemas: ReadonlyMap<string, string>;
}

/** Two versions of the folders `data/` and `schemas/`, read from git without changing the checkout. */
export class Versions {
  private constructor(
    readonly base: Version,
    readonly head: Version,
    /** Paths of all differing files, before and after. */
    readonly changed: ReadonlySet<string>,
    /** Files that git detected as renamed: path before → path after. */
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
    const { before, after, changed, renames } = await readTrees(git, root, must(from.commit, 'the commit before'), to.commit);
    if (![...before.keys(), ...after.keys()].some(path => path.startsWith('data/'))) throw noData(join(root, 'data'));
    return new Versions(from, to, changed, renames, root, git, before, after);
  }

  /** Returns the paths of the files of both versions. */
  paths(): Set<string> {
    return new Set([...this.before.keys(), ...this.after.keys()]);
  }

  /** Reads both versions. @param isWanted true for the files of `data/` to read */
  async read(isWanted: (path: string) => boolean): Promise<{ before: Snapshot; after: Snapshot }> {
    const filesOf = (tree: Tree): VersionedFile[] =>
      [...tree.values()].filter(({ path }) => path.startsWith('schemas/') || isWanted(path));
    const [before, after] = [filesOf(this.before), filesOf(this.after)];
    const files = [...before, ...after].filter(({ kind, path }) => kind === 'file' && isText(path));
    const blobs = await this.git.blobs([...new Set(files.flatMap(({ id }) => id ?? []))]);
    const bytesOf = ({ id, path }: VersionedFile): Uint8Array =>
      id === undefined ? readRegularFile(join(this.root, path), MAX_BYTES) : must(blobs.get(id), path);
    return { before: snapshot(before, bytesOf), after: snapshot(after, bytesOf) };
  }
}

function isText(path: string): boolean {
  return /\.(yaml|json)$/i.test(path);
}

function snapshot(files: readonly VersionedFile[], bytesOf: (file: VersionedFile) => Uint8Array): Snapshot {
  const data = files.filter(({ path }) => path.startsWith('data/'));
  const byPath = new Map(data.map(file => [file.path, file]));
  const schemas = files.filter(({ path, kind }) => kind === 'file' && /^schemas\/.*\.json$/.test(path));
  return {
    inputs: kindsOf => inputsOf(data, path => bytesOf(must(byPath.get(path), path)), kindsOf),
    schemas: new Map(schemas.map(file => [file.path, readSchemaText(file, bytesOf)])),
  };
}

function readSchemaText(file: VersionedFile, bytesOf: (file: VersionedFile) => Uint8Array): string {
  try {
    return new TextDecoder().decode(bytesOf(file));
  } catch (error) {
    throw new UserError(`读不了 ${file.path}：${whyUnreadable(error)}`, '换成可以读的普通文件再运行', { cause: error });
  }
}

async function resolveBoth(git: Git, base?: string, head?: string): Promise<[Version, Version]> {
  const [, from = '', dots = '', to = ''] = base?.match(/^(.*?)(\.\.\.?)(.*)/s) ?? [];
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
