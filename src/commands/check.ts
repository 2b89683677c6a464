import { appendStepSummary } from '../io/step-summary.js';
import { type Marked, markNew } from '../compare/new-problems.js';
import { baselineOf, markSince } from '../compare/baseline.js';
import { readTextFile, writeTextFile } from '../io/output/text-file.js';
import { programVersion } from '../io/program.js';
import { type Diagnostic, isListed } from '../model/diagnostic.js';
import { bounded } from '../model/bounded.js';
import { codes } from '../load/codes.js';
import { load } from '../load/load.js';
import { placeName } from '../load/place-name.js';
import { editor } from '../report/problems/editor.js';
import { github } from '../report/problems/github.js';
import { json } from '../report/problems/json.js';
import { summary } from '../report/problems/pretty.js';
import { sarif } from '../report/problems/sarif.js';
import { stepSummary } from '../report/problems/step-summary.js';
import { type FixMode, fixProject } from './fix.js';
import { type Filter, filterOf, selectProblems } from './select-problems.js';
import { interruptible } from '../io/interruptible.js';
import { allProblems, joined } from '../report/problems/show.js';
import { openProject } from '../load/project.js';
import type { Terminal } from '../io/terminal.js';

export type CheckFormat = 'pretty' | 'json' | 'github' | 'sarif' | 'editor';

export interface CheckOptions extends Filter {
  root: string;
  paths: string[];
  format: CheckFormat;
  strict: boolean;
  /** Set to apply the fixes that the rules propose, before the check. */
  fix?: FixMode;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
  /** A baseline file, or the version, whose problems are not new; `true` for the merge base with the main branch. */
  new?: string | true;
  /** The file to write the problems to, as known ones. */
  baseline?: string;
}

/**
 * Reports the problems. Writes no file, except for fixes when `fix` is set, and the baseline.
 *
 * @returns the exit code
 * @throws UserError for a rule that does not exist, or a baseline that cannot be read or written
 */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const { root, paths, format, strict, fix, signal } = options;
  const isWanted = filterOf(options);
  const tell = format === 'pretty' ? terminal.out : terminal.note;
  const asking = format === 'pretty' ? terminal : {};
  const project = fix ? await fixProject(root, paths, fix, isWanted, asking, tell, signal) : openProject(root, paths);
  const { inputs, narrowed, wanted, layouts, fonts, textOf } = project;
  const reach = { all: inputs.years, acrossDepartments: !paths.length };
  const loaded = await interruptible(signal, () => load(narrowed, layouts, fonts, reach));
  const placeOf = (file: string, pointer: string): string => placeName(loaded.forms.get(file), pointer);
  // A problem of a department or a year applies to each of its forms.
  const isShown = ({ file }: Diagnostic): boolean => wanted.includes(file) || /\/(department|scheme)\.yaml$/.test(file);
  const found = loaded.diagnostics.filter(isShown);
  const { diagnostics: all, base, notes: failures } = await mark(found, options, placeOf);
  const { files } = loaded;
  const forms = [...loaded.forms.keys()].filter(wanted.includes).length;
  if (options.baseline !== undefined) {
    writeTextFile(options.baseline, baselineOf(all, placeOf));
    tell(`${all.length} 个问题记进了 ${options.baseline}；以后运行 npm run check -- --new ${options.baseline}，只列新的`);
    return 0;
  }
  const { chosen, diagnostics, listed, notes: left } = selectProblems(all, options, isWanted, base);
  const notes = [...failures, ...loaded.notes];
  const reports: Record<CheckFormat, () => string> = {
    pretty: () =>
      allProblems({ diagnostics: listed, all, files, textOf, placeOf, forms, base, notes: left }, terminal.colour),
    json: () => json(bounded(diagnostics), files, diagnostics, all),
    editor: () => joined([editor(bounded(listed)), summary(listed, files, base)]),
    sarif: () => sarif(bounded(diagnostics), codes, programVersion()),
    github: () => joined([github(bounded(listed), notes, codes), summary(listed, files, base), ...left]),
  };
  (format === 'pretty' ? terminal.out : terminal.data)(reports[format]());
  if (format === 'github') {
    const failure = appendStepSummary(room => stepSummary(chosen.filter(isListed), files, codes, base, room));
    if (failure) terminal.note(failure);
  } else {
    notes.forEach(terminal.note);
  }
  const waived = loaded.waived.filter(isShown).length;
  if (waived) terminal.note(`另有 ${waived} 个问题已按说明放行`);
  // An error is an error, listed or not: its department gets no official document.
  return Math.max(exitCode(all, false), exitCode(listed, strict));
}

/** Marks the new problems, if that was asked for. Without a version to compare with, a note says why. */
async function mark(
  found: readonly Diagnostic[],
  { root, new: since, signal }: CheckOptions,
  placeOf: (file: string, pointer: string) => string,
): Promise<Marked> {
  if (since === undefined) return { diagnostics: [...found], base: undefined, notes: [] };
  const text = since === true ? undefined : readTextFile(since);
  if (since === true || text === undefined) return markNew(found, root, since === true ? undefined : since, signal);
  return { diagnostics: markSince(found, text, since, placeOf), base: since, notes: [] };
}

/** Returns 1 for errors or, with --strict, for warnings that are reported without being asked for; else 0. */
export function exitCode(diagnostics: readonly Diagnostic[], strict: boolean): number {
  return diagnostics.some(problem => problem.severity === 'error' || (strict && isListed(problem))) ? 1 : 0;
}
