import { join } from 'node:path';
import { cacheFolder, PdfCache } from '../io/cache.js';
import { browserIdentity } from '../io/chromium.js';
import { Output } from '../io/output.js';
import { createPrinter, PrintError } from '../io/printer.js';
import { programIdentity, readStyle, readTemplates } from '../io/program.js';
import { createProgress } from '../io/progress.js';
import { charactersOf, Stylesheets } from '../io/stylesheets.js';
import type { Format, ManifestEntry } from '../model/document.js';
import { DEFAULT_FONT } from '../model/fonts.js';
import type { Department } from '../model/form.js';
import { departmentOf, type Inputs } from '../model/inputs.js';
import { noStore } from '../model/pdf.js';
import { buildYear } from '../pipeline/bind.js';
import {
  type Built, buildForm, type BuildTools, buildVolume, type Departments, formsOf, outputPath,
} from '../pipeline/build.js';
import { load, type Loaded } from '../pipeline/load.js';
import { createRenderer, type Template } from '../pipeline/render.js';
import { exitCode } from './check.js';
import { eachOf } from './each-of.js';
import { interruptible } from './interruptible.js';
import { showErrors, showProblems } from './problems.js';
import { openProject, type Project, type Selector, selector, sourcesOf } from './project.js';
import { leaveOutSettled, settleAssets, settleDepartment, settleYear } from './settled.js';
import type { Terminal } from './terminal.js';
import { Timing } from './timing.js';

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
  const timing = new Timing();
  const project = await timing.measure('读入', () => openProject(root, paths));
  const { inputs, validators, fonts } = project;
  const templates = readTemplates(root);
  const stylesheets = stylesheetsOf(project, templates, readStyle(root).text);
  const output = await Output.open(options.out ?? join(root, 'out'));
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
    const check = (): Loaded => load(open.inputs, validators, fonts);
    const isLong = sourcesOf(open.inputs).length > MANY_FILES;
    const loaded = await timing.measure('检查', () => isLong ? interruptible(signal, check) : check());
    let code = reportProblems(project, loaded, open.warnings, options, terminal);

    const wanted = selector(inputs, root, paths);
    const buildable = options.strict && code ? [] : loaded.departments;
    const forms = formsOf(buildable).filter(({ form }) => wanted.includes(form.source.path));
    const whole = buildable.filter(department => isWhole(department, wanted));
    const years = binds ? yearsOf(whole, inputs) : [];
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
        terminal.note(`${error.message}\n→ ${error.hint ?? ''}`);
        code = 2;
      }
      progress.step(label);
    };
    const tools: BuildTools = {
      schemas: { department: validators.department.schema, project: validators.project.schema },
      render: createRenderer(templates),
      print: printer.print,
      store: cache?.store ?? noStore,
      formats,
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
      fontProgram: (name: string, codePoints: readonly number[]) => stylesheets.program(name, codePoints),
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
    const removed = await output.prune(keepDocument(project));
    await output.close();
    if (cache && code === 0) await settle(inputs, loaded, whole, made, common, cache);
    await cache?.trim();
    progress.stop();
    if (options.timing) terminal.note(timing.report());
    for (const path of loaded.faulty) terminal.out(`没有印 ${path}：有错误，旧的文档保留`);
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

/** Notes what was made of departments without an error. */
async function settle(
  inputs: Inputs,
  { diagnostics }: Loaded,
  departments: readonly Department[],
  made: ReadonlyMap<string, ManifestEntry[]>,
  common: readonly string[],
  cache: PdfCache,
): Promise<void> {
  const folders = new Set(departments.map(folderOf));
  const warnings = new Map<string, number>();
  for (const { file } of diagnostics) {
    const folder = departmentOf(file);
    warnings.set(folder, (warnings.get(folder) ?? 0) + 1);
  }
  for (const year of inputs.years) {
    for (const department of year.departments) {
      const entries = made.get(department.path);
      if (entries && folders.has(department.path)) {
        const note = { entries, warnings: warnings.get(department.path) ?? 0 };
        await settleDepartment(common, year, department, note, cache);
      }
    }
    const entries = made.get(year.path);
    if (entries) await settleYear(common, year, entries, cache);
  }
}

function folderOf({ year, name }: Department): string {
  return `data/${year}/${name}`;
}

/** @returns the exit code they come to */
function reportProblems(
  { textOf }: Project,
  { diagnostics, files, notes }: Loaded,
  settledWarnings: number,
  { strict, quiet }: BuildOptions,
  terminal: Terminal,
): number {
  const problems = { diagnostics, files, textOf };
  if (!strict) showErrors(problems, settledWarnings, terminal);
  else if (diagnostics.length) showProblems(problems, terminal);
  if (!quiet) for (const note of notes) terminal.note(note);
  return exitCode(diagnostics, strict);
}

function stylesheetsOf(project: Project, templates: readonly Template[], style: string): Stylesheets {
  const { inputs, validators, schemas, fonts } = project;
  const withoutForms = { ...inputs, years: inputs.years.map(year => ({ ...year, departments: [] })) };
  const { schemes } = load(withoutForms, validators, fonts);
  const named = [...schemes.values()].flatMap(scheme => Object.values(scheme.fonts ?? {}));
  // Every character that may be printed: the forms' own and those of templates, style and labels.
  const texts = [...sourcesOf(inputs), ...templates].map(({ text }) => text);
  return new Stylesheets(style, fonts, new Set([DEFAULT_FONT, ...named]), charactersOf([...texts, style, ...schemas]));
}

/** All forms of the department are wanted. */
function isWhole({ form, projects }: Department, wanted: Selector): boolean {
  return [form, ...projects].every(({ source }) => wanted.includes(source.path));
}

/** The years of several departments, all of them sound and wanted. */
function yearsOf(departments: readonly Department[], { years }: Inputs): Departments[] {
  return years.flatMap(({ year, departments: all }) => {
    const [first, ...rest] = departments.filter(department => department.year === year);
    return first && rest.length > 0 && rest.length + 1 === all.length ? [[first, ...rest] as const] : [];
  });
}

/** A document stays as long as the YAML it shows is there, whether this run built it or not. */
function keepDocument({ inputs }: Project): (path: string) => boolean {
  const expected = new Set(sourcesOf(inputs).map(({ path }) => outputPath(path)));
  for (const { year, departments } of inputs.years) {
    for (const { name } of departments) expected.add(`${year}/${name}/volume`);
    if (departments.length > 1) expected.add(`${year}/volume`);
  }
  return path => expected.has(path.replace(/\.(html|pdf)$/, ''));
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
