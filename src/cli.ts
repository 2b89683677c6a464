import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { BuildOptions } from './commands/build.js';
import type { CheckFormat, CheckOptions } from './commands/check.js';
import type { DiffFormat, DiffOptions } from './commands/diff.js';
import type { LibraryOptions } from './commands/library.js';
import type { NewOptions } from './commands/new.js';
import { bugReport } from './io/bug-report.js';
import { terminal } from './io/terminal.js';
import { defaultRoot } from './io/program.js';
import { type Format, FORMATS, USUAL_FORMATS } from './model/document.js';
import { type Rank, RANKS } from './model/rank.js';
import { UserError } from './model/user-error.js';
import { visible } from './model/visible.js';
import { help } from './report/help.js';
import { usageMessage } from './report/problems/usage.js';

type BuildFlags = Omit<BuildOptions, 'paths' | 'formats' | 'out' | 'signal'> & { format: Format[]; out?: string };

type CheckFlags = Omit<CheckOptions, 'paths' | 'signal' | 'fix' | 'baseline'> &
  { explain?: string; listRules?: true; fix?: true; fixAll?: true; baseline?: string | true };

/** The options of `check` that mean nothing where rules are only explained. */
const CHECKING = ['format', 'strict', 'fix', 'fixAll', 'new', 'baseline', 'rank', 'rule'];

type NewFlags = Omit<NewOptions, 'kind' | 'questions'>;

type LibraryFlags = Omit<LibraryOptions, 'paths' | 'signal'>;

type DiffFlags = Omit<DiffOptions, 'base' | 'head' | 'out' | 'signal'> &
  { out?: string; installGit: boolean; uninstallGit: boolean };

type StopSignal = 'SIGINT' | 'SIGTERM';

/** Exit codes. */
const STOPPED: Record<StopSignal, number> = { SIGINT: 130, SIGTERM: 143 };
const STOPPED_NOTE = '已停止；写完的文档都是完整的，再运行一次会接着做';
/** The time that an orderly stop may take. */
const STOP_MS = 1500;

const DIFF_FORMATS: readonly DiffFormat[] = ['pretty', 'markdown', 'json', 'html', 'docx'];
/** Dashes of a Chinese input method before an option. */
const DASHES = /^-?[‐‑‒–—―－−]+-?([a-z])/i;

const CHECK_FORMATS: readonly CheckFormat[] = ['pretty', 'json', 'github', 'sarif', 'editor'];

/**
 * Arguments → exit code: 0 fine · 1 the data is wrong · 2 could not run · 130, 143 stopped by Ctrl-C, SIGTERM.
 *
 * @param args without node and script
 */
