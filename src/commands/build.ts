import { join } from 'node:path';
import { cacheFolder, PdfCache } from '../io/cache/cache.js';
import { browserIdentity } from '../io/browser/chromium.js';
import { refuseOut } from '../io/output/out-folder.js';
import { Output, type Written } from '../io/output/output.js';
import { createPrinter, PrintError } from '../io/browser/printer.js';
import { programIdentity, readScript, readSearchLibrary, readStyle, readTemplates } from '../io/program.js';
import { createProgress } from '../io/progress.js';
import { charactersOf, Stylesheets } from '../io/browser/stylesheets.js';
import { type Document, documentOf, type Format, type ManifestEntry } from '../model/document.js';
import { DEFAULT_FONT } from '../model/fonts.js';
import { must } from '../model/must.js';
import { noStore } from '../model/pdf.js';
import type { Department } from '../model/form.js';
import { type Inputs, sourcesOf } from '../model/inputs.js';
import { UserError } from '../model/user-error.js';
import { visible } from '../model/visible.js';
import { buildVolume, buildYear } from '../print/bind.js';
import { boundOf, type BoundPdf, type BoundVolume } from '../print/bound.js';
import { printsOf, recallVolume } from '../print/recall.js';
import { type Built, buildForm, type BuildTools } from '../print/print.js';
import { MISSING_GLYPH } from '../model/glyphs.js';
import { isListed } from '../model/diagnostic.js';
import { placeName } from '../load/place-name.js';
import { codes } from '../load/codes.js';
import { load, type Loaded, unjudged } from '../load/load.js';
import { createRenderer, type Template } from '../print/render.js';
import { WORDS } from '../print/views/words.js';
import { exitCode } from './check.js';
import { cleanUp } from '../print/clean-up.js';
import { LETTERS } from '../site/letters.js';
import { eachOf } from '../io/each-of.js';
import { interruptible } from '../io/interruptible.js';
import { folderOf, planBuild } from '../print/plan.js';
import { publish } from '../publish/publish.js';
import { targetsCsv } from '../publish/targets-csv.js';
import { obstacleText, strangersText } from '../report/obstacles.js';
import { allProblems, onlyErrors } from '../report/problems/show.js';
import { openProject, type Project } from '../load/project.js';
import { leaveOutSettled, type Settled, settle, settleAssets } from '../print/settled.js';
import type { Terminal } from '../io/terminal.js';
import { Timing } from '../io/timing.js';
import { timingTable } from '../report/timing.js';

export interface BuildOptions {
  root: string;
  paths: string[];
  out: string | undefined;
  formats: Format[];
  /** The number of forms printed at once. */
  jobs: number;
  cache: boolean;
  /** True to bind the forms of each department, and of each year, into one document. */
  volume: boolean;
  /** True to print the forms of departments with errors, as drafts. */
  draft: boolean;
  /** True for the public version. */
  public: boolean;
  strict: boolean;
  quiet: boolean;
  timing: boolean;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
}

/**
 * With more files the check takes longer than Ctrl-C should wait: it then runs without signal handlers, and Ctrl-C ends
 * the process at once. The next run removes the empty folder left in the output folder.
 */
const MANY_FILES = 100;

/** Checks all data and writes every document that changed. @returns the exit code */
export async function build(options: BuildOptions, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const timing = new Timing(options.timing);
  const read = timing.measure('读入', () => openProject(options.root, options.paths));
  const published = options.public ? await timing.measure('公开版', () => publicProject(read, options, terminal)) : undefined;
  if (options.public && !published) return 1;
  const run = await open(published?.project ?? read, published?.targets, timing, options, terminal);
  try {
    const planned = await plan(run);
    const made = await execute(planned, run);
    const { removed, lines } = await run.timing.measure('收尾', () => finish(planned, made, run));
    run.progress.stop();
    if (options.timing) terminal.note(await timingOf(run));
    lines.forEach(terminal.out);
    terminal.out(lastLine(made.counts, removed, performance.now() - started));
    return made.failed.size ? 2 : planned.code;
  } finally {
    run.progress.stop();
    await Promise.all([run.printer.close(), run.output.discard()]);
  }
}

/**
 * Checks all data, and makes the public version of it.
 *
 * @returns `undefined` when something is wrong or not decided, which is reported
 */
