import { isUnreadable } from '../model/diagnostic.js';
import type { Output } from '../io/output/output.js';
import { FORMATS, type ManifestEntry } from '../model/document.js';
import { departmentOf, type Inputs, isUnder, sourcesOf } from '../model/inputs.js';
import { visible } from '../model/visible.js';
import { outputPath } from './print.js';
import type { Plan } from './plan.js';

/**
 * Removes outdated documents of earlier runs, and reports what happened to departments with errors.
 *
 * @param inputs all of them
 * @param draft true when drafts may be in the output folder
 * @param made the documents of this run, by the folder of their department
 * @param unbound folders of departments and years that are not bound because a form could not be printed
 * @returns the number of removed documents, and lines for the user
 */
export async function cleanUp(
  inputs: Inputs,
  plan: Plan,
  draft: boolean,
  made: ReadonlyMap<string, readonly ManifestEntry[]>,
  unbound: readonly string[],
  output: Output,
): Promise<{ removed: number; lines: string[] }> {
  const removedDrafts = draft ? 0 : await output.prune(path => !output.entry(path)?.draft);
  let removed = removedDrafts + await output.prune(keepDocument(inputs, plan.known));
  const lines = removedDrafts ? [`以前印的草稿已删去（${removedDrafts} 份）`] : [];
  const reasonOf = (folder: string): string => (plan.faulty.get(folder) === 'warning' ? '有提醒' : '有错误');
  for (const folder of plan.faulty.keys()) {
    const entries = made.get(folder)?.filter(entry => entry.draft) ?? [];
    // A workbook has all forms of a department, also those that were not asked for.
    const ofForms = entries.filter(({ kind }) => kind !== 'workbook');
    const drafts = new Set((ofForms.length ? ofForms : entries).flatMap(({ sources }) => sources));
    if (!drafts.size) continue;
    // Documents of folders that could not be read are not removed.
    const isLost = inputs.diagnostics.some(({ code, file }) => code === 'file/unreadable' && isUnder(file, folder));
    const volumes = isLost ? 0 : await output.prune(path => stemOf(path) !== `${outputPath(folder)}/volume`);
    removed += volumes;
    const gone = volumes ? '，旧的汇编已删去' : '';
    lines.push(`草稿 ${visible(folder)}：${reasonOf(folder)}，${drafts.size} 张表印成草稿，不装订汇编${gone}`);
  }
  const oldOf = (path: string): string | undefined => describeOld(output.entries().filter(entry =>
    isMadeFrom(stemOf(entry.path), path) && output.has([entry])));
  for (const path of plan.unprinted) {
    lines.push(`没有印 ${visible(path)}：${reasonOf(departmentOf(path))}，${oldOf(path) ?? '没有旧的文档'}`);
  }
  for (const path of plan.untaken) {
    const old = oldOf(path);
    if (old) lines.push(`没有印 ${visible(path)}：有错误，${old}`);
  }
  const reportUnbound = (folder: string, reason: string): void => {
    const volume = output.entry(`${outputPath(folder)}/volume.pdf`);
    const old = volume && output.has([volume]) ? '旧的汇编保留' : '没有旧的汇编';
    lines.push(`没有装订 ${visible(folder)} 的汇编：${reason}，${old}`);
  };
  for (const year of plan.unbound) reportUnbound(year, '这一年还有错误');
  for (const folder of unbound) reportUnbound(folder, '有的表没有印出来');
  return { removed, lines };
}

/**
 * Returns a function that is true for documents to keep. A document is kept while the YAML it shows exists, whether
 * this run built it or not; also when that is not certain, because its department was not read or a file in it is
 * unreadable.
 *
 * @param known folders of the departments whose files are all known
 */
function keepDocument(inputs: Inputs, known: ReadonlySet<string>): (path: string) => boolean {
  const expected = new Set(sourcesOf(inputs).map(({ path }) => outputPath(path)));
  for (const { year, departments } of inputs.years) {
    for (const { name } of departments) {
      expected.add(`${year}/${name}/volume`);
      expected.add(`${year}/${name}/workbook`);
    }
    if (departments.length > 1) expected.add(`${year}/volume`);
  }
  const folders = new Set(inputs.years.flatMap(({ departments }) => departments.map(({ path }) => path)));
  const lost = inputs.diagnostics.filter(isUnreadable).map(({ file }) => departmentOf(file));
  const isAllIn = lost.every(folder => folders.has(folder));
  return (path) => {
    const owner = departmentOf(`data/${path}`);
    const isCertain = folders.has(owner) ? known.has(owner) : isAllIn;
    return !isCertain || expected.has(stemOf(path));
  };
}

/** Returns a path without its extension: `2024/甲/volume.pdf` → `2024/甲/volume`. */
function stemOf(path: string): string {
  return path.replace(new RegExp(`\\.(${FORMATS.join('|')})$`), '');
}

/** True when a document, given without extension, is made from the YAML file, or from one in the folder, at `path`. */
function isMadeFrom(stem: string, path: string): boolean {
  const isFile = /\.ya?ml$/i.test(path);
  return isFile ? stem === outputPath(path.replace(/\.ya?ml$/i, '')) : stem.startsWith(`${outputPath(path)}/`);
}

function describeOld(old: readonly ManifestEntry[]): string | undefined {
  if (!old.length) return undefined;
  return `旧的${old.every(({ draft }) => draft) ? '草稿' : '文档'}保留（${old.length} 份）`;
}
