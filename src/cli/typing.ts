import { Option } from 'commander';
import type { AddVerb } from './call.js';
import { addVerb, directory, portNumber } from './values.js';

/* The verbs that run beside an editor until they are stopped. */

export const addWatch: AddVerb = (program, call) => {
  addVerb(program, 'watch', '边改边看：本机网页上有表和它的问题，保存就更新')
    .option('--port <数>', '网页的端口（默认找一个空的）', portNumber, 0)
    .action(async ({ root, port }: { root: string; port: number }) => {
      call.stoppedNote = '预览已结束';
      const { watch } = await import('../commands/watch.js');
      await watch({ root, port, signal: call.signal }, call.terminal);
    });
};

export const addLsp: AddVerb = (program, call) => {
  program
    .command('lsp')
    .description('给编辑器用的语言服务器（LSP）：边打字边划出问题，给出改法、说明和可选的词')
    .option('--root <文件夹>', '放 data 的文件夹（默认编辑器打开的文件夹）', directory)
    .addOption(new Option('--stdio').hideHelp())
    .helpOption('-h, --help', '显示帮助')
    .action(async ({ root }: { root?: string }) => {
      call.stoppedNote = '已停止';
      const { lsp } = await import('../commands/lsp.js');
      await lsp({ root, signal: call.signal });
    });
};
