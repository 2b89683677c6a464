import { type Inputs, sourcesOf } from '../../model/inputs.js';
import { UserError } from '../../model/user-error.js';
import { isListed } from '../../model/diagnostic.js';
import { placeName } from '../../load/place-name.js';
import { load, type Loaded } from '../../load/load.js';
import { exitCode } from '../check.js';
import { interruptible } from '../../io/interruptible.js';
import { publish } from '../../publish/publish.js';
import { targetsCsv } from '../../publish/targets-csv.js';
import { obstacleText } from '../../report/obstacles.js';
import { NOTHING_PUBLIC, withheldText } from '../../report/withheld.js';
import { allProblems, onlyErrors } from '../../report/problems/show.js';
import { openProject, type Project } from '../../load/project.js';
import type { Terminal } from '../../io/terminal.js';
import type { Timing } from '../../io/timing.js';
import type { BuildOptions, PublicProject, ReadProject } from './run.js';

/**
 * With more files the check takes longer than Ctrl-C should wait: it then runs without signal handlers, and Ctrl-C ends
 * the process at once. The next run removes the empty folder left in the output folder.
 */
const MANY_FILES = 100;

/** Loads inputs; many of them without signal handlers. @param hasRules false for what was checked already */
export async function checkAll(
  inputs: Inputs,
  { layouts, fonts, inputs: { years } }: Project,
  signal: AbortSignal,
  hasRules = true,
): Promise<Loaded> {
  const check = (): Loaded => load(inputs, layouts, fonts, { all: years, ...!hasRules && { rules: [] } });
  return sourcesOf(inputs).length > MANY_FILES ? interruptible(signal, check) : check();
}

/**
 * Reads the data, and makes the public version of it where that is asked for.
 *
 * @returns `undefined` when there is none, which is reported
 */
export async function readProject(
  options: BuildOptions,
  timing: Timing,
  terminal: Terminal,
): Promise<ReadProject | undefined> {
  const project = timing.measure('读入', () => openProject(options.root, options.paths));
  if (!options.public) return { project, published: undefined };
  const published = await timing.measure('公开版', () => publicProject(project, options, terminal));
  return published && { project: published.project, published };
}

/**
 * Checks all data, and makes the public version of it.
 *
 * @returns `undefined` when something is wrong or not decided, which is reported
 */
async function publicProject(
  project: Project,
  options: BuildOptions,
  terminal: Terminal,
): Promise<PublicProject | undefined> {
  if (options.paths.length) throw new UserError('公开版要整个做，不能只做几个部门或几张表', '去掉后面的路径');
  const { layouts, fonts, inputs } = project;
  const loaded = await checkAll(inputs, project, options.signal);
  if (reportProblems(project, loaded, 0, options, terminal)) {
    terminal.out('没有写公开版：改好上面的问题再运行');
    return undefined;
  }
  const { inputs: files, made, obstacles, withheld } = publish(inputs, loaded, layouts, fonts);
  if (obstacles.length) {
    terminal.out(obstacleText(obstacles));
    return undefined;
  }
  const lines = [...withheld.map(withheldText), ...made.departments.length ? [] : [NOTHING_PUBLIC]];
  const publicOne = { ...project, inputs: files, narrowed: files };
  return { project: publicOne, loaded: made, targets: targetsCsv(made.departments), lines };
}

/** Reports the problems. @returns the exit code for them */
export function reportProblems(
  { textOf }: Project,
  { diagnostics, files, notes, forms }: Loaded,
  settledWarnings: number,
  { strict, quiet }: BuildOptions,
  terminal: Terminal,
): number {
  const placeOf = (file: string, pointer: string): string => placeName(forms.get(file), pointer);
  const problems = { diagnostics, files, textOf, placeOf, forms: forms.size };
  const report = !strict
    ? onlyErrors(problems, settledWarnings, terminal.colour)
    : diagnostics.some(isListed) ? allProblems({ ...problems, diagnostics: diagnostics.filter(isListed) }, terminal.colour) : '';
  if (report) terminal.out(report);
  if (!quiet) for (const note of notes) terminal.note(note);
  return exitCode(diagnostics, strict);
}
