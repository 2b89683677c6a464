import { programVersion } from '../io/program.js';
import { appendStepSummary } from '../io/step-summary.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { bounded } from '../model/bounded.js';
import { codes } from '../load/codes.js';
import { load } from '../load/load.js';
import { github } from '../report/problems/github.js';
import { json } from '../report/problems/json.js';
import { summary } from '../report/problems/pretty.js';
import { sarif } from '../report/problems/sarif.js';
import { stepSummary } from '../report/problems/step-summary.js';
import { fixProject } from './fix.js';
import { interruptible } from '../io/interruptible.js';
import { markNew } from '../compare/new-problems.js';
import { allProblems, joined } from '../report/problems/show.js';
import { openProject } from '../load/project.js';
import type { Terminal } from '../io/terminal.js';

export type CheckFormat = 'pretty' | 'json' | 'github' | 'sarif';

export interface CheckOptions {
  root: string;
  paths: string[];
  format: CheckFormat;
  strict: boolean;
  /** True to apply the fixes that the rules propose, before the check. */
  fix: boolean;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
  /** The version whose problems are not new; `true` for the merge base with the main branch. */
  new?: string | true;
}

/** Reports all problems. Writes no file, except for fixes when `fix` is set. @returns the exit code */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const { root, paths, format, strict, fix, signal } = options;
  const tell = format === 'pretty' ? terminal.out : terminal.note;
  const project = fix ? await fixProject(root, paths, tell, signal) : openProject(root, paths);
  const { narrowed, wanted, layouts, fonts, textOf } = project;
  const loaded = await interruptible(signal, () => load(narrowed, layouts, fonts));
  // A problem of a department or a year applies to each of its forms.
  const isShown = ({ file }: Diagnostic): boolean => wanted.includes(file) || /\/(department|scheme)\.yaml$/.test(file);
  const shown = loaded.diagnostics.filter(isShown);
  const since = options.new === true ? undefined : options.new;
  const marked = options.new === undefined ? undefined : await markNew(shown, root, since, signal);
  const diagnostics = marked?.diagnostics ?? shown;
  const notes = [...marked?.notes ?? [], ...loaded.notes];
  const { files } = loaded;
  const base = marked?.base;
  const reports: Record<CheckFormat, () => string> = {
    pretty: () => allProblems({ diagnostics, files, textOf, codes, base }, terminal.colour),
    json: () => json(bounded(diagnostics), files, diagnostics),
    sarif: () => sarif(bounded(diagnostics), codes, programVersion()),
    github: () => joined([github(bounded(diagnostics), notes, codes), summary(diagnostics, files, base)]),
  };
  terminal.out(reports[format]());
  if (format === 'github') {
    const failure = appendStepSummary(room => stepSummary(diagnostics, files, codes, base, room));
    if (failure) terminal.note(failure);
  } else {
    notes.forEach(terminal.note);
  }
  const waived = loaded.waived.filter(isShown).length;
  if (waived) terminal.note(`另有 ${waived} 个问题已按说明放行`);
  return exitCode(diagnostics, strict);
}

/** Returns 1 for errors or, with --strict, warnings in the data; else 0. */
export function exitCode(diagnostics: readonly Diagnostic[], strict: boolean): number {
  return diagnostics.some(({ severity }) => strict || severity === 'error') ? 1 : 0;
}
