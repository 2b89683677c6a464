import type { NewOptions } from '../commands/new.js';
import type { AddVerb } from './call.js';
import { addVerb, fourDigits } from './values.js';

type Flags = Omit<NewOptions, 'kind' | 'questions'>;

export const addNew: AddVerb = (program, call) => {
  addVerb(program, 'new', '新建一张表，或从上年复制部门；在终端上会逐项问，不会改已有的文件')
    .argument('[种类]', '哪种表：版式里的表名、标题，或 department、project、stage')
    .option('--year <年度>', '哪一年的（默认最近一年；复制时是下一年）', fourDigits)
    .option('--department <部门>', '哪个部门，或新部门的名称')
    .option('--name <名称>', '项目的名称')
    .option('--of <目标表>', '后续阶段（如自评）对应的目标表')
    .option('--indicator <名称>', '带上别处写过的指标，几项就写几次', (word: string, before: string[]) => [...before, word], [])
    .option('--from <年度>', '从这一年复制部门（不写 --department 就是全部），标出要重新核对的地方', fourDigits)
    .option('--suggest <名称>', '只看别处写过的相近指标，不写文件')
    .option('--class <类别>', '和 --suggest 一起用，只看这一类，如 产出/数量')
    .action(async (kind: string | undefined, { indicator, ...flags }: Flags) => {
      call.stoppedNote = '已停止，没有写文件';
      const { createNew } = await import('../commands/new.js');
      const { ask } = call.terminal;
      const questions = ask && (await import('../io/questions.js')).createQuestions(process.stdin, process.stderr, call.stop);
      call.code = await createNew({ ...flags, ...kind !== undefined && { kind }, indicator, questions }, call.terminal);
    });
};
