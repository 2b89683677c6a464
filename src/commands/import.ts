import { resolve, sep } from 'node:path';
import { attachedFiles } from '../import/plan/attached.js';
import { planFiles } from '../import/plan/plan.js';
import { schemesFor } from '../import/plan/scheme.js';
import { type LayoutFile, newLayout, vocabularyKind } from '../import/new-layout/new-layout.js';
import { type LayoutReader, layoutReader } from '../import/recognise/attempts.js';
import { type Found, recognise, yearIn } from '../import/recognise/recognise.js';
import { stateOf, writeFiles } from '../io/output/write-files.js';
import { readSchemas, readTemplates } from '../io/program.js';
import type { Terminal } from '../io/terminal.js';
import { readAnyKind } from '../load/kind-of-text.js';
import { Layouts } from '../load/layouts.js';
import { load } from '../load/load.js';
import { openProject } from '../load/project.js';
import type { Kind } from '../model/form.js';
import { templateOf } from '../model/kinds.js';
import { similar } from '../model/similar.js';
import { Source } from '../model/source.js';
import { UserError } from '../model/user-error.js';
import { importText } from '../report/import.js';
import { summary } from '../report/problems/pretty.js';
import { readWorld, type World } from './import/existing.js';
import { readSources, type SourceFile } from './import/read-sources.js';
import { notesOn, reportOf } from './import/report-of.js';

export interface ImportOptions {
  root: string;
  /** Files of Word, Excel, pages, texts, and PDFs of this program. */
  paths: string[];
  /** The layout of the forms; without it the one that they are closest to. */
  layout?: string;
  year?: string;
  /** Makes a layout of this name from the forms first. */
  newLayout?: string;
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
  const sources = await readSources(paths);
  const { layouts, templates, made } = prepare(sources, options);
  const world = readWorld(root, layouts);
  const wanted = options.newLayout === undefined ? options : { ...options, layout: options.newLayout };
  const readers = readersFor(layouts, templates, world, wanted);
  const read = sources.flatMap(source => ('file' in source ? [source.file] : []));
  // A form that says no year is of the year of those beside it.
  const others = read.map(file => yearIn(file, readers)).find(found => found !== undefined);
  const formsOf = (source: SourceFile): Found[] =>
    ('file' in source ? recognise(source.file, readers, year, wanted.layout !== undefined, others) : []);
  const found = new Map(sources.map(source => [source, formsOf(source)]));
  const plan = planFiles([...found.values()].flat(), { department, existing: world.forms });
  const kindOf = (text: string): Kind | undefined =>
    readAnyKind(new Source('', new TextEncoder().encode(text)), layouts)?.kind;
  const attached = sources.flatMap(source =>
    'file' in source
      ? attachedFiles(source.path.split(sep).join('/'), source.file.attached ?? [], kindOf, {
          year,
          department,
        })
      : [],
  );
  const files = [...plan.files, ...attached];
  const schemes = schemesFor(plan.forms, world.inputs.years, layouts);
  const states = [...made, ...schemes, ...files].map(({ path, text }) => {
    const bytes = new TextEncoder().encode(text);
    return { path, text, bytes, state: stateOf(root, { path, bytes }) };
  });
  terminal.out(importText(reportOf(found, plan, states, notesOn(options.newLayout)), dryRun));
  if (dryRun) {
    for (const { path, text, state } of states)
      if (state !== '相同') terminal.out(`\n──── ${path}\n${text.trimEnd()}`);
    return codeOf(found);
  }
  const existing = states.filter(({ state }) => state === '覆盖');
  if (existing.length && !force) {
    throw new UserError(
      `有 ${existing.length} 个文件已经有了，内容不同`,
      '要盖掉它们，加 --force（先提交，才看得出改了什么）；一个文件也没有写',
      { details: existing.map(({ path }) => path) },
    );
  }
  if (!files.length) throw new UserError('没有一张表能导入', '原因见上面；一个文件也没有写');
  writeFiles(root, states);
  return Math.max(codeOf(found), checkWritten(root, files, terminal));
}

/** The layouts that there are, and the one that is made from the forms. */
function prepare(sources: readonly SourceFile[], { root, newLayout: name }: ImportOptions) {
  const schemas = readSchemas(root);
  const templates = readTemplates(root);
  const layouts = new Layouts(schemas);
  const made = name === undefined ? [] : makeLayout(name, sources, layouts);
  return {
    layouts: made.length ? new Layouts([...schemas, ...made.filter(({ path }) => path.endsWith('.json'))]) : layouts,
    templates: new Map([...templates, ...made].map(({ path, text }) => [path, text])),
    made,
  };
}

/** @throws UserError for a name that is taken or no name of a layout, and where there is no form */
function makeLayout(name: string, sources: readonly SourceFile[], layouts: Layouts): LayoutFile[] {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) throw new UserError(`版式不能叫“${name}”`, '只用小写字母、数字和 -');
  if (layouts.names().includes(name))
    throw new UserError(`已经有名为“${name}”的版式`, `换一个名称；要用它导入，写 --layout ${name}`);
  const vocabulary = { path: 'schemas/vocabulary/project.schema.json', text: vocabularyKind(layouts.core) };
  const [kind] =
    new Layouts([{ path: 'schemas/core.schema.json', text: JSON.stringify(layouts.core) }, vocabulary]).kinds(
      'vocabulary',
    ) ?? [];
  const files = sources.flatMap(source => ('file' in source ? [source.file] : []));
  const made = kind ? newLayout(name, files, layouts.core, kind) : [];
  if (!made.length) throw new UserError('这些文件里没有表，建不了版式', '表要有表名和格子；一个文件也没有写');
  return made;
}

/** Returns the readers of the layouts to try; the usual one goes before others that understand as much. */
function readersFor(
  layouts: Layouts,
  templates: ReadonlyMap<string, string>,
  world: World,
  { layout, year }: ImportOptions,
): LayoutReader[] {
  if (layout !== undefined && !layouts.names().includes(layout)) {
    const meant = similar(layout, layouts.names());
    throw new UserError(
      `没有名为“${layout}”的版式`,
      meant === undefined ? `有的是：${layouts.names().join('、')}` : `是不是“${meant}”`,
    );
  }
  const scheme = world.schemeOf(year);
  const usual = scheme.layout ?? layouts.defaultLayout();
  const names = layout === undefined ? [usual, ...layouts.names().filter(name => name !== usual)] : [layout];
  return names.flatMap((name) => {
    const kinds = layouts.kinds(name);
    return kinds
      ? [layoutReader(name, kinds, layouts.core, scheme, kind => templates.get(templateOf(kind)) ?? '')]
      : [];
  });
}

function codeOf(found: ReadonlyMap<SourceFile, Found[]>): number {
  return [...found].some(([source, forms]) => 'failure' in source || forms.some(({ is }) => is === 'refused'))
    ? 1
    : 0;
}

/** The result is checked at once: how many problems, not which. @returns the exit code */
function checkWritten(root: string, files: readonly { path: string }[], terminal: Terminal): number {
  const { narrowed, layouts, fonts, wanted } = openProject(
    root,
    files.map(({ path }) => resolve(root, path)),
  );
  const { diagnostics, files: count } = load(narrowed, layouts, fonts);
  const own = diagnostics.filter(({ file }) => wanted.includes(file));
  terminal.out(`${summary(own, count)}${own.length ? '；npm run check 看问题' : ''}`);
  return own.some(({ severity }) => severity === 'error') ? 1 : 0;
}
