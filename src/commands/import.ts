import { basename, resolve, sep } from 'node:path';
import { attachedFiles } from '../import/plan/attached.js';
import { placeOf } from '../import/plan/place.js';
import { type Plan, planFiles } from '../import/plan/plan.js';
import { schemesFor } from '../import/plan/scheme.js';
import { layoutReader } from '../import/recognise/attempts.js';
import { type Found, recognise } from '../import/recognise/recognise.js';
import { type FileState, type NewFile, stateOf, writeNewFiles } from '../io/output/write-new.js';
import { readSchemas, readTemplates } from '../io/program.js';
import type { Terminal } from '../io/terminal.js';
import { Layouts } from '../load/layouts.js';
import { load } from '../load/load.js';
import { openProject } from '../load/project.js';
import { templateOf } from '../model/kinds.js';
import { similar } from '../model/similar.js';
import { UserError } from '../model/user-error.js';
import { type ImportReport, importText } from '../report/import.js';
import { summary } from '../report/problems/pretty.js';
import { readWorld, type World } from './import/existing.js';
import { readSources, type SourceFile } from './import/read-sources.js';

export interface ImportOptions {
  root: string;
  /** Files of Word, Excel, pages, texts, and PDFs of this program. */
  paths: string[];
  /** The layout of the forms; without it the one that they are closest to. */
  layout?: string;
  year?: string;
  /** Name of the department's folder. */
  department?: string;
  dryRun: boolean;
  /** True to write over files that are there. */
  force: boolean;
}

/**
 * Official forms → YAML in `data/`, all of them or none. Reports what has no place there.
 *
 * @returns the exit code: 1 when a file or a form was not read, or the result has errors
 * @throws UserError when nothing can be written
 */
export async function importForms(options: ImportOptions, terminal: Terminal): Promise<number> {
  const { root, paths, dryRun, force, year, department } = options;
  if (!paths.length) throw new UserError('没有写要导入的文件', '写成 npm run import -- 表.docx');
  const layouts = new Layouts(readSchemas(root));
  const sources = await readSources(paths);
  const world = readWorld(root, layouts);
  const found = new Map(sources.map(source => [source, 'file' in source ? readForms(source, layouts, world, options) : []]));
  const plan = planFiles([...found.values()].flat(), { department, existing: world.forms });
  const attached = sources.flatMap(source => ('file' in source ? attachedFiles(source.path.split(sep).join('/'), source.file.attached ?? [], layouts.allKinds(), { year, department }) : []));
  const files = [...plan.files, ...attached];
  const schemes = schemesFor(plan.forms, world.inputs.years, layouts);
  const states = [...schemes, ...files].map(file => ({ ...file, state: stateOf(root, file) }));
  terminal.out(importText(reportOf(found, plan, states), dryRun));
  if (dryRun) {
    for (const { path, text, state } of states) if (state !== '相同') terminal.out(`\n──── ${path}\n${text.trimEnd()}`);
    return codeOf(found);
  }
  const existing = states.filter(({ state }) => state === '覆盖');
  if (existing.length && !force) {
    throw new UserError(`有 ${existing.length} 个文件已经有了，内容不同`, '要盖掉它们，加 --force（先提交，才看得出改了什么）；一个文件也没有写', { details: existing.map(({ path }) => path) });
  }
  if (!files.length) throw new UserError('没有一张表能导入', '原因见上面；一个文件也没有写');
  writeNewFiles(root, states);
  return Math.max(codeOf(found), checkWritten(root, files, terminal));
}

function readForms({ file }: Extract<SourceFile, { file: unknown }>, layouts: Layouts, world: World, { root, layout, year }: ImportOptions): Found[] {
  if (layout !== undefined && !layouts.names().includes(layout)) {
    const meant = similar(layout, layouts.names());
    throw new UserError(`没有名为“${layout}”的版式`, meant === undefined ? `有的是：${layouts.names().join('、')}` : `是不是“${meant}”`);
  }
  const scheme = world.schemeOf(year);
  const usual = scheme.layout ?? layouts.defaultLayout();
  const names = layout === undefined ? [usual, ...layouts.names().filter(name => name !== usual)] : [layout];
  const templates = new Map(readTemplates(root).map(({ path, text }) => [path, text]));
  const readers = names.flatMap((name) => {
    const kinds = layouts.kinds(name);
    return kinds ? [layoutReader(name, kinds, layouts.core, scheme, kind => templates.get(templateOf(kind)) ?? '')] : [];
  });
  return recognise(file, readers, year, layout !== undefined);
}

function codeOf(found: ReadonlyMap<SourceFile, Found[]>): number {
  return [...found].some(([source, forms]) => 'failure' in source || forms.some(({ is }) => is === 'refused')) ? 1 : 0;
}

function reportOf(found: ReadonlyMap<SourceFile, Found[]>, plan: Plan, states: readonly (NewFile & { state: FileState })[]): ImportReport {
  return {
    sources: [...found].map(([source, forms]) => {
      const read = forms.filter(one => one.is === 'read');
      const layout = read[0]?.layout;
      return {
        path: source.path,
        ...'failure' in source ? { failure: { message: source.failure.message, hint: source.failure.hint } } : {},
        ...layout === undefined ? {} : { layout },
        forms: read.length,
        refused: forms.filter(one => one.is === 'refused').map(({ why, hint, entries }) => {
          const [first, last] = [entries[0]?.item, entries.at(-1)?.item];
          const place = first && last ? `${placeOf(first)} 到第${last.row}行` : basename(source.path);
          return { place, texts: entries.length, why, hint };
        }),
        remarks: 'file' in source ? source.file.remarks.map(({ message, table, row, column }) => [
          ...table === undefined ? [] : [`表${table}`], ...row === undefined ? [] : [`第${row}行`], ...column === undefined ? [] : [`第${column}列`], message,
        ].join(' ')) : [],
      };
    }),
    files: states.map(({ path, state }) => ({ path, state })),
    notPlaced: plan.notPlaced.map(({ item, text, why }) => ({ place: placeOf(item), text, why })),
    counts: plan.counts,
    doubts: plan.doubts,
    notes: [],
  };
}

/** The result is checked at once: how many problems, not which. @returns the exit code */
function checkWritten(root: string, files: readonly NewFile[], terminal: Terminal): number {
  const { narrowed, layouts, fonts, wanted } = openProject(root, files.map(({ path }) => resolve(root, path)));
  const { diagnostics, files: count } = load(narrowed, layouts, fonts);
  const own = diagnostics.filter(({ file }) => wanted.includes(file));
  terminal.out(`${summary(own, count)}${own.length ? '；npm run check 看问题' : ''}`);
  return own.some(({ severity }) => severity === 'error') ? 1 : 0;
}
