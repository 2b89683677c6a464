import type { VerifyOptions } from '../commands/verify.js';
import type { AddVerb } from './call.js';
import { addVerb, withJobs } from './values.js';

type Flags = Pick<VerifyOptions, 'root' | 'jobs'>;

export const addVerify: AddVerb = (program, call) => {
  withJobs(addVerb(program, 'verify', '核对 PDF：是不是这个仓库用附在里面的 YAML 做出来的'))
    .argument('<文件...>', 'PDF 文件，或放 PDF 的文件夹')
    .action(async (paths: string[], flags: Flags) => {
      call.stoppedNote = '已停止';
      const { verify } = await import('../commands/verify.js');
      call.code = await verify({ ...flags, paths, signal: call.signal }, call.terminal);
    });
};
