import { join } from 'node:path';
import { cacheFolder, PdfCache } from '../io/cache/cache.js';
import { browserIdentity } from '../io/browser/chromium.js';
import { refuseOut } from '../io/output/out-folder.js';
import { Output } from '../io/output/output.js';
import { createPrinter, PrintError } from '../io/browser/printer.js';
import { programIdentity, readStyle, readTemplates } from '../io/program.js';
import { createProgress } from '../io/progress.js';
import { charactersOf, Stylesheets } from '../io/browser/stylesheets.js';
import type { Format, ManifestEntry } from '../model/document.js';
import { DEFAULT_FONT } from '../model/fonts.js';
import { noStore } from '../model/pdf.js';
import { sourcesOf } from '../model/inputs.js';
import { visible } from '../model/visible.js';
import { buildYear } from '../print/bind.js';
import { type Built, buildForm, type BuildTools, buildVolume, outputPath } from '../print/print.js';
import { MISSING_GLYPH } from '../model/glyphs.js';
import { codes } from '../load/codes.js';
import { load, type Loaded } from '../load/load.js';
import { createRenderer, type Template } from '../print/render.js';
import { WORDS } from '../print/views/words.js';
import { exitCode } from './check.js';
import { cleanUp } from '../print/clean-up.js';
import { eachOf } from '../io/each-of.js';
import { interruptible } from '../io/interruptible.js';
import { folderOf, planBuild } from '../print/plan.js';
import { allProblems, onlyErrors } from '../report/problems/show.js';
import { openProject, type Project, selector } from '../load/project.js';
import { leaveOutSettled, settle, settleAssets } from '../print/settled.js';
import type { Terminal } from '../io/terminal.js';
import { Timing } from '../io/timing.js';

export interface BuildOptions {
  root: string;
  paths: string[];
  out: string | undefined;
  formats: Format[];
  /** How many forms are printed at once. */
  jobs: number;
  cache: boolean;
  /** Whether to bind the forms of each department, and of each year, into one document. */
  volume: boolean;
  /** Whether to print the forms of departments with errors, as drafts. */
  draft: boolean;
  strict: boolean;
  quiet: boolean;
  timing: boolean;
  /** Ctrl-C and SIGTERM. */
  signal: AbortSignal;
}

/** Checking more takes longer than a Ctrl-C should wait; then the next run removes our empty folder in out. */
const MANY_FILES = 100;

