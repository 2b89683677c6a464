import { Output, type Written } from '../io/output/output.js';
import { PrintError } from '../io/browser/printer.js';
import { type ManifestEntry } from '../model/document.js';
import { must } from '../model/must.js';
import type { Department } from '../model/form.js';
import { visible } from '../model/visible.js';
import { buildVolume, buildYear } from '../print/bind.js';
import { boundOf, type BoundPdf, type BoundVolume } from '../print/bound.js';
import { printsOf, recallVolume } from '../print/recall.js';
import { buildWorkbook } from '../print/office/make-workbook.js';
import { type Built, buildForm, type BuildTools, type PrintTask } from '../print/print.js';
import { cleanUp } from '../print/clean-up.js';
import { eachOf } from '../io/each-of.js';
import { folderOf, planBuild } from '../print/plan.js';
import { strangersText } from '../report/obstacles.js';
import { openProject } from '../load/project.js';
import { leaveOutSettled, type Settled, settle, settleAssets } from '../print/settled.js';
import type { Terminal } from '../io/terminal.js';
import { Timing } from '../io/timing.js';
import { checkAll, publicProject, reportProblems } from './build/check-all.js';
import { type BuildOptions, open, type Run, timingOf, toolsOf } from './build/run.js';

export type { BuildOptions };

/** Checks all data and writes every document that changed. @returns the exit code */
export async function build(options: BuildOptions, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const timing = new Timing(options.timing);
  const read = timing.measure('读入', () => openProject(options.root, options.paths));
  const published = options.public ? await timing.measure('公开版', () => publicProject(read, options, terminal)) : undefined;
  if (options.public && !published) return 1;
  const run = await open(published?.project ?? read, published, timing, options, terminal);
  try {
    const planned = await plan(run);
    const made = await execute(planned, run);
    const { removed, lines, strangers } = await run.timing.measure('收尾', () => finish(planned, made, run));
    run.progress.stop();
    if (options.timing) terminal.note(await timingOf(run));
    [...lines, ...published?.lines ?? [], ...strangers.length ? [strangersText(strangers)] : []].forEach(terminal.out);
    terminal.out(lastLine(made.counts, removed, performance.now() - started));
    return made.failed.size ? 2 : strangers.length ? 1 : planned.code;
  } finally {
    run.progress.stop();
    await Promise.all([run.printer.close(), run.output.discard()]);
  }
}

/** Checks what is not known from an earlier run, reports the problems, and decides what is printed. */
async function plan({ options, terminal, timing, project, published, output, cache, binds, common }: Run) {
  const { paths, signal, strict } = options;
  const { inputs, narrowed, wanted } = project;
  const left: Settled = cache && !paths.length
    ? await timing.measure('核对旧文档', () => leaveOutSettled(inputs, common, { binds, strict }, cache, output))
    : { inputs: narrowed, documents: 0, warnings: 0, bound: new Map(), years: new Set() };
  // The rules checked the files before anything was left out of them.
  const loaded = published && !left.documents
    ? published.loaded
    : await timing.measure('检查', () => checkAll(left.inputs, project, signal, !published));
  const code = published ? 0 : reportProblems(project, loaded, left.warnings, options, terminal);
  return {
    ...planBuild(inputs, narrowed, left, loaded, wanted, { ...options, binds }),
    loaded,
    left,
    /** The exit code that the problems come to. */
    code,
  };
}

type Planned = Awaited<ReturnType<typeof plan>>;

/** Documents that are made together. */
interface Task {
  /** The name of the task in progress messages. */
  label: string;
  /** The folder of the department, or of the year, that the documents belong to. */
  owner: string;
  make: () => Promise<Built[]>;
}

interface Made {
  counts: Record<Written, number>;
  /** The documents of this run by their owner. */
  entries: Map<string, ManifestEntry[]>;
  /** Owners of documents that could not be printed. */
  failed: Set<string>;
  /** The prints of forms, by the path of the YAML. */
  prints: Map<string, BoundPdf>;
  /** The volumes of departments, by their folder. */
  volumes: Map<string, BoundVolume>;
  /** Folders of departments and years that are not bound because a form could not be printed. */
  unbound: string[];
}

