import { Option } from 'commander';
import type { DiffFormat, DiffOptions } from '../commands/diff.js';
import type { AddVerb } from './call.js';
import { addVerb, directory, withJobs } from './values.js';

type Flags = Omit<DiffOptions, 'base' | 'head' | 'out' | 'signal'> &
  { out?: string; installGit: boolean; uninstallGit: boolean };

const FORMATS: readonly DiffFormat[] = ['pretty', 'markdown', 'json', 'html', 'docx'];

export const addDiff: AddVerb = (program, call) => {
  const verb = addVerb(program, 'diff', '两个版本之间，目标和预算有什么变化')
    .argument('[旧版本]', '旧版本：分支、标签或提交，也可写 旧..新、旧...新（默认：与主分支的共同祖先）')
    .argument('[新版本]', '新版本（默认：工作区）')
    .addOption(new Option('--format <格式>', '报告的格式').choices(FORMATS).default('pretty'))
    .option('--out <文件夹>', '另外写出网页（index.html）和各表的修订对照稿（PDF；--format docx 时是 Word 文件，改动可逐处接受或拒绝）', directory);
  withJobs(verb)
    .option('--exit-code', '有变化时退出码为 1', false)
    .option('--install-git', '让 git diff 看得懂 PDF、git merge 看得懂表', false)
    .option('--uninstall-git', '撤销 --install-git', false)
    .action(async (base: string | undefined, head: string | undefined, flags: Flags) => {
      if (flags.installGit || flags.uninstallGit) {
        const { installGit } = await import('../commands/install-git.js');
        call.code = await installGit({ root: flags.root, uninstall: flags.uninstallGit }, call.terminal);
        return;
      }
      const { diff } = await import('../commands/diff.js');
      call.code = await diff({ ...flags, out: flags.out, base, head, signal: call.signal }, call.terminal);
    });
};