async function publicProject(project: Project, options: BuildOptions, terminal: Terminal) {
  if (options.paths.length) throw new UserError('公开版要整个做，不能只做几个部门或几张表', '去掉后面的路径');
  const { layouts, fonts, inputs } = project;
  const loaded = await checkAll(inputs, project, options.signal);
  if (reportProblems(project, loaded, 0, options, terminal)) {
    terminal.out('没有写公开版：改好上面的问题再运行');
    return undefined;
  }
  const { inputs: made, departments, obstacles } = publish(inputs, loaded, layouts, fonts);
  if (obstacles.length) {
    terminal.out(obstacleText(obstacles));
    return undefined;
  }
  return { project: { ...project, inputs: made, narrowed: made }, targets: targetsCsv(departments) };
}

/** Loads inputs; many of them without signal handlers. */
async function checkAll(
  inputs: Inputs,
  { layouts, fonts, inputs: { years } }: Project,
  signal: AbortSignal,
  judge?: typeof unjudged,
): Promise<Loaded> {
  const check = (): Loaded => load(inputs, layouts, fonts, { all: years, ...judge && { judge } });
  return sourcesOf(inputs).length > MANY_FILES ? interruptible(signal, check) : check();
}

/**
 * Opens the folder of results; the browser is started when something is printed.
 *
 * @param targets the table of all indicators, of the public version
 */
async function open(
  project: Project,
  targets: Document | undefined,
  timing: Timing,
  options: BuildOptions,
  terminal: Terminal,
) {
  const { root, formats, volume } = options;
  const out = options.out ?? join(root, options.public ? 'out-public' : 'out');
  refuseOut(root, out);
  const templates = readTemplates(root);
  const draftStyle = readStyle(root, 'draft');
  const style = readStyle(root);
  const site = [
    documentOf('assets/site.css', readStyle(root, 'site')),
    documentOf('assets/catalogue.js', readScript('catalogue')),
    documentOf('assets/ufuzzy.js', readSearchLibrary()),
  ];
  const stylesheets = timing.measure('字体和样式', () => stylesheetsOf(project, templates, [style, draftStyle], site));
  const named = templates.flatMap(({ name, text }) => [name, text]);
  const printer = createPrinter({
    css: () => timing.measure('字体和样式', () => stylesheets.forPrint()),
    pages: options.jobs,
    notice: terminal.note,
    printed: milliseconds => timing.elapse('印制', milliseconds),
  });
  return {
    options, terminal, timing, project, targets, templates, draftStyle, stylesheets, printer,
    cache: options.cache ? await openCache(stylesheets, formats) : undefined,
    progress: createProgress(terminal, options.quiet),
    /** True if years are bound into volumes. */
    binds: volume && formats.includes('pdf'),
    /** The inputs of all departments besides their files: a part of the keys of {@link settle}. */
    common: [...named, ...project.schemas, formats.join(), String(volume), ...options.public ? ['public'] : []],
    output: await Output.open(out, options.public),
  };
}

/** The state of a run, from its first step to its last. */
type Run = Awaited<ReturnType<typeof open>>;

