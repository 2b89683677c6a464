import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from '../../model/user-error.js';

/** A checkout: the main one or a linked worktree. */
export interface Checkout {
  /** Its root folder. */
  top: string;
  /** The path from there to the given folder: empty, or with `/` at the end. */
  prefix: string;
  /** The attributes file outside of the repository, shared by linked worktrees. */
  attributes: string;
}

/** Returns the checkout of a folder. @throws UserError when there is none, or git is missing or fails */
export function checkoutOf(folder: string): Checkout {
  const args = ['rev-parse', '--show-toplevel', '--show-prefix', '--git-path', 'info/attributes'];
  const [top = '', prefix = '', attributes = ''] = git(folder, args).output.split('\n');
  return { top, prefix, attributes: resolve(folder, attributes) };
}

/** Sets entries of the clone's configuration, replacing existing ones. */
export function setConfig(folder: string, entries: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(entries)) git(folder, ['config', '--local', '--replace-all', key, value]);
}

/** Removes entries of the clone's configuration. */
export function unsetConfig(folder: string, keys: readonly string[]): void {
  const NOT_THERE = 5;
  for (const key of keys) git(folder, ['config', '--local', '--unset-all', key], [NOT_THERE]);
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
    if (after) writeFileSync(path, text && text === before ? after : `${after}\n`);
    else rmSync(path);
    return lines;
  } catch (error) {
    throw new UserError(`写不了 ${path}：${(error as Error).message}`, '检查 .git 文件夹的权限', { cause: error });
  }
}

/**
 * Merges three files line by line like git's own merge; the result is in `ours`.
 *
 * @returns `conflict` when there are conflicts, which are marked; `binary` when git cannot merge the bytes and `ours`
 *   is unchanged
 */
export function mergeLineByLine(base: string, ours: string, theirs: string): 'clean' | 'conflict' | 'binary' {
  const labels = ['本方（当前分支）', '合并的起点', '对方（合并进来的）'].flatMap(label => ['-L', label]);
  const CONFLICTS = Array.from({ length: 127 }, (_, index) => index + 1);
  const REFUSED = 255;
  const { status } = git('.', ['merge-file', '--quiet', ...labels, ours, base, theirs], [...CONFLICTS, REFUSED]);
  return status === REFUSED ? 'binary' : status > 0 ? 'conflict' : 'clean';
}

interface Result {
  status: number;
  output: string;
}

/** Runs git. @param accepted exit codes besides 0 that are no failure */
function git(folder: string, args: readonly string[], accepted: readonly number[] = []): Result {
  try {
    const env = { ...process.env, LC_ALL: 'C' };
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    return { status: 0, output: execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: [...stdio], env }) };
  } catch (error) {
    const { code, status, stderr, message } = error as Error & { code?: string; status?: number; stderr?: string };
    if (status !== undefined && accepted.includes(status)) return { status, output: '' };
    if (code === 'ENOENT') throw new UserError('没有找到 git', '安装 git（https://git-scm.com）再运行', { cause: error });
    if (stderr?.includes('not a git repository')) {
      throw new UserError(`${folder} 不在 git 仓库里`, '在 git clone 下来的文件夹里运行，或先运行 git init', { cause: error });
    }
    throw new UserError(`git 没有做成：${stderr?.trim() || message}`, `可以自己运行 git ${args[0] ?? ''} 看看原因`, { cause: error });
  }
}
