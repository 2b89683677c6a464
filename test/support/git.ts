import { type Run, realRoot, run } from './run.js';

/** Nothing of the machine's own settings; the same commits on every run. */
const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: '张三',
  GIT_AUTHOR_EMAIL: 'zhang@example.com',
  GIT_COMMITTER_NAME: '张三',
  GIT_COMMITTER_EMAIL: 'zhang@example.com',
  GIT_AUTHOR_DATE: '2024-01-02T03:04:05Z',
  GIT_COMMITTER_DATE: '2024-01-02T03:04:05Z',
};

/** @throws when git fails */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const result: Run = await run('git', args, { cwd: folder, env: ENVIRONMENT });
  if (result.code !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
  return result.stdout.trim();
}

/** Everything that is in the folder. */
export async function commit(folder: string, message = '改动'): Promise<void> {
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--allow-empty', '--message', message);
}

/** A checkout of a copy of the real data, one commit on main. */
export async function gitRoot(): Promise<string> {
  const root = await realRoot();
  await git(root, 'init', '--quiet', '--initial-branch', 'main');
  await commit(root, '原来');
  return root;
}