/** Checks everything, then writes every document that changed. @returns the exit code */
export async function build(options: BuildOptions, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const { root, paths, formats, jobs, signal } = options;
  const out = options.out ?? join(root, 'out');
  refuseOut(root, out);
  const timing = new Timing();
  const project = await timing.measure('读入', () => openProject(root, paths));
  const { inputs, layouts, fonts } = project;
  const templates = readTemplates(root);
  const draftStyle = readStyle(root, 'draft').text;
  const stylesheets = stylesheetsOf(project, templates, readStyle(root).text, draftStyle);
  const output = await Output.open(out);
  const printer = createPrinter({
    css: () => stylesheets.forPrint(),
    pages: jobs,
    notice: terminal.note,
    printed: milliseconds => timing.add('印制', milliseconds),
  });
  const progress = await createProgress(terminal.stderr, options.quiet);
  try {
    const cache = options.cache ? await openCache(stylesheets, formats) : undefined;
    const binds = options.volume && formats.includes('pdf');
    const named = templates.flatMap(({ name, text }) => [name, text]);
    const common = [...named, ...project.schemas, formats.join(), String(options.volume)];
    const open = cache && !paths.length
      ? await timing.measure('核对旧文档', () => leaveOutSettled(inputs, common, { binds, strict: options.strict }, cache, output))
      : { inputs: project.narrowed, documents: 0, warnings: 0 };
    const check = (): Loaded => load(open.inputs, layouts, fonts);
    const isLong = sourcesOf(open.inputs).length > MANY_FILES;
    const loaded = await timing.measure('检查', () => isLong ? interruptible(signal, check) : check());
    let code = reportProblems(project, loaded, open.warnings, options, terminal);

    const wanted = selector(inputs, root, paths);
    const plan = planBuild(inputs, project.narrowed, open.inputs, loaded, wanted, { ...options, binds });
    const { forms, whole, years } = plan;
    const counts = { created: 0, updated: 0, unchanged: open.documents };
    const made = new Map<string, ManifestEntry[]>();
    const run = async (label: string, owner: string, make: () => Promise<Built[]>): Promise<void> => {
      try {
        const built = await make();
        signal.throwIfAborted();
        for (const { document, entry } of built) {
          counts[await timing.measure('写出', () => output.write(document, entry))] += 1;
          made.set(owner, [...made.get(owner) ?? [], output.entry(entry.path) ?? []].flat());
        }
      } catch (error) {
        if (!(error instanceof PrintError)) throw error;
        terminal.note(`${visible(error.message)}\n→ ${visible(error.hint ?? '')}`);
        code = 2;
      }
      progress.step(label);
    };
    const tools: BuildTools = {
      render: createRenderer(templates),
      print: printer.print,
      fonts: stylesheets.printFonts,
      store: cache?.store ?? noStore,
      formats,
      draftStyle,
      measure: (step, action) => timing.measure(step, action),
    };
    const volumes = options.volume ? whole : [];
    if (forms.length) progress.start(forms.length + volumes.length + years.length);
    const documents = [
      ...forms.map(task => () => run(task.form.source.path, folderOf(task.department), () => buildForm(task, tools))),
      ...volumes.map(one => () => run(`${folderOf(one)}/volume`, folderOf(one), () => buildVolume(one, tools))),
    ];
    await eachOf(documents, jobs * 2, signal, document => document());
    // Last, for they need the number of pages of every form.
    const bindTools = {
      ...tools,
      pagesOf: (path: string) => output.entry(`${outputPath(path)}.pdf`)?.pages,
      sha256Of: (path: string) => output.entry(`${outputPath(path)}.pdf`)?.sha256 ?? '',
      templates: templates.map(({ text }) => text).join('\0'),
    };
    await eachOf(years, 1, signal, async (departments) => {
      const year = `data/${departments[0].year}`;
      await run(`${year}/volume`, year, async () => [await buildYear(departments, bindTools)]);
    });
    if (formats.includes('html')) {
      const writeAssets = (): ReturnType<Output['writeAssets']> => output.writeAssets(stylesheets.forHtml());
      await timing.measure('字体和样式', () => settleAssets(stylesheets.assetsKey(), writeAssets, cache, output));
    }
    const { removed, lines } = await cleanUp(inputs, plan, options.draft, made, output);
    await output.close();
    if (cache && code === 0) settle(inputs, loaded.diagnostics, whole.map(folderOf), made, common, cache);
    await cache?.trim();
    progress.stop();
    if (options.timing) terminal.note(timing.report());
    lines.forEach(terminal.out);
    terminal.out(lastLine(counts, removed, performance.now() - started));
    return code;
  } finally {
    progress.stop();
    await Promise.all([printer.close(), output.discard()]);
  }
}

/** What is the same for all documents of a run goes into the identity once; what is in one document is in its key. */
async function openCache(stylesheets: Stylesheets, formats: readonly Format[]): Promise<PdfCache> {
  const browser = formats.includes('pdf') ? await browserIdentity() : '';
  return new PdfCache(cacheFolder(), [stylesheets.identity(), browser, programIdentity()]);
}

/** @returns the exit code they come to */
function reportProblems(
  { textOf }: Project,
  { diagnostics, files, notes }: Loaded,
  settledWarnings: number,
  { strict, quiet }: BuildOptions,
  terminal: Terminal,
): number {
  const problems = { diagnostics, files, textOf, codes };
  const report = !strict
    ? onlyErrors(problems, settledWarnings, terminal.colour)
    : diagnostics.length ? allProblems(problems, terminal.colour) : '';
  if (report) terminal.out(report);
  if (!quiet) for (const note of notes) terminal.note(note);
  return exitCode(diagnostics, strict);
}

/** @param styles of all pages, and what is added on some */
function stylesheetsOf(project: Project, templates: readonly Template[], ...styles: [string, string]): Stylesheets {
  const { inputs, layouts, schemas, fonts } = project;
  const withoutForms = inputs.years.map(year =>
    ({ ...year, departments: year.departments.map(department => ({ ...department, forms: [] })) }));
  const { schemes } = load({ ...inputs, years: withoutForms }, layouts, fonts);
  const named = [...schemes.values()].flatMap(scheme => Object.values(scheme.fonts ?? {}));
  // Every character that may be printed: the forms' own and those of templates, style and labels.
  const texts = [...sourcesOf(inputs), ...templates].map(({ text }) => text);
  const characters = charactersOf([...texts, ...styles, ...schemas, MISSING_GLYPH, ...Object.values(WORDS)]);
  return new Stylesheets(styles[0], fonts, new Set([DEFAULT_FONT, ...named]), characters);
}

interface Counts {
  created: number;
  updated: number;
  unchanged: number;
}

function lastLine({ created, updated, unchanged }: Counts, removed: number, milliseconds: number): string {
  const total = created + updated + unchanged;
  const seconds = (milliseconds / 1000).toFixed(1);
  return `完成：${total} 份文档（新增 ${created}，更新 ${updated}，未变 ${unchanged}，删除 ${removed}），用时 ${seconds} 秒`;
}