/** Checks what is not known from an earlier run, reports the problems, and decides what is printed. */
async function plan({ options, terminal, timing, project, output, cache, binds, common }: Run) {
  const { paths, signal, strict } = options;
  const { inputs, narrowed, wanted } = project;
  const left: Settled = cache && !paths.length
    ? await timing.measure('核对旧文档', () => leaveOutSettled(inputs, common, { binds, strict }, cache, output))
    : { inputs: narrowed, documents: 0, warnings: 0, bound: new Map(), years: new Set() };
  // What is public was judged and reported as it was before.
  const judge = options.public ? unjudged : undefined;
  const loaded = await timing.measure('检查', () => checkAll(left.inputs, project, signal, judge));
  const code = options.public ? 0 : reportProblems(project, loaded, left.warnings, options, terminal);
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
  const { forms, whole, years, left } = planned;
  const { options: { jobs, signal, volume }, output, timing, stylesheets, cache, progress } = run;
  const made: Made = {
    counts: { created: 0, updated: 0, unchanged: left.documents },
    entries: new Map(), failed: new Set(), prints: new Map(), volumes: new Map(), unbound: [],
  };
  const tools = toolsOf(run);
  const bindable = new Map((volume ? whole : []).map(one => [folderOf(one), one]));
  const steps = forms.length + bindable.size + years.length;
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
    // A volume is bound as soon as its last form is printed.
    const department = open.get(owner) === 0 ? bindable.get(owner) : undefined;
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

function toolsOf(run: Run): BuildTools {
  const { options: { formats }, templates, draftStyle, stylesheets, cache, printer, timing } = run;
  return {
    render: createRenderer(templates),
    print: (html, label) => timing.charge('印制', () => printer.print(html, label)),
    fonts: stylesheets.printFonts,
    store: cache?.store ?? noStore,
    formats,
    draftStyle,
    measure: async (step, action) => timing.measure(step, action),
  };
}

/** Removes what is out of date, writes the manifest, and notes for later runs what was made. */
async function finish(planned: Planned, made: Made, run: Run): ReturnType<typeof cleanUp> {
  const { entries, failed, volumes, unbound } = made;
  const { options, project: { inputs, layouts }, output, cache, common, timing, targets } = run;
  const cleaned = await cleanUp(inputs, planned, options.draft, entries, unbound.sort(), output);
  // Charts and pinyin are loaded when they are needed, not by a run that stops at a mistake.
  const { writeCatalogue } = await import('../site/catalogue.js');
  const { left, loaded, faulty } = planned;
  const pages = await timing.measure('目录', () =>
    writeCatalogue({ inputs, open: left.inputs, layouts, loaded, faulty }, { output, isPublic: options.public }));
  if (targets) await output.writePage(targets);
  await output.close();
  const strangers = options.public ? output.strangers() : [];
  if (strangers.length) cleaned.lines.push(strangersText(strangers));
  if (cache && planned.code === 0 && !failed.size) {
    settle(inputs, loaded.diagnostics, planned.whole.map(folderOf), entries, pages, volumes, common, cache);
  }
  await cache?.trim();
  return cleaned;
}

/**
 * Opens the cache of PDFs. Its identity covers the inputs that all documents share; the key of a document the others.
 */
async function openCache(stylesheets: Stylesheets, formats: readonly Format[]): Promise<PdfCache> {
  const browser = formats.includes('pdf') ? await browserIdentity() : '';
  return new PdfCache(cacheFolder(), [stylesheets.identity(), browser, programIdentity()]);
}

/** Reports the problems. @returns the exit code for them */
function reportProblems(
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

/** @param styles of all pages, and the styles added on some of them @param site files of the catalogue's pages */
function stylesheetsOf(
  project: Project,
  templates: readonly Template[],
  styles: readonly [string, string],
  site: readonly Document[],
): Stylesheets {
  const { inputs, layouts, schemas, fonts } = project;
  const withoutForms = inputs.years.map(year =>
    ({ ...year, departments: year.departments.map(department => ({ ...department, forms: [] })) }));
  const { schemes } = load({ ...inputs, years: withoutForms }, layouts, fonts);
  const named = [...schemes.values()].flatMap(scheme => Object.values(scheme.fonts ?? {}));
  // Every character that may be printed, from the forms, the templates, the style and the labels.
  const texts = [...sourcesOf(inputs), ...templates].map(({ text }) => text);
  const words = [MISSING_GLYPH, ...Object.values(WORDS), LETTERS, ...codes.map(({ title }) => title)];
  const characters = charactersOf([...texts, ...styles, ...schemas, ...words]);
  return new Stylesheets(styles[0], fonts, new Set([DEFAULT_FONT, ...named]), characters, site);
}

/** Returns the report of `--timing`. */
async function timingOf({ timing, printer }: Run): Promise<string> {
  const browser = await printer.processorTime();
  return timingTable({
    steps: timing.steps(),
    node: timing.total(),
    browser: browser === undefined ? undefined : browser * 1000,
    printed: timing.count('整理'),
  });
}

function lastLine({ created, updated, unchanged }: Made['counts'], removed: number, milliseconds: number): string {
  const total = created + updated + unchanged;
  const seconds = (milliseconds / 1000).toFixed(1);
  return `完成：${total} 份文档（新增 ${created}，更新 ${updated}，未变 ${unchanged}，删除 ${removed}），用时 ${seconds} 秒`;
}
