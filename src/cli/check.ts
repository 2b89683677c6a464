import { resolve } from 'node:path';
import { Option } from 'commander';
import type { CheckFormat, CheckOptions } from '../commands/check.js';
import { RANKS } from '../model/rank.js';
import type { AddVerb } from './call.js';
import { addCheckingVerb, jsonFile, ranks, words } from './values.js';

type Flags = Omit<CheckOptions, 'paths' | 'signal' | 'fix' | 'baseline'> &
  { explain?: string; listRules?: true; fix?: true; fixAll?: true; baseline?: string | true };

const FORMATS: readonly CheckFormat[] = ['pretty', 'json', 'github', 'sarif', 'editor'];

/** The options that mean nothing where rules are only explained. */
const CHECKING = ['format', 'strict', 'fix', 'fixAll', 'new', 'baseline', 'rank', 'rule'];

export const addCheck: AddVerb = (program, call) => {
  addCheckingVerb(program, 'check', '报告所有问题；不加 --fix 就不写文件')
    .option('--fix', '先把能自动改的改好（标点一类，不动数字和意思）；要人核对的在终端上逐处问，--fix=all 全改')
    .addOption(new Option('--fix-all').hideHelp())
    .addOption(new Option('--format <格式>', '报告的格式').choices(FORMATS).default('pretty'))
    .option('--rank <轻重>', `只列这些轻重的：${RANKS.join('、')}，几种用逗号隔开，全部写 全部`, ranks)
    .option('--rule <规则>', '只列这些规则的，几条用逗号隔开', words)
    .option('--new [旧版本]', '只列新出现的问题：和一个旧版本比（默认与主分支的共同祖先），或和 --baseline 写的清单比')
    .option('--baseline [清单]', '把现有的问题记进清单（默认 baseline.json），以后用 --new 清单 只看新的', jsonFile)
    .addOption(new Option('--explain <规则>', '说明一条规则：为什么有、怎么改、怎么放行')
      .conflicts(['listRules', ...CHECKING]))
    .addOption(new Option('--list-rules', '列出全部规则').conflicts(CHECKING))
    .action(async (paths: string[], { explain, listRules, fix, fixAll, baseline, ...flags }: Flags) => {
      if (explain !== undefined || listRules) {
        const { describeRules } = await import('../commands/rules.js');
        describeRules(explain, paths, call.terminal);
        return;
      }
      const { check } = await import('../commands/check.js');
      const fixes = fixAll ? { fix: 'all' as const } : fix ? { fix: 'asked' as const } : {};
      const file = baseline === undefined ? {} : { baseline: baseline === true ? resolve('baseline.json') : baseline };
      call.code = await check({ ...flags, ...fixes, ...file, paths, signal: call.signal }, call.terminal);
    });
};
