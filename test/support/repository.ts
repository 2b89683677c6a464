import { run, type Run } from './run.js';

/** A git repository of a test, with nothing of the user's own configuration. */
export class Git {
  private readonly env = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: '甲',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: '甲',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };

  constructor(readonly folder: string) {}

  /** An empty one whose branch is `main`. */
  static async init(folder: string): Promise<Git> {
    const git = new Git(folder);
    await git.ok('init', '--quiet', '--initial-branch', 'main');
    return git;
  }

  /** Runs git, whatever comes of it. */
  try(...args: string[]): Promise<Run> {
    return run('git', ['-c', 'core.quotepath=false', ...args], { cwd: this.folder, env: this.env });
  }

  /** Runs git. @throws when it fails */
  async ok(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.try(...args);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}${stdout}`);
    return stdout;
  }

  /** Commits everything, also what is ignored. */
  async commit(message: string): Promise<void> {
    await this.ok('add', '--all', '--force');
    await this.ok('commit', '--quiet', '--message', message);
  }
}
