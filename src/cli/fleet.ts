import { Argument, Option } from 'commander';
import type { FleetOptions } from '../commands/fleet.js';
import { type Format, USUAL_FORMATS } from '../model/document.js';
import type { AddVerb } from './call.js';
import { addVerb, formats as formatsOf, withJobs, withStores } from './values.js';

type Flags = Omit<FleetOptions, 'formats' | 'paths'> & { format: Format[] };

/** What is not chosen here is as in a build of everything. */
const AS_USUAL = { out: undefined, cache: true, strict: false, timing: false, quiet: true };

export const addFleet: AddVerb = (program, call) => {
  const verb = addVerb(program, 'fleet', '几台机器一起印：plan 把部门排进队列，work 取任务来做')
    .addArgument(new Argument('<做什么>', 'plan 或 work').choices(['plan', 'work']))
    .argument('[路径...]', '只排这些部门')
    .addOption(new Option('--redis <地址>', 'Redis 的地址').env('JIXIAO_REDIS').default('redis://127.0.0.1:6379'))
    .option('--until-done', 'plan 等到全部做完；work 做到队列空了就结束', false)
    .option('--format <格式>', '和 build 一样（默认 html,pdf）；plan 和 work 要一致，下面三项也是', formatsOf, [...USUAL_FORMATS])
    .option('--no-volume', '不做汇编')
    .option('--no-draft', '有错误的部门不印草稿')
    .option('--public', '印公开版', false);
  withJobs(withStores(verb)).action(async (role: 'plan' | 'work', paths: string[], { format, ...flags }: Flags) => {
    const { fleet } = await import('../commands/fleet.js');
    call.code = await fleet(role, { ...AS_USUAL, ...flags, paths, formats: format, signal: call.signal }, call.terminal);
  });
};
