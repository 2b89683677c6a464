import { rewriteFiles } from '../io/output/rewrite.js';
import { fixInputs } from '../edit/fix.js';
import { fixReport } from '../report/problems/fixes.js';
import { interruptible } from '../io/interruptible.js';
import { openProject, type Project } from '../load/project.js';

/**
 * Applies the fixes that the rules propose to the files that the paths name, and reports them.
 *
 * @returns the project after the fixes
 * @throws UserError when a file cannot be written
 */
export async function fixProject(
  root: string,
  paths: readonly string[],
  tell: (text: string) => void,
  signal: AbortSignal,
): Promise<Project> {
  const project = openProject(root, paths);
  const { narrowed, wanted: { includes }, layouts, fonts } = project;
  const { files, fixes, left } = await interruptible(signal, () => fixInputs(narrowed, includes, layouts, fonts));
  rewriteFiles(root, files);
  tell(fixReport(fixes, left));
  return files.length ? openProject(root, paths) : project;
}
