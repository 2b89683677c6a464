import type { BuildOptions } from '../commands/build.js';
import type { Shard } from '../commands/build/shares.js';
import { type Format, USUAL_FORMATS } from '../model/document.js';
import type { AddVerb } from './call.js';
import { addCheckingVerb, directory, formats, shard, withJobs, withStores } from './values.js';

type Flags = Omit<BuildOptions, 'paths' | 'formats' | 'out' | 'signal'> & { format: Format[]; out?: string; shard?: Shard };

export const addBuild: AddVerb = (program, call) => {
  const verb = addCheckingVerb(program, 'build', '检查全部，然后写出有变化的文档')
    .option('--out <文件夹>', '结果放在哪里（默认 out）', directory)
    .option('--format <格式>', '要哪些：html,pdf,docx,xlsx（默认 html,pdf；xlsx 是每个部门一个工作簿）', formats, [...USUAL_FORMATS]);
  withStores(withJobs(verb))
    .option('--no-cache', '不用以前印好的，全部重印')
    .option('--shard <第几份/共几份>', '只做其中一份部门，放进缓存，不写文档；各份做完再运行一次 build', shard)
    .option('--no-volume', '不做汇编')
    .option('--no-draft', '有错误的部门不印草稿，旧的文档保留')
    .option('--public', '写公开版（默认放在 out-public）：没有不公开的表和栏目，遮住个人信息', false)
    .option('--quiet', '只说结果', false)
    .option('--timing', '说明各步用了多少时间', false)
    .action(async (paths: string[], { format, out, shard: share, ...flags }: Flags) => {
      const options = { ...flags, paths, out, formats: format, signal: call.signal };
      if (share) {
        const { buildShard } = await import('../commands/build/shard.js');
        call.code = await buildShard(options, share, call.terminal);
      } else {
        const { build } = await import('../commands/build.js');
        call.code = await build(options, call.terminal);
      }
    });
};
