import { defaultRoot } from '../io/program.js';
import { UserError } from '../model/user-error.js';
import type { AddVerb } from './call.js';
import { directory } from './values.js';

export const addLayouts: AddVerb = (program, call) => {
  program
    .command('layouts')
    .description('版式：有哪些、有没有问题、有哪些概念')
    .argument('<list|check|vocabulary>', '列出全部；检查一个；列出概念')
    .argument('[版式]', '版式名')
    .option('--root <文件夹>', '放 schemas 和 templates 的文件夹（默认这个仓库）', directory, defaultRoot())
    .helpOption('-h, --help', '显示帮助')
    .action(async (action: string, name: string | undefined, { root }: { root: string }) => {
      const { checkLayoutOf, describeVocabulary, listLayouts } = await import('../commands/layouts.js');
      if (action === 'list') call.code = listLayouts(root, call.terminal);
      else if (action === 'vocabulary') call.code = describeVocabulary(root, call.terminal);
      else if (action !== 'check') throw new UserError(`没有“layouts ${action}”`, '写 list、check 版式名，或 vocabulary');
      else if (name === undefined) throw new UserError('没有写版式名', '写成 npm run layouts -- check 版式名');
      else call.code = checkLayoutOf(root, name, call.terminal);
    });
};
