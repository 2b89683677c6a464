import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { append } from '../../model/append.js';
import { groupBy } from '../../model/group-by.js';
import { departmentOf } from '../../model/inputs.js';
import { must } from '../../model/must.js';
import type { CommitName } from '../../model/verdict.js';
import { Git } from './git.js';
import { readTree } from './trees.js';

/** A file of the history that has a certain content. */
export interface Held {
  /** Relative to the root. */
  path: string;
  /** The id of its blob. */
  blob: string;
}

export interface State {
  /** The newest commit in which a document would be made of these files. */
  commit: CommitName;
  /** The version to make it from: equal files, and the same for many documents. */
  version: string;
}

/** A file of the history, with the states of its department that have it. */
export interface Found extends Held {
  states: State[];
}

/** The folders that a document is made of, besides its department and its scheme. */
const FOLDERS = ['schemas', 'templates'];

/** More versions of one form than anybody will rebuild; the newest are tried. */
const MAX_STATES = 20;

/** The whole history of a repository, of all branches and tags. It only reads. */
export class History {
  private constructor(private readonly git: Git, private readonly algorithm: 'sha1' | 'sha256') {}

  /** @throws UserError when the folder is in no checkout */
  static async open(root: string): Promise<History> {
    const git = await Git.open(root);
    const format = (await git.run(['rev-parse', '--show-object-format'])).toString().trim();
    return new History(git, format === 'sha256' ? 'sha256' : 'sha1');
  }

  /** Returns the ids that the content of a file may have: git may have changed its line ends. */
  idsOf(bytes: Uint8Array): string[] {
    const text = Buffer.from(bytes);
    const unix = Buffer.from(text.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    return [...new Set([text, unix].map(content =>
      createHash(this.algorithm).update(`blob ${content.length}\0`).update(content).digest('hex')))];
  }

  /** Returns the files of `data/`, in any commit, that have one of some contents, and the states that have them. */
  async find(ids: ReadonlySet<string>): Promise<Found[]> {
    const found: Found[] = [];
    // One department after the other: an archive has thousands of files, and git would run as often at once.
    for (const held of groupBy(await this.holders(ids), ({ path }) => departmentOf(path)).values()) {
      append(found, await this.statesOf(held));
    }
    return found;
  }

  private async holders(ids: ReadonlySet<string>): Promise<Held[]> {
    const log = await this.git.run([
      // A merge is compared with its first parent, or what was only written by merging would be missing.
      'log', '--all', '--full-history', '--diff-merges=first-parent', '--no-renames', '--raw', '--no-abbrev', '-z', '--format=',
      '--', `${this.git.prefix}data`,
    ]);
    const held = new Map<string, Held>();
    const fields = log.toString().split('\0').values();
    for (const field of fields) {
      const match = /^\n?:\d+ \d+ \S+ (\S+) \S+$/.exec(field);
      if (!match) continue;
      const path = must(fields.next().value, 'a path').slice(this.git.prefix.length);
      const blob = match[1] ?? '';
      if (ids.has(blob)) held.set(`${blob} ${path}`, { path, blob });
    }
    return [...held.values()];
  }

  /**
   * Returns the states of a department in which it has each of some of its files, the newest first: its folder, its
   * scheme, schemas and templates together.
   *
   * @param held files of one department, in one year
   */
  private async statesOf(held: readonly Held[]): Promise<Found[]> {
    const steps = must(held[0], 'a file').path.split('/');
    const places = [steps.slice(0, 3).join('/'), `${steps.slice(0, 2).join('/')}/scheme.yaml`, ...FOLDERS];
    const log = await this.git.run([
      'log', '--all', 'HEAD', '--full-history', '--date-order', '-z', '--date=format:%Y-%m-%d', '--format=%H%n%ad%n%s',
      '--', ...places.map(place => this.git.prefix + place),
    ]);
    const commits = log.toString().split('\0').filter(Boolean).map((entry): CommitName => {
      const [id = '', date = '', subject = ''] = entry.split('\n');
      return { id, date, subject };
    });
    const paths = [...new Set(held.map(({ path }) => path))];
    const at = await this.idsAt([await this.git.resolve('HEAD'), ...commits.map(({ id }) => id)], [...places, ...paths]);
    const [head, ...keys] = at.map(ids => ids.slice(0, places.length).join(' '));
    return held.map(({ path, blob }) => {
      const column = places.length + paths.indexOf(path);
      const holding = commits.flatMap((commit, index) =>
        (at[index + 1]?.[column] === blob ? [{ commit, key: keys[index] ?? '' }] : []));
      const states = [...groupBy(holding, ({ key }) => key)].slice(0, MAX_STATES).map(([key, [newest]]): State => {
        const { commit } = must(newest, 'a commit');
        // Most files are still there: then one version serves them all.
        return { commit, version: key === head ? 'HEAD' : commit.id };
      });
      return { path, blob, states };
    });
  }

  /** Writes the regular files of `data/`, `schemas/` and `templates/` of a commit below a folder. */
  async checkOut(commit: string, folder: string): Promise<void> {
    const tree = await readTree(this.git, commit, ['data', ...FOLDERS]);
    const files = [...tree.values()].flatMap(({ kind, path, id }) => (kind === 'file' && id !== undefined ? [{ path, id }] : []));
    const blobs = await this.git.blobs([...new Set(files.map(({ id }) => id))]);
    for (const { id, path } of files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, must(blobs.get(id), path));
    }
  }

  /** Returns the ids of files and folders, for each commit in the order of the places; `''` where there is none. */
  private async idsAt(commits: readonly string[], places: readonly string[]): Promise<string[][]> {
    const names = commits.flatMap(commit => places.map(place => `${commit}:${this.git.prefix}${place}`));
    const answers = await this.git.run(['cat-file', '--batch-check=%(objectname)'], names.map(name => `${name}\n`).join(''));
    const ids = answers.toString().split('\n').map(line => (/^[\da-f]+$/.test(line) ? line : ''));
    return commits.map((_, index) => ids.slice(index * places.length, (index + 1) * places.length));
  }
}
