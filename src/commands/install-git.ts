import { relative } from 'node:path';
import { type Checkout, checkoutOf, configValue, editLines, setConfig, unsetConfig } from '../io/git/config.js';
import { programFile } from '../io/program.js';
import { UserError } from '../model/user-error.js';
import type { Terminal } from '../io/terminal.js';

export interface InstallGitOptions {
  root: string;
  /** True to remove the configuration. */
  uninstall: boolean;
}

const PDF = 'diff=jixiao-pdf';
const FORMS = 'merge=jixiao-yaml';
/** Git shows names of files as they are, not as `"\\346\\262\\231…"`. */
const NAMES = { 'core.quotePath': 'false' };
/** Set beside it if it was not set before, so that undoing leaves a setting of the user. */
const OWN_NAMES = 'jixiao.quotePath';

/**
 * Configures git in this clone to show PDFs as fields and to merge forms by field and indicator, or removes that
 * configuration. Writes in `.git` only; a second run changes nothing.
 *
 * @returns the exit code
 * @throws UserError when the root is in no checkout
 */
export async function installGit({ root, uninstall }: InstallGitOptions, terminal: Terminal): Promise<number> {
  const checkout = await checkoutOf(root);
  const own = attributesOf(checkout.prefix);
  const config = await configOf(checkout);
  if (uninstall) {
    const others = editLines(checkout.attributes, lines => lines.filter(line => !own.includes(line)));
    const isUsedByAnotherRoot = others.some(line => line.endsWith(` ${PDF}`) || line.endsWith(` ${FORMS}`));
    const hasSetNames = await configValue(root, OWN_NAMES) !== undefined;
    const names = hasSetNames ? [...Object.keys(NAMES), OWN_NAMES] : [];
    if (!isUsedByAnotherRoot) await unsetConfig(root, [...Object.keys(config), ...names]);
    terminal.out('已撤销：git 对 PDF 和 YAML 的处理恢复原样');
    return 0;
  }
  await setConfig(root, config);
  if (await configValue(root, 'core.quotePath') === undefined) await setConfig(root, { ...NAMES, [OWN_NAMES]: 'set' });
  editLines(checkout.attributes, lines => [...lines, ...own.filter(line => !lines.includes(line))]);
  terminal.out('已设置好（只在这个 git 仓库的 .git 里，不影响别人）：');
  terminal.out('  git diff、git log -p 看提交过的 PDF，显示的是栏目和指标');
  terminal.out('  git merge、git rebase 按栏目和指标合并 data 里的表');
  terminal.out('  git status、git diff 里的中文文件名照原样显示');
  terminal.out('撤销：npm run diff -- --uninstall-git');
  return 0;
}

function attributesOf(prefix: string): string[] {
  return [`${pattern(`${prefix}out/`, '**/*.pdf')} ${PDF}`, `${pattern(`${prefix}data/`, '**/*.yaml')} ${FORMS}`];
}

/**
 * Returns a pattern for the attributes file: special characters of patterns are escaped, a path with blanks is quoted.
 */
function pattern(folder: string, glob: string): string {
  const whole = folder.replace(/[\\*?[]/g, '\\$&') + glob;
  return /[\s"\\]|^[!#]/.test(whole) ? `"${whole.replace(/["\\]/g, '\\$&')}"` : whole;
}

/** The commands, which must work in every worktree, and do no harm where the program is gone. */
async function configOf(checkout: Checkout): Promise<Record<string, string>> {
  const top = '"$(git rev-parse --show-toplevel)"/';
  const program = await programIn(checkout);
  const run = (verb: string): string =>
    `node ${program.prefix ? top : ''}${quoted(program.path)} ${verb} --root ${top}${quoted(checkout.prefix)}`;
  const unreadable = 'echo "（读不出来，原因见上；没有安装好的，先运行 npm ci）$(cksum < "$1")"';
  const failed = 'echo "按栏目合并没有做成，原因见上；改为逐行合并。没有安装好的，先运行 npm ci" >&2';
  return {
    'diff.jixiao-pdf.textconv': `f() { ${run('textconv')} "$1" || ${unreadable}; }; f`,
    'merge.jixiao-yaml.name': '绩效目标表：按栏目和指标合并',
    'merge.jixiao-yaml.driver':
      // A changed file was merged and has conflicts. An unchanged one means that the program is missing or failed.
      `f() { before=$(cksum < "$2"); ${run('merge-yaml')} "$@" || { test "$before" = "$(cksum < "$2")" || return 1; ` +
      `${failed}; git merge-file "$2" "$1" "$3" || return 1; }; }; f %O %A %B %P`,
    // A merge base may itself be a merge: its conflicting parts keep the earlier text.
    'merge.jixiao-yaml.recursive': 'binary',
  };
}

/** Returns the path of the program, from the top of its checkout if it is in one: worktrees use their own. */
async function programIn({ top }: Checkout): Promise<{ prefix: boolean; path: string }> {
  const { path, folder } = programFile();
  try {
    const own = await checkoutOf(folder);
    if (own.top === top) return { prefix: true, path: own.prefix + relative(folder, path).replaceAll('\\', '/') };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return { prefix: false, path: path.replaceAll('\\', '/') };
}

function quoted(text: string): string {
  return `'${text.replaceAll('\'', String.raw`'\''`)}'`;
}
