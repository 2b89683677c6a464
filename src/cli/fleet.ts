import { Option } from 'commander';
import type { FleetOptions } from '../commands/fleet.js';
import { type Format, USUAL_FORMATS } from '../model/document.js';
import { UserError } from '../model/user-error.js';
import type { AddVerb } from './call.js';
import { addVerb, formats as formatsOf, queueName, withJobs, withStores } from './values.js';

type Flags = Omit<FleetOptions, 'formats' | 'paths'> & { format: Format[] };

/** What is not chosen here is as in a build of everything. */
const AS_USUAL = { out: undefined, cache: true, strict: false, timing: false, quiet: true };

export const addFleet: AddVerb = (program, call) => {
  const verb = addVerb(program, 'fleet', '几台机器一起印：plan 把部门排进队列，work 取任务来做')
    .argument('<plan|work>', '排任务；做任务')
    .argument('[路径...]', '只排这些部门')
    .addOption(new Option('--redis <地址>', 'Redis 的地址').env('JIXIAO_REDIS').default('redis://127.0.0.1:6379'))
    .option('--queue <名称>', '几个仓库共用一个 Redis 时，各写各的', queueName, 'jixiao')
    .option('--until-done', 'plan 等到全部做完；work 做到队列空了就结束', false)
    .option('--format <格式>', '和 build 一样（默认 html,pdf）；plan 和 work 要一致，下面三项也是', formatsOf, [...USUAL_FORMATS])
    .option('--no-volume', '不做汇编')
    .option('--no-draft', '有错误的部门不印草稿')
    .option('--public', '印公开版', false);
  withJobs(withStores(verb)).action(async (role: string, paths: string[], { format, ...flags }: Flags) => {
    if (role !== 'plan' && role !== 'work') throw new UserError(`没有“fleet ${role}”`, '写 fleet plan 或 fleet work');
    if (role === 'work' && paths.length) throw new UserError('fleet work 做队列里的全部任务，不能只做几个部门', '路径写在 fleet plan 后面');
    const { fleet } = await import('../commands/fleet.js');
    const options = { ...AS_USUAL, ...flags, paths, formats: format, signal: call.signal };
    call.code = await fleet(role, options, call.terminal);
  });
};