export async function main(args: readonly string[]): Promise<number> {
  const abort = new AbortController();
  let isNoted = false;
  let stoppedNote = STOPPED_NOTE;
  const stop = (signal: StopSignal): void => {
    // Asked twice, or not done in time: files are whole at any moment, and the next run removes what is left.
    const now = (): never => {
      if (!isNoted) terminal.note(stoppedNote);
      return process.exit(STOPPED[signal]);
    };
    if (abort.signal.aborted) now();
    abort.abort(signal);
    setTimeout(now, STOP_MS).unref();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  let code = 0;
  const program = new Command('jixiao')
    .description('绩效目标：YAML → 检查 → PDF 和 HTML')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: text => terminal.out(text.trimEnd()) })
    .configureHelp(help)
    .helpOption('-h, --help', '显示帮助')
    .helpCommand(false)
    .showHelpAfterError(false);
  const verb = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .argument('[路径...]', '只做这些部门或表')
      .option('--root <文件夹>', '放 data 的文件夹（默认这个仓库）', directory, defaultRoot())
      .option('--strict', '有提醒也算不通过', false)
      .helpOption('-h, --help', '显示帮助');

  verb('build', '检查全部，然后写出有变化的文档')
    .option('--out <文件夹>', '结果放在哪里（默认 out）', directory)
    .option('--format <格式>', '要哪些：html,pdf,docx,xlsx（默认 html,pdf；xlsx 是每个部门一个工作簿）', formats, [...USUAL_FORMATS])
    .option('--jobs <数>', '同时印几张（默认看处理器有几个核）', count, availableParallelism())
    .option('--no-cache', '不用以前印好的，全部重印')
    .option('--no-volume', '不做汇编')
    .option('--no-draft', '有错误的部门不印草稿，旧的文档保留')
    .option('--public', '写公开版（默认放在 out-public）：没有不公开的表和栏目，遮住个人信息', false)
    .option('--quiet', '只说结果', false)
    .option('--timing', '说明各步用了多少时间', false)
    .action(async (paths: string[], { format, jobs, out, ...flags }: BuildFlags) => {
      const { build } = await import('./commands/build.js');
      code = await build({ ...flags, paths, out, formats: format, jobs, signal: abort.signal }, terminal);
    });
  verb('check', '报告所有问题；不加 --fix 就不写文件')
    .option('--fix', '先把能自动改的改好（标点一类，不动数字和意思）；要人核对的在终端上逐处问，--fix=all 全改')
    .addOption(new Option('--fix-all').hideHelp())
    .addOption(new Option('--format <格式>', '报告的格式').choices(CHECK_FORMATS).default('pretty'))
    .option('--rank <轻重>', `只列这些轻重的：${RANKS.join('、')}，几种用逗号隔开，全部写 全部`, ranks)
    .option('--rule <规则>', '只列这些规则的，几条用逗号隔开', words)
    .option('--new [旧版本]', '只列新出现的问题：和一个旧版本比（默认与主分支的共同祖先），或和 --baseline 写的清单比')
    .option('--baseline [清单]', '把现有的问题记进清单（默认 baseline.json），以后用 --new 清单 只看新的', jsonFile)
    .addOption(new Option('--explain <规则>', '说明一条规则：为什么有、怎么改、怎么放行')
      .conflicts(['listRules', ...CHECKING]))
    .addOption(new Option('--list-rules', '列出全部规则').conflicts(CHECKING))
    .action(async (paths: string[], { explain, listRules, fix, fixAll, baseline, ...flags }: CheckFlags) => {
      if (explain !== undefined || listRules) {
        const { describeRules } = await import('./commands/rules.js');
        describeRules(explain, paths, terminal);
        return;
      }
      const { check } = await import('./commands/check.js');
      const fixes = fixAll ? { fix: 'all' as const } : fix ? { fix: 'asked' as const } : {};
      const file = baseline === undefined ? {} : { baseline: baseline === true ? resolve('baseline.json') : baseline };
      code = await check({ ...flags, ...fixes, ...file, paths, signal: abort.signal }, terminal);
    });
  program
    .command('diff')
    .description('两个版本之间，目标和预算有什么变化')
    .argument('[旧版本]', '旧版本：分支、标签或提交，也可写 旧..新、旧...新（默认：与主分支的共同祖先）')
    .argument('[新版本]', '新版本（默认：工作区）')
    .option('--root <文件夹>', '放 data 的文件夹（默认这个仓库）', directory, defaultRoot())
    .addOption(new Option('--format <格式>', '报告的格式').choices(DIFF_FORMATS).default('pretty'))
    .option('--out <文件夹>', '另外写出网页（index.html）和各表的修订对照稿（PDF；--format docx 时是 Word 文件，改动可逐处接受或拒绝）', directory)
    .option('--jobs <数>', '同时印几张（默认看处理器有几个核）', count, availableParallelism())
    .option('--exit-code', '有变化时退出码为 1', false)
    .option('--install-git', '让 git diff 看得懂 PDF、git merge 看得懂表', false)
    .option('--uninstall-git', '撤销 --install-git', false)
    .helpOption('-h, --help', '显示帮助')
    .action(async (base: string | undefined, head: string | undefined, flags: DiffFlags) => {
      if (flags.installGit || flags.uninstallGit) {
        const { installGit } = await import('./commands/install-git.js');
        code = await installGit({ root: flags.root, uninstall: flags.uninstallGit }, terminal);
        return;
      }
      const { diff } = await import('./commands/diff.js');
      code = await diff({ ...flags, out: flags.out, base, head, signal: abort.signal }, terminal);
    });

  program
    .command('watch')
    .description('边改边看：本机网页上有表和它的问题，保存就更新')
    .option('--root <文件夹>', '放 data 的文件夹（默认这个仓库）', directory, defaultRoot())
    .option('--port <数>', '网页的端口（默认找一个空的）', portNumber, 0)
    .helpOption('-h, --help', '显示帮助')
    .action(async ({ root, port }: { root: string; port: number }) => {
      stoppedNote = '预览已结束';
      const { watch } = await import('./commands/watch.js');
      await watch({ root, port, signal: abort.signal }, terminal);
    });

  program
    .command('lsp')
    .description('给编辑器用的语言服务器（LSP）：边打字边划出问题，给出改法、说明和可选的词')
    .option('--root <文件夹>', '放 data 的文件夹（默认编辑器打开的文件夹）', directory)
    .addOption(new Option('--stdio').hideHelp())
    .helpOption('-h, --help', '显示帮助')
    .action(async ({ root }: { root?: string }) => {
      stoppedNote = '已停止';
      const { lsp } = await import('./commands/lsp.js');
      await lsp({ root, signal: abort.signal });
    });

  program
    .command('new')
    .description('新建一张表，或从上年复制部门；在终端上会逐项问，不会改已有的文件')
    .argument('[种类]', '哪种表：版式里的表名、标题，或 department、project、stage')
    .option('--root <文件夹>', '放 data 的文件夹（默认这个仓库）', directory, defaultRoot())
    .option('--year <年度>', '哪一年的（默认最近一年；复制时是下一年）', fourDigits)
    .option('--department <部门>', '哪个部门，或新部门的名称')
    .option('--name <名称>', '项目的名称')
    .option('--of <目标表>', '后续阶段（如自评）对应的目标表')
    .option('--indicator <名称>', '带上别处写过的指标，几项就写几次', (word: string, before: string[]) => [...before, word], [])
    .option('--from <年度>', '从这一年复制部门（不写 --department 就是全部），标出要重新核对的地方', fourDigits)
    .option('--suggest <名称>', '只看别处写过的相近指标，不写文件')
    .option('--class <类别>', '和 --suggest 一起用，只看这一类，如 产出/数量')
    .helpOption('-h, --help', '显示帮助')
    .action(async (kind: string | undefined, { indicator, ...flags }: NewFlags) => {
      stoppedNote = '已停止，没有写文件';
      const { createNew } = await import('./commands/new.js');
      const cancel = (): never => {
        stop('SIGINT');
        throw abort.signal.reason;
      };
      const questions = terminal.ask && (await import('./io/questions.js')).createQuestions(process.stdin, process.stderr, cancel);
      code = await createNew({ ...flags, ...kind !== undefined && { kind }, indicator, questions }, terminal);
    });

  program
    .command('library')
    .description('指标库：各年各部门写过的指标，相同的归在一起，列出单位、指标值、权重和次数')
    .argument('[路径...]', '只看这些部门或表')
    .option('--root <文件夹>', '放 data 的文件夹（默认这个仓库）', directory, defaultRoot())
    .addOption(new Option('--format <格式>', '写成什么').choices(['pretty', 'yaml', 'csv']).default('pretty'))
    .option('--out <文件>', '写进这个文件（默认写在终端上）', directory)
    .helpOption('-h, --help', '显示帮助')
    .action(async (paths: string[], flags: LibraryFlags) => {
      const { library } = await import('./commands/library.js');
      code = await library({ ...flags, paths, signal: abort.signal }, terminal);
    });

  program
    .command('verify')
    .description('核对 PDF：是不是这个仓库用附在里面的 YAML 做出来的')
    .argument('<文件...>', 'PDF 文件，或放 PDF 的文件夹')
    .option('--root <文件夹>', '放 data 的文件夹（默认这个仓库）', directory, defaultRoot())
    .option('--jobs <数>', '同时印几张（默认看处理器有几个核）', count, availableParallelism())
    .helpOption('-h, --help', '显示帮助')
    .action(async (paths: string[], { root, jobs }: { root: string; jobs: number }) => {
      stoppedNote = '已停止';
      const { verify } = await import('./commands/verify.js');
      code = await verify({ root, paths, jobs, signal: abort.signal }, terminal);
    });

  program
    .command('layouts')
    .description('版式：有哪些、有没有问题、有哪些概念')
    .argument('<list|check|vocabulary>', '列出全部；检查一个；列出概念')
    .argument('[版式]', '版式名')
    .option('--root <文件夹>', '放 schemas 和 templates 的文件夹（默认这个仓库）', directory, defaultRoot())
    .helpOption('-h, --help', '显示帮助')
    .action(async (action: string, name: string | undefined, { root }: { root: string }) => {
      const { checkLayoutOf, describeVocabulary, listLayouts } = await import('./commands/layouts.js');
      if (action === 'list') code = listLayouts(root, terminal);
      else if (action === 'vocabulary') code = describeVocabulary(root, terminal);
      else if (action !== 'check') throw new UserError(`没有“layouts ${action}”`, '写 list、check 版式名，或 vocabulary');
      else if (name === undefined) throw new UserError('没有写版式名', '写成 npm run layouts -- check 版式名');
      else code = checkLayoutOf(root, name, terminal);
    });

  // For git to call, see install-git.ts.
  program.command('textconv <FILE>', { hidden: true })
    .option('--root <文件夹>', '', directory, defaultRoot())
    .action(async (file: string, { root }: { root: string }) => {
      const { textconv } = await import('./commands/textconv.js');
      code = await textconv(root, file, terminal);
    });
  program.command('merge-yaml <BASE> <OURS> <THEIRS> <PATH>', { hidden: true })
    .option('--root <文件夹>', '', directory, defaultRoot())
    .action(async (base: string, ours: string, theirs: string, path: string, { root }: { root: string }) => {
      const { mergeYaml } = await import('./commands/merge-yaml.js');
      code = await mergeYaml({ root, base, ours, theirs, path }, terminal);
    });

  try {
    const dashed = args.find(arg => DASHES.test(arg));
    if (dashed !== undefined) {
      throw new UserError(`“${dashed}”的短横不是英文的`, `选项写成 --${dashed.replace(DASHES, '$1')}`);
    }
    // An option with a value that may be left out would take the path behind it for one.
    await program.parseAsync(args.map(arg => (arg === '--fix=all' ? '--fix-all' : arg)), { from: 'user' });
    return code;
  } catch (error) {
    if (abort.signal.aborted) {
      terminal.note(stoppedNote);
      isNoted = true;
      return STOPPED[abort.signal.reason as StopSignal];
    }
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      terminal.note(usageMessage(error));
    } else if (error instanceof UserError) {
      const lines = [`不能运行：${visible(error.message)}`, ...error.details.map(detail => `  ${visible(detail)}`)];
      terminal.note([...lines, ...error.hint ? [`→ ${visible(error.hint)}`] : []].join('\n'));
    } else if (isNotInstalled(error)) {
      throw error; // jixiao.mjs says so, as before the program could start
    } else terminal.note(bugReport(error));
    return 2;
  }
}

