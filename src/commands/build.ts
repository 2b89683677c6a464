import { join } from 'node:path';
import { cacheFolder, PdfCache } from '../io/cache.js';
import { browserIdentity } from '../io/chromium.js';
import { Output } from '../io/output.js';
import { createPrinter, PrintError } from '../io/printer.js';
import { programIdentity, readStyle, readTemplates } from '../io/program.js';
import { createProgress } from '../io/progress.js';
import { Stylesheets } from '../io/stylesheets.js';
import type { Format } from '../model/document.js';
import { DEFAULT_FONT } from '../model/fonts.js';
import type { Department } from '../model/form.js';
import type { Inputs } from '../model/inputs.js';
import { noStore } from '../model/pdf.js';
import { type BindTools, buildYear } from '../pipeline/bind.js';
import {
  type Built, buildForm, type BuildTools, buildVolume, type Departments, formsOf, outputPath,
} from '../pipeline/build.js';
import { createRenderer, type Template } from '../pipeline/render.js';
import { pretty, summary } from '../report/pretty.js';
import { exitCode } from './check.js';
import { eachOf } from './each-of.js';
import { loadProject, type Project, type Selector, selector, sourcesOf } from './project.js';
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

/** Checks everything, then writes every document that changed. @returns the exit code */
export async function build(options: BuildOptions, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const { root, paths, formats, jobs, signal } = options;
  const timing = new Timing();
  const project = await timing.measure('读入和检查', () => loadProject(root, paths));
  const { inputs, loaded, validators } = project;
  let code = reportProblems(project, options, terminal);

  const wanted = selector(inputs, root, paths);
  const buildable = options.strict && code ? [] : loaded.departments;
  const forms = formsOf(buildable).filter(({ form }) => wanted.includes(form.source.path));
  const whole = options.volume ? buildable.filter(department => isWhole(department, wanted)) : [];
  const templates = readTemplates(root);
  const stylesheets = stylesheetsOf(project, templates, readStyle(root).text);

  const output = await Output.open(options.out ?? join(root, 'out'));
  const printer = createPrinter({
    css: () => stylesheets.forPrint(),
    pages: jobs,
    notice: terminal.note,
    printed: milliseconds => timing.add('印制', milliseconds),
  });
  const cache = options.cache && formats.includes('pdf') ? await openCache(stylesheets) : undefined;
  const tools: BuildTools = {
    schemas: { department: validators.department.schema, project: validators.project.schema },
    render: createRenderer(templates),
    print: printer.print,
    store: cache?.store ?? noStore,
    formats,
    measure: (step, action) => timing.measure(step, action),
  };
  const progress = await createProgress(terminal.stderr, options.quiet);
  const counts = { created: 0, updated: 0, unchanged: 0 };
  try {
    const years = formats.includes('pdf') ? yearsOf(whole, inputs) : [];
    const total = forms.length + whole.length + years.length;
    if (total) progress.start(total);
    const run = async (label: string, make: () => Promise<Built[]>): Promise<void> => {
      try {
        const built = await make();
        signal.throwIfAborted();
        for (const { document, entry } of built) {
          counts[await timing.measure('写出', () => output.write(document, entry))] += 1;
        }
      } catch (error) {
        if (!(error instanceof PrintError)) throw error;
        terminal.note(`${error.message}\n→ ${error.hint ?? ''}`);
        code = 2;
      }
      progress.step(label);
    };
    // A volume while forms are printed: the pages of the browser are shared fairly. Years need the forms' pages.
    const documents = [
      ...forms.map(task => () => run(task.form.source.path, () => buildForm(task, tools))),
      ...whole.map(one => () => run(`${one.year}/${one.name}/volume`, () => buildVolume(one, tools))),
    ];
    await eachOf(documents, jobs * 2, signal, document => document());
    const bindTools: BindTools = {
      ...tools,
      pagesOf: path => output.entry(`${outputPath(path)}.pdf`)?.pages,
      sha256Of: path => output.entry(`${outputPath(path)}.pdf`)?.sha256 ?? '',
      fontProgram: (name, codePoints) => stylesheets.program(name, codePoints),
      templates: templates.map(({ text }) => text).join('\0'),
    };
    await eachOf(years, 1, signal, async (departments) => {
      await run(`${departments[0].year}/volume`, async () => [await buildYear(departments, bindTools)]);
    });
    if (formats.includes('html')) await timing.measure('字体和样式', () => output.writeAssets(stylesheets.forHtml()));
    const removed = await output.prune(keepDocument(project));
    await output.close();
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
async function openCache(stylesheets: Stylesheets): Promise<PdfCache> {
  const identity = [stylesheets.identity(), await browserIdentity(), programIdentity()];
  return new PdfCache(cacheFolder(), identity.join('\0'));
}

function reportProblems({ loaded, textOf }: Project, { strict, quiet }: BuildOptions, terminal: Terminal): number {
  const { diagnostics, files, notes } = loaded;
  if (diagnostics.length) {
    terminal.out(pretty(diagnostics, { colour: terminal.colour, textOf }));
    terminal.out(summary(diagnostics, files));
  }
  if (!quiet) for (const note of notes) terminal.note(note);
  return exitCode(diagnostics, strict);
}

function stylesheetsOf(project: Project, templates: readonly Template[], style: string): Stylesheets {
  const { inputs, loaded, validators, fonts } = project;
  const named = loaded.departments.flatMap(({ scheme }) => Object.values(scheme.fonts ?? {}));
  // Every character that may be printed: the forms' own and those of templates, style and labels.
  const texts = [...sourcesOf(inputs), ...templates].map(({ text }) => text);
  const characters = [...texts, style, JSON.stringify(validators)].join('');
  return new Stylesheets(style, fonts, new Set([DEFAULT_FONT, ...named]), characters);
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
