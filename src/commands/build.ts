import { join } from 'node:path';
import { createPrinter } from '../io/browser.js';
import { Output } from '../io/output.js';
import { readStyle, readTemplates } from '../io/program.js';
import { createProgress } from '../io/progress.js';
import { Stylesheets } from '../io/stylesheets.js';
import type { Format } from '../model/document.js';
import { DEFAULT_FONT } from '../model/fonts.js';
import { build as buildForm, formsOf, outputPath } from '../pipeline/index.js';
import { createRenderer, type Template } from '../pipeline/render.js';
import { pretty, summary } from '../report/pretty.js';
import { exitCode } from './check.js';
import { eachOf } from './each-of.js';
import { loadProject, type Project, selector, sourcesOf } from './project.js';
import type { Terminal } from './terminal.js';

export interface BuildOptions {
  root: string;
  paths: string[];
  out: string | undefined;
  formats: Format[];
  /** How many forms are printed at once. */
  jobs: number;
  strict: boolean;
  quiet: boolean;
  /** Ctrl-C and SIGTERM. */
  signal: AbortSignal;
}

/** Checks everything, then writes every document that changed. @returns the exit code */
export async function build(options: BuildOptions, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const { root, paths, formats, jobs, signal } = options;
  const project = await loadProject(root, paths);
  const { inputs, loaded, validators } = project;
  const code = reportProblems(project, options, terminal);

  const wanted = selector(inputs, root, paths);
  const buildable = options.strict && code ? [] : loaded.departments;
  const tasks = formsOf(buildable).filter(({ form }) => wanted.includes(form.source.path));
  const templates = readTemplates(root);
  const render = createRenderer(templates);
  const stylesheets = stylesheetsOf(project, templates, readStyle(root).text);

  const output = await Output.open(options.out ?? join(root, 'out'));
  const printer = createPrinter({ css: () => stylesheets.forPrint(), pages: jobs, notice: terminal.note });
  const progress = await createProgress(terminal.stderr, options.quiet);
  const counts = { created: 0, updated: 0, unchanged: 0 };
  try {
    if (tasks.length) progress.start(tasks.length);
    const schemas = { department: validators.department.schema, project: validators.project.schema };
    await eachOf(tasks, jobs * 2, signal, async (task) => {
      const built = await buildForm(task, { schemas, render, print: printer.print, formats });
      signal.throwIfAborted();
      for (const { document, entry } of built) counts[await output.write(document, entry)] += 1;
      progress.step(task.form.source.path);
    });
    if (formats.includes('html')) await output.writeAssets(stylesheets.forHtml());
    const removed = await output.prune(keepDocument(project));
    await output.close();
    progress.stop();
    for (const path of loaded.faulty) terminal.out(`没有印 ${path}：有错误，旧的文档保留`);
    terminal.out(lastLine(counts, removed, performance.now() - started));
    return code;
  } finally {
    progress.stop();
    await Promise.all([printer.close(), output.discard()]);
  }
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

/** A document stays as long as the YAML it shows is there, whether this run built it or not. */
function keepDocument({ inputs }: Project): (path: string) => boolean {
  const expected = new Set(sourcesOf(inputs).map(({ path }) => outputPath(path)));
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
