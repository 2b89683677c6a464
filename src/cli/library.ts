import { Option } from 'commander';
import type { LibraryOptions } from '../commands/library.js';
import type { AddVerb } from './call.js';
import { addVerb, directory } from './values.js';

type Flags = Omit<LibraryOptions, 'paths' | 'signal'>;

export const addLibrary: AddVerb = (program, call) => {
  addVerb(program, 'library', '指标库：各年各部门写过的指标，相同的归在一起，列出单位、指标值、权重和次数')
    .argument('[路径...]', '只看这些部门或表')
    .addOption(new Option('--format <格式>', '写成什么').choices(['pretty', 'yaml', 'csv']).default('pretty'))
    .option('--out <文件>', '写进这个文件（默认写在终端上）', directory)
    .action(async (paths: string[], flags: Flags) => {
      const { library } = await import('../commands/library.js');
      call.code = await library({ ...flags, paths, signal: call.signal }, call.terminal);
    });
};
