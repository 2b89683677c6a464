import { spawn } from 'node:child_process';
import { UserError } from '../../model/user-error.js';

export interface Outcome {
  code: number;
  stdout: Buffer;
  stderr: string;
}

/** Git would else note in the index which files it found to be the same. */
const UNTOUCHED = ['-c', 'diff.autoRefreshIndex=false'];

/**
 * Runs git without a shell. What the user's environment says of git (GIT_DIR and the like) is left to git.
 *
 * @returns how it ended, whatever its exit code
 * @throws UserError when git is not installed
 */
export function runGit(folder: string, args: readonly string[], input = ''): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--literal-pathspecs', ...UNTOUCHED, ...args], {
      cwd: folder,
      // Messages are read in English.
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
      windowsHide: true,
    });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === 'ENOENT';
      reject(isMissing ? new UserError('没有安装 git', '从 https://git-scm.com 安装，再重新打开终端', { cause: error }) : error);
    });
    child.on('close', code => resolve({
      code: code ?? -1,
      stdout: Buffer.concat(out),
      stderr: Buffer.concat(errors).toString(),
    }));
    child.stdin.on('error', () => undefined); // git ended early: its exit code says so
    child.stdin.end(input);
  });
}
