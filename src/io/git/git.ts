import { existsSync } from 'node:fs';
import { similar } from '../../model/similar.js';
import { UserError } from '../../model/user-error.js';
import { runGit } from './run.js';

/** Names of the main branch, in order of preference. */
const MAIN_BRANCHES = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/heads/main',
  'refs/remotes/origin/master',
  'refs/heads/master',
];

const FETCH_MORE = '取全历史：git fetch --unshallow（GitHub Actions 里给 checkout 写 fetch-depth: 0；GitLab 里写 GIT_DEPTH: 0）';

/** Runs git. It only reads: files of the checkout and the index do not change. */
export class Git {
  private constructor(
    private readonly folder: string,
    /** The path from the root of the repository to the folder, with `/` at the end; `''` at the root. */
    readonly prefix: string,
    private readonly isShallow: boolean,
  ) {}

  /**
   * @param folder in a checkout
   * @throws UserError when git is not installed, or the folder is not in a checkout
   */
  static async open(folder: string): Promise<Git> {
    if (!existsSync(folder)) throw new UserError(`没有这个文件夹：${folder}`);
    const { code, stdout, stderr } = await runGit(folder, ['rev-parse', '--is-shallow-repository', '--show-prefix']);
    if (code === 0) {
      const [isShallow, prefix = ''] = stdout.toString().split('\n');
      const git = new Git(folder, prefix, isShallow === 'true');
      if ((await git.try(['rev-parse', '--is-inside-work-tree']))?.trim() === 'true') return git;
    }
    if (stderr.includes('dubious ownership')) {
      throw new UserError(`git 不信任这个文件夹，因为它属于另一个用户：${folder}`, `确认来源可靠后运行 git config --global --add safe.directory ${folder}`);
    }
    const hint = '对比要读 git 的历史：请在 git clone 得到的文件夹里运行，或先 git init 并提交';
    throw new UserError(`${folder} 不在 git 仓库里`, hint);
  }

  /**
   * Returns the full id of a commit.
   *
   * @param name a branch, tag, commit, or any other revision of git
   * @throws UserError when there is no such commit
   */
  async resolve(name: string): Promise<string> {
    if (name.startsWith('-') || /[\u0000-\u001F\u007F]/.test(name)) {
      throw new UserError(`不能用作版本：${JSON.stringify(name)}`, '写分支、标签或提交，如 main、v1.0、HEAD~1');
    }
    const id = await this.find(name);
    if (id) return id;
    if (!await this.find('HEAD')) throw new UserError('这个仓库还没有任何提交', '先提交一次：git add data && git commit');
    const refs = await this.try(['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/tags', 'refs/remotes']);
    const meant = similar(name, (refs ?? '').split('\n').filter(Boolean));
    const fetch = this.isShallow ? `；这是浅克隆，可能没有取到它：git fetch origin ${name}，或${FETCH_MORE}` : '';
    throw new UserError(`没有这个版本：${name}`, `${meant ? `是不是 ${meant}` : '运行 git branch -a 和 git tag 看有哪些'}${fetch}`);
  }

  /** Returns the name of the main branch. @throws UserError when there is none */
  async mainBranch(): Promise<string> {
    for (const name of MAIN_BRANCHES) if (await this.find(name)) return name;
    await this.resolve('HEAD');
    const hint = `写明与哪个版本比，如 npm run diff -- HEAD~1${this.isShallow ? `；这是浅克隆，${FETCH_MORE}` : ''}`;
    throw new UserError('找不到主分支（origin/HEAD、main、master）', hint);
  }

  /** Returns the id of the best common ancestor of two commits. @throws UserError when there is none */
  async mergeBase(one: string, other: string): Promise<string> {
    const [first, second] = [await this.resolve(one), await this.resolve(other)];
    const id = (await this.try(['merge-base', first, second]))?.trim();
    if (id) return id;
    if (this.isShallow) throw new UserError(`浅克隆里找不到 ${one} 和 ${other} 的共同祖先`, FETCH_MORE);
    throw new UserError(`${one} 和 ${other} 没有共同祖先`, '写明比哪两个版本，如 npm run diff -- 旧版本 新版本');
  }

  /** Returns the output of git. @throws UserError when git fails */
  async run(args: readonly string[], input = ''): Promise<Buffer> {
    const { code, stdout, stderr } = await runGit(this.folder, args, input);
    if (code === 0) return stdout;
    throw new UserError(`git ${args[0] ?? ''} 失败：${stderr.trim().split('\n')[0] ?? ''}`, '先让 git status 能够运行');
  }

  /**
   * Returns the contents of blobs, read by one process.
   *
   * @param ids of blobs, without duplicates
   * @throws UserError when one does not exist
   */
  async blobs(ids: readonly string[]): Promise<Map<string, Uint8Array>> {
    const blobs = new Map<string, Uint8Array>();
    if (!ids.length) return blobs;
    const output = await this.run(['cat-file', '--batch'], ids.map(id => `${id}\n`).join(''));
    let offset = 0;
    for (const id of ids) {
      const end = output.indexOf('\n', offset);
      const [, type, size] = output.toString('latin1', offset, end).split(' ');
      if (type !== 'blob') throw new UserError(`git 里缺少对象 ${id}`, `运行 git fsck 检查仓库${this.isShallow ? `；或${FETCH_MORE}` : ''}`);
      offset = end + 1 + Number(size);
      blobs.set(id, output.subarray(end + 1, offset));
      offset += 1;
    }
    return blobs;
  }

  private async find(name: string): Promise<string | undefined> {
    return (await this.try(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]))?.trim();
  }

  private async try(args: readonly string[]): Promise<string | undefined> {
    const { code, stdout } = await runGit(this.folder, args);
    return code === 0 ? stdout.toString() : undefined;
  }
}
