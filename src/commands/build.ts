import { refuseOut } from '../io/output/out-folder.js';
import { Output, type Written } from '../io/output/output.js';
import { type ManifestEntry } from '../model/document.js';
import { must } from '../model/must.js';
import { cleanUp } from '../print/clean-up.js';
import { folderOf, planBuild } from '../print/plan.js';
import { strangersText } from '../report/obstacles.js';
import { leaveOutSettled, type Settled, settle, settleAssets } from '../print/settled.js';
import type { Terminal } from '../io/terminal.js';
import { Timing } from '../io/timing.js';
import { checkAll, readProject, reportProblems } from './build/check-all.js';
import { type Made, makeForms, makeYears, nothingMade, type Write } from './build/make.js';
import { type BuildOptions, openRun, outFolder, type Run, timingOf } from './build/run.js';

export type { BuildOptions };

/** Checks all data and writes every document that changed. @returns the exit code */
export async function build(options: BuildOptions, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const timing = new Timing(options.timing);
  const read = await readProject(options, timing, terminal);
  if (!read) return 1;
  const { published } = read;
  const ready = await openRun(read, timing, options, terminal);
  const run: OpenRun = { ...ready, output: await openOutput(options) };
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

/** A run that writes documents. */
interface OpenRun extends Run {
  output: Output;
}

async function openOutput(options: BuildOptions): Promise<Output> {
  const out = outFolder(options);
  refuseOut(options.root, out);
  return Output.open(out, options.public);
}

/** Checks what is not known from an earlier run, reports the problems, and decides what is printed. */
async function plan({ options, terminal, timing, project, published, output, cache, binds, common }: OpenRun) {
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

/** The documents of a run, as they were written. */
interface Documents {
  counts: Record<Written, number>;
  /** By their owner. */
  entries: Map<string, ManifestEntry[]>;
}

type Executed = Made & Documents;

/** Prints and writes what was planned. */
async function execute(planned: Planned, run: OpenRun): Promise<Executed> {
  const { output, timing, stylesheets, cache } = run;
  const counts: Documents['counts'] = { created: 0, updated: 0, unchanged: planned.left.documents };
  const entries: Documents['entries'] = new Map();
  const write: Write = async (owner, { document, entry }) => {
    const written = entries.get(owner) ?? [];
    entries.set(owner, written);
    counts[await timing.measure('写出', () => output.write(document, entry))] += 1;
    written.push(must(output.entry(entry.path), entry.path));
  };
  const made = nothingMade();
  await makeForms(planned, planned.years.length, made, write, run);
  await makeYears(planned.years, planned.left.bound, made, write, run);
  const writeAssets = (): ReturnType<Output['writeAssets']> => output.writeAssets(stylesheets.forHtml());
  await timing.measure('字体和样式', () => settleAssets(stylesheets.assetsKey(), writeAssets, cache, output));
  return { ...made, counts, entries };
}

/**
 * Removes what is out of date, writes the manifest, and notes for later runs what was made.
 *
 * @returns also the files of a public folder that are none of it
 */
async function finish(planned: Planned, made: Executed, run: OpenRun) {
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
  await cache?.settled();
  await cache?.trim();
  return { ...cleaned, strangers };
}

function lastLine({ created, updated, unchanged }: Documents['counts'], removed: number, milliseconds: number): string {
  const total = created + updated + unchanged;
  const seconds = (milliseconds / 1000).toFixed(1);
  return `完成：${total} 份文档（新增 ${created}，更新 ${updated}，未变 ${unchanged}，删除 ${removed}），用时 ${seconds} 秒`;
}
