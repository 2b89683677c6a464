import { Command, CommanderError } from 'commander';
import { addBuild } from './cli/build.js';
import type { AddVerb, Call } from './cli/call.js';
import { addCheck } from './cli/check.js';
import { addDiff } from './cli/diff.js';
import { addFleet } from './cli/fleet.js';
import { addForGit } from './cli/git.js';
import { addImport } from './cli/import.js';
import { addLayouts } from './cli/layouts.js';
import { addLibrary } from './cli/library.js';
import { addNew } from './cli/new.js';
import { refuseSlips } from './cli/slips.js';
import { addLsp, addWatch } from './cli/typing.js';
import { addVerify } from './cli/verify.js';
import { bugReport } from './io/bug-report.js';
import { terminal } from './io/terminal.js';
import { UserError } from './model/user-error.js';
import { visible } from './model/visible.js';
import { help } from './report/help.js';
import { usageMessage } from './report/problems/usage.js';

/** In the order of the help. */
const VERBS: readonly AddVerb[] = [
  addBuild, addCheck, addDiff, addWatch, addLsp, addImport, addNew, addLibrary, addVerify, addLayouts, addFleet,
  addForGit,
];

type StopSignal = 'SIGINT' | 'SIGTERM';

/** Exit codes. */
const STOPPED: Record<StopSignal, number> = { SIGINT: 130, SIGTERM: 143 };
const STOPPED_NOTE = '已停止；写完的文档都是完整的，再运行一次会接着做';
/** The time that an orderly stop may take. */
const STOP_MS = 1500;

/**
 * Arguments → exit code: 0 fine · 1 the data is wrong · 2 could not run · 130, 143 stopped by Ctrl-C, SIGTERM.
 *
 * @param args without node and script
 */
export async function main(args: readonly string[]): Promise<number> {
  const abort = new AbortController();
  let isNoted = false;
  const stop = (signal: StopSignal): void => {
    // Asked twice, or not done in time: files are whole at any moment, and the next run removes what is left.
    const now = (): never => {
      if (!isNoted) terminal.note(call.stoppedNote);
      return process.exit(STOPPED[signal]);
    };
    if (abort.signal.aborted) now();
    abort.abort(signal);
    setTimeout(now, STOP_MS).unref();
  };
  const call: Call = {
    terminal,
    signal: abort.signal,
    code: 0,
    stoppedNote: STOPPED_NOTE,
    stop: () => {
      stop('SIGINT');
      throw abort.signal.reason;
    },
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const program = new Command('jixiao')
    .description('绩效目标：YAML → 检查 → PDF 和 HTML')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: text => terminal.out(text.trimEnd()) })
    .configureHelp(help)
    .helpOption('-h, --help', '显示帮助')
    .helpCommand(false)
    .showHelpAfterError(false);
  for (const add of VERBS) add(program, call);

  try {
    refuseSlips(args, program, process.env);
    // An option with a value that may be left out would take the path behind it for one.
    await program.parseAsync(args.map(arg => (arg === '--fix=all' ? '--fix-all' : arg)), { from: 'user' });
    return call.code;
  } catch (error) {
    if (abort.signal.aborted) {
      terminal.note(call.stoppedNote);
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