/** A package, or a file of one, is gone: Node.js says so when it is first used. */
function isNotInstalled(error: unknown): boolean {
  return ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function directory(value: string): string {
  return resolve(value);
}

function words(value: string, before: string[] = []): string[] {
  const all = value.split(/[,，、]/).map(word => word.trim()).filter(Boolean);
  if (!all.length) throw new InvalidArgumentError('后面要写内容');
  return [...before, ...all];
}

function ranks(value: string, before: Rank[] = []): Rank[] {
  if (value.trim() === '全部') return [...RANKS];
  const known = words(value).map(word => RANKS.find(rank => rank === word));
  if (known.every(rank => rank !== undefined)) return [...before, ...known];
  throw new InvalidArgumentError(`应为 ${RANKS.join('、')}、全部`);
}

/** A path behind an option whose value may be left out must not be written over. */
function jsonFile(value: string): string {
  if (!value.endsWith('.json')) throw new InvalidArgumentError('清单的文件名要以 .json 结尾；只想查一部分的，路径写在选项前面');
  return resolve(value);
}

function count(value: string): number {
  if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError('应为 1 到 999 的整数');
  return Number(value);
}

function fourDigits(value: string): string {
  if (!/^\d{4}$/.test(value)) throw new InvalidArgumentError('应为四位数字，如 2025');
  return value;
}

function portNumber(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535) throw new InvalidArgumentError('应为 0 到 65535 的整数');
  return Number(value);
}

function formats(value: string): Format[] {
  const wanted = words(value).map(word => FORMATS.find(format => format === word));
  if (wanted.every(format => format !== undefined)) return FORMATS.filter(format => wanted.includes(format));
  throw new InvalidArgumentError(`应为 ${FORMATS.join('、')}，几种用逗号隔开`);
}
