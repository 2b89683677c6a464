import { rewriteFiles } from '../io/output/rewrite.js';
import type { Terminal } from '../io/terminal.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { type Consent, fixInputs } from '../edit/fix.js';
import { fixQuestion, fixReport } from '../report/problems/fixes.js';
import { interruptible } from '../io/interruptible.js';
import { openProject, type Project } from '../load/project.js';

/** The fixes to make: the mechanical ones, and those of the others that a person agrees to; or all of them. */
export type FixMode = 'asked' | 'all';

/**
 * Applies the fixes that the rules propose to the files that the paths name, and reports them. On a terminal the user
 * is asked about those that need a person; elsewhere these are left, unless the mode is `all`.
 *
 * @returns the project after the fixes
 * @throws UserError when a file cannot be written
 */
export async function fixProject(
  root: string,
  paths: readonly string[],
  mode: FixMode,
  isWanted: (problem: Diagnostic) => boolean,
  { ask }: Pick<Terminal, 'ask'>,
  tell: (text: string) => void,
  signal: AbortSignal,
): Promise<Project> {
  const project = openProject(root, paths);
  const { narrowed, wanted: { includes }, layouts, fonts } = project;
  const { consent, refused } = consentOf(mode, ask);
  const isFixed = (problem: Diagnostic): boolean => includes(problem.file) && isWanted(problem);
  const fix = (): ReturnType<typeof fixInputs> => fixInputs(narrowed, isFixed, layouts, fonts, consent);
  const { files, fixes, left } = await interruptible(signal, fix);
  rewriteFiles(root, files);
  tell(fixReport(fixes, left, refused()));
  return files.length ? openProject(root, paths) : project;
}

/** Returns who decides about the fixes that need a person, and how many were not made. */
function consentOf(mode: FixMode, ask: Terminal['ask']): { consent: Consent; refused: () => number } {
  let rest = mode === 'all' ? true : ask ? undefined : false;
  let refused = 0;
  const consent: Consent = async (problem, fix) => {
    const answer = rest === undefined ? letterOf(await ask?.(fixQuestion(problem, fix)) ?? '') : undefined;
    if (answer === 'a' || answer === 'q') rest = answer === 'a';
    const isAgreed = rest ?? answer === 'y';
    if (!isAgreed) refused += 1;
    return isAgreed;
  };
  return { consent, refused: () => refused };
}

/** Returns the letter of an answer, as Chinese and English keyboards give it: 是, yes and ｙ are y. */
function letterOf(answer: string): string {
  const text = answer.normalize('NFKC').trim().toLowerCase();
  return /^[是改好]/.test(text) ? 'y' : /^[否不]/.test(text) ? 'n' : text.charAt(0);
}