/** Prints and writes what was planned. */
async function execute(planned: Planned, run: Run): Promise<Made> {
  const { forms, whole, years, left, known } = planned;
  const { options: { jobs, signal, volume, formats }, output, timing, stylesheets, cache, progress } = run;
  const made: Made = {
    counts: { created: 0, updated: 0, unchanged: left.documents },
    entries: new Map(), failed: new Set(), prints: new Map(), volumes: new Map(), unbound: [],
  };
  const tools = toolsOf(run);
  const bindable = new Map((volume ? whole : []).map(one => [folderOf(one), one]));
  // A workbook has all forms of a department: it is made where none of them is missing.
  const books = new Map(forms.flatMap(({ department, isDraft }) =>
    (formats.includes('xlsx') && known.has(folderOf(department)) ? [[folderOf(department), { department, isDraft }]] : [])));
  const steps = forms.length + bindable.size + years.length + books.size;
  if (steps) progress.start(steps);
  const open = new Map<string, number>();
  for (const { department } of forms) open.set(folderOf(department), (open.get(folderOf(department)) ?? 0) + 1);
  await eachOf(forms, jobs * 2, signal, async (task) => {
    const owner = folderOf(task.department);
    const make = async (): Promise<Built[]> => {
      const { built, pdf } = await buildForm(task, tools);
      if (pdf) made.prints.set(task.form.source.path, boundOf(pdf));
      return built;
    };
    await perform({ label: task.form.source.path, owner, make }, made, run);
    open.set(owner, (open.get(owner) ?? 1) - 1);
    // Volume and workbook of a department are made as soon as its last form is printed.
    if (open.get(owner)) return;
    const book = books.get(owner);
    if (book) await perform(workbookTask(owner, book, tools), made, run);
    const department = bindable.get(owner);
    if (!department) return;
    if (made.failed.has(owner)) made.unbound.push(owner);
    else await perform(volumeTask(department, made, tools), made, run);
  });
  for (const year of years) {
    const departments = year.departments.map(({ path }) =>
      made.volumes.get(path) ?? recallVolume(path, left.bound, run.project, cache, tools));
    if (!departments.every(department => department !== undefined)) {
      made.unbound.push(year.path);
      continue;
    }
    signal.throwIfAborted();
    const make = async (): Promise<Built[]> => [await buildYear(departments, tools)];
    await perform({ label: `${year.path}/volume`, owner: year.path, make }, made, run);
  }
  const writeAssets = (): ReturnType<Output['writeAssets']> => output.writeAssets(stylesheets.forHtml());
  await timing.measure('字体和样式', () => settleAssets(stylesheets.assetsKey(), writeAssets, cache, output));
  return made;
}

function volumeTask(department: Department, made: Made, tools: BuildTools): Task {
  const owner = folderOf(department);
  const make = async (): Promise<Built[]> => {
    const { built, bound } = await buildVolume(department, printsOf(department, made.prints, tools), tools);
    if (bound) made.volumes.set(owner, bound);
    return built;
  };
  return { label: `${owner}/volume`, owner, make };
}

function workbookTask(
  owner: string,
  { department, isDraft }: Pick<PrintTask, 'department' | 'isDraft'>,
  tools: BuildTools,
): Task {
  return { label: `${owner}/workbook`, owner, make: async () => [await buildWorkbook(department, isDraft, tools)] };
}

/** Makes and writes some documents. When they cannot be printed, the user is told, and the others are made. */
async function perform({ label, owner, make }: Task, made: Made, run: Run): Promise<void> {
  const { options: { signal }, terminal, timing, output, progress } = run;
  try {
    const built = await make();
    signal.throwIfAborted();
    const entries = made.entries.get(owner) ?? [];
    made.entries.set(owner, entries);
    for (const { document, entry } of built) {
      made.counts[await timing.measure('写出', () => output.write(document, entry))] += 1;
      entries.push(must(output.entry(entry.path), entry.path));
    }
  } catch (error) {
    if (!(error instanceof PrintError)) throw error;
    terminal.note(`${visible(error.message)}\n→ ${visible(error.hint ?? '')}`);
    made.failed.add(owner);
  }
  progress.step(label);
}

/**
 * Removes what is out of date, writes the manifest, and notes for later runs what was made.
 *
 * @returns also the files of a public folder that are none of it
 */
async function finish(planned: Planned, made: Made, run: Run) {
  const { entries, failed, volumes, unbound } = made;
  const { options, project: { inputs, layouts }, output, cache, common, timing, published } = run;
  const cleaned = await cleanUp(inputs, planned, options.draft, entries, unbound.sort(), output);
  // Charts and pinyin are loaded when they are needed, not by a run that stops at a mistake.
  const { writeCatalogue } = await import('../site/catalogue.js');
  const { left, loaded, faulty } = planned;
  const pages = await timing.measure('目录', () =>
    writeCatalogue({ inputs, open: left.inputs, layouts, loaded, faulty }, { output, isPublic: options.public }));
  if (published) await output.writeAsset(published.targets);
  await output.close();
  const strangers = options.public ? output.strangers() : [];
  if (cache && planned.code === 0 && !failed.size) {
    settle(inputs, loaded.diagnostics, planned.whole.map(folderOf), entries, pages, volumes, common, cache);
  }
  await cache?.trim();
  return { ...cleaned, strangers };
}

function lastLine({ created, updated, unchanged }: Made['counts'], removed: number, milliseconds: number): string {
  const total = created + updated + unchanged;
  const seconds = (milliseconds / 1000).toFixed(1);
  return `完成：${total} 份文档（新增 ${created}，更新 ${updated}，未变 ${unchanged}，删除 ${removed}），用时 ${seconds} 秒`;
}
