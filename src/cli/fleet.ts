import { type Command, Option } from 'commander';
import type { FleetOptions } from '../commands/fleet.js';
import { type Format, USUAL_FORMATS } from '../model/document.js';
import type { AddVerb } from './call.js';
import { addVerb, formats as formatsOf, withJobs, withStores } from './values.js';

type Flags = Omit<FleetOptions, 'formats' | 'paths' | 'untilDone'> & { format: Format[]; wait?: boolean; untilEmpty?: boolean };

/** What is not chosen here is as in a build of everything. */
const AS_USUAL = { out: undefined, cache: true, strict: false, timing: false, quiet: true };

export const addFleet: AddVerb = (program, call) => {
  const verb = program.command('fleet').description('几台机器一起印：plan 排任务，work 做任务').helpOption('-h, --help', '显示帮助');
  const run = async (role: 'plan' | 'work', paths: string[], flags: Flags): Promise<void> => {
    const { fleet } = await import('../commands/fleet.js');
    const { format: formats, wait, untilEmpty, ...others } = flags;
    const untilDone = wait ?? untilEmpty ?? false;
    const options = { ...AS_USUAL, ...others, paths, formats, untilDone, signal: call.signal };
    call.code = await fleet(role, options, call.terminal);
  };
  withQueue(addVerb(verb, 'plan', '把没做过的部门排进队列，每个部门一个任务'))
    .argument('[路径...]', '只排这些部门')
    .option('--wait', '等到全部做完')
    .action((paths: string[], flags: Flags) => run('plan', paths, flags));
  withQueue(addVerb(verb, 'work', '从队列里取任务来做，印好的放进共用缓存'))
    .option('--until-empty', '队列空了就结束')
    .action((flags: Flags) => run('work', [], flags));
};

/** Adds the options that those who plan and those who work must write alike, and the address of the queue. */
function withQueue(verb: Command): Command {
  verb
    .addOption(new Option('--redis <地址>', 'Redis 的地址').env('JIXIAO_REDIS').default('redis://127.0.0.1:6379'))
    .option('--format <格式>', '和 build 一样（默认 html,pdf）', formatsOf, [...USUAL_FORMATS])
    .option('--no-volume', '不做汇编')
    .option('--no-draft', '有错误的部门不印草稿')
    .option('--public', '做公开版的', false);
  return withJobs(withStores(verb));
}
