import { defaultRoot } from '../io/program.js';
import type { AddVerb } from './call.js';
import { directory } from './values.js';

/** Adds the verbs that git calls, see `commands/install-git.ts`. */
export const addForGit: AddVerb = (program, call) => {
  program.command('textconv <FILE>', { hidden: true })
    .option('--root <文件夹>', '', directory, defaultRoot())
    .action(async (file: string, { root }: { root: string }) => {
      const { textconv } = await import('../commands/textconv.js');
      call.code = await textconv(root, file, call.terminal);
    });
  program.command('merge-yaml <BASE> <OURS> <THEIRS> <PATH>', { hidden: true })
    .option('--root <文件夹>', '', directory, defaultRoot())
    .action(async (base: string, ours: string, theirs: string, path: string, { root }: { root: string }) => {
      const { mergeYaml } = await import('../commands/merge-yaml.js');
      call.code = await mergeYaml({ root, base, ours, theirs, path }, call.terminal);
    });
};
