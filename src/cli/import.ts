import type { ImportOptions } from '../commands/import.js';
import type { AddVerb } from './call.js';
import { addVerb, fourDigits } from './values.js';

type Flags = Omit<ImportOptions, 'paths'>;

export const addImport: AddVerb = (program, call) => {
  addVerb(program, 'import', '把 Word、Excel、网页、文本里的表变成 YAML；放不进去的逐格列出')
    .argument('<文件...>', '.docx、.xlsx、.html、.txt，或本程序印的 .pdf，可以很多个')
    .option('--layout <版式>', '是哪一套表（默认找最像的）')
    .option('--year <年度>', '哪一年的表（默认看表名和栏目）', fourDigits)
    .option('--department <文件夹>', '放进哪个部门的文件夹（默认看表上的单位）')
    .option('--new-layout <名称>', '没有这套表：按这些文件新建一个版式，再导入')
    .option('--dry-run', '只看会写什么，不写文件', false)
    .option('--force', '已经有的文件也盖掉', false)
    .action(async (paths: string[], flags: Flags) => {
      call.stoppedNote = '已停止';
      const { importForms } = await import('../commands/import.js');
      call.code = await importForms({ ...flags, paths }, call.terminal);
    });
};
