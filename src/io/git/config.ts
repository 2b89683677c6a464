import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from '../../model/user-error.js';
import { writeWhole } from '../output/write-whole.js';
import { isSystemError } from '../system-error.js';
import { type Outcome, runGit } from './run.js';

/** A checkout: the main one or a linked worktree. */
export interface Checkout {
  /** Its root folder. */
  top: string;
  /** The path from there to the given folder: empty, or with `/` at the end. */
  prefix: string;
  /** The attributes file outside of the repository, shared by linked worktrees. */
  attributes: string;
}

/** @throws UserError when the folder is in no checkout, or git is missing or refuses */
export async function checkoutOf(folder: string): Promise<Checkout> {
  const args = ['rev-parse', '--show-toplevel', '--show-prefix', '--git-path', 'info/attributes'];
  const { stdout } = await git(folder, args);
  const [top = '', prefix = '', attributes = ''] = stdout.toString().split('\n');
  return { top, prefix, attributes: resolve(folder, attributes) };
}

/** Sets what git does in this clone; what is set already is replaced. */
export async function setConfig(folder: string, entries: Readonly<Record<string, string>>): Promise<void> {
  for (const [key, value] of Object.entries(entries)) await git(folder, ['config', '--local', '--replace-all', key, value]);
}

/** Returns what is set in this clone; undefined for nothing. */
export async function configValue(folder: string, key: string): Promise<string | undefined> {
  const NOT_THERE = 1;
  const { code, stdout } = await git(folder, ['config', '--local', '--get', key], [NOT_THERE]);
  return code === NOT_THERE ? undefined : stdout.toString().trim();
}

/** Takes out what is set in this clone. */
export async function unsetConfig(folder: string, keys: readonly string[]): Promise<void> {
  const NOT_THERE = 5;
  for (const key of keys) await git(folder, ['config', '--local', '--unset-all', key], [NOT_THERE]);
}

/**
 * Changes the lines of a file; a file without lines is removed. A missing line end of the last line is kept, so that
 * the change can be undone exactly.
 *
 * @returns the new lines
 */
export function editLines(path: string, change: (lines: readonly string[]) => string[]): string[] {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const before = text.replace(/\n$/, '');
  const lines = change(before ? before.split('\n') : []);
  const after = lines.join('\n');
  if (after === before) return lines;
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (after) writeWhole(path, new TextEncoder().encode(text && text === before ? after : `${after}\n`));
    else rmSync(path);
    return lines;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UserError(`写不了 ${path}（${error.code}）`, '检查 .git 文件夹的权限', { cause: error });
  }
}

/**
 * Merges three files line by line like git's own merge; the result is in `ours`.
 *
 * @returns `conflict` when there are conflicts, which are marked; `binary` when git cannot merge the bytes and `ours`
 *   is unchanged
 */
export async function mergeLineByLine(base: string, ours: string, theirs: string): Promise<'clean' | 'conflict' | 'binary'> {
  const labels = ['本方（当前分支）', '合并的起点', '对方（合并进来的）'].flatMap(label => ['-L', label]);
  const CONFLICTS = Array.from({ length: 127 }, (_, index) => index + 1);
  const REFUSED = 255;
  const { code } = await git('.', ['merge-file', '--quiet', ...labels, ours, base, theirs], [...CONFLICTS, REFUSED]);
  return code === REFUSED ? 'binary' : code > 0 ? 'conflict' : 'clean';
}

/** @param accepted exit codes that are no failure, besides 0 @throws UserError when git fails */
async function git(folder: string, args: readonly string[], accepted: readonly number[] = []): Promise<Outcome> {
  const outcome = await runGit(folder, args);
  const { code, stderr } = outcome;
  if (code === 0 || accepted.includes(code)) return outcome;
  if (stderr.includes('not a git repository')) {
    throw new UserError(`${folder} 不在 git 仓库里`, '在 git clone 下来的文件夹里运行，或先运行 git init');
  }
  throw new UserError(`git 没有做成：${stderr.trim()}`, `可以自己运行 git ${args.join(' ')} 看看原因`);
}
