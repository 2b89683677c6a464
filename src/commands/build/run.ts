import { join } from 'node:path';
import { cacheFolder, PdfCache } from '../../io/cache/cache.js';
import { openStore } from '../../io/cache/open-store.js';
import { SharedStore } from '../../io/cache/shared-store.js';
import { browserIdentity } from '../../io/browser/chromium.js';
import { createPrinter, type Printer } from '../../io/browser/printer.js';
import { programIdentity, readScript, readSearchLibrary, readStyle, readTemplates } from '../../io/program.js';
import { createProgress, type Progress } from '../../io/progress.js';
import { charactersOf, Stylesheets } from '../../io/browser/stylesheets.js';
import { type Document, documentOf, type Format, sha256Of } from '../../model/document.js';
import { DEFAULT_FONT } from '../../model/fonts.js';
import { noStore } from '../../model/pdf.js';
import { sourcesOf } from '../../model/inputs.js';
import { type BuildTools } from '../../print/print.js';
import { MISSING_GLYPH } from '../../model/glyphs.js';
import { codes } from '../../load/codes.js';
import { load, type Loaded } from '../../load/load.js';
import { createRenderer, type Template } from '../../print/render.js';
import { WORDS } from '../../print/views/words.js';
import { LETTERS } from '../../site/letters.js';
import type { Project } from '../../load/project.js';
import type { Terminal } from '../../io/terminal.js';
import { Timing } from '../../io/timing.js';
import { timingTable } from '../../report/timing.js';

export interface BuildOptions {
  root: string;
  paths: string[];
  out: string | undefined;
  formats: Format[];
  /** The number of forms printed at once. */
  jobs: number;
  cache: boolean;
  /** The address of a store that several machines share: it is read and written. */
  store?: string | undefined;
  /** The address of a store that is only read. */
  fromStore?: string | undefined;
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

/** Returns the folder of the results. */
export function outFolder({ root, out, public: isPublic }: Pick<BuildOptions, 'root' | 'out' | 'public'>): string {
  return out ?? join(root, isPublic ? 'out-public' : 'out');
}

/** The public version of all data, and lines about it. */
export interface PublicProject {
  project: Project;
  loaded: Loaded;
  /** The table of all indicators. */
  targets: Document;
  /** Lines for the user. */
  lines: string[];
}

/** The data of a run. */
export interface ReadProject {
  project: Project;
  /** Undefined but for a build of the public version, whose project it is. */
  published: PublicProject | undefined;
}

/** The state of a run, from its first step to its last. */
export interface Run extends ReadProject {
  options: BuildOptions;
  terminal: Terminal;
  timing: Timing;
  templates: Template[];
  /** The stylesheet of the watermark of drafts. */
  draftStyle: string;
  stylesheets: Stylesheets;
  printer: Printer;
  cache: PdfCache | undefined;
  progress: Progress;
  /** True if years are bound into volumes. */
  binds: boolean;
  /** Stands for the inputs of all departments besides their files: a part of the keys of notes. */
  common: string[];
}

/** Reads what is the same for all documents; the browser is started when something is printed. */
export async function openRun(
  { project, published }: ReadProject,
  timing: Timing,
  options: BuildOptions,
  terminal: Terminal,
): Promise<Run> {
  const { root, formats, volume } = options;
  const templates = readTemplates(root);
  const draftStyle = readStyle(root, 'draft');
  const style = readStyle(root);
  const site = [
    documentOf('assets/site.css', readStyle(root, 'site')),
    documentOf('assets/catalogue.js', readScript('catalogue')),
    documentOf('assets/library.js', readScript('library')),
    documentOf('assets/ufuzzy.js', readSearchLibrary()),
  ];
  const stylesheets = timing.measure('字体和样式', () => stylesheetsOf(project, templates, [style, draftStyle], site));
  const named = templates.flatMap(({ name, text }) => [name, text]);
  const common = [...named, ...project.schemas, formats.join(), String(volume), ...options.public ? ['public'] : []];
  const printer = createPrinter({
    css: () => timing.measure('字体和样式', () => stylesheets.forPrint()),
    pages: options.jobs,
    notice: terminal.note,
    printed: milliseconds => timing.elapse('印制', milliseconds),
  });
  return {
    options, terminal, timing, project, published, templates, draftStyle, stylesheets, printer,
    cache: options.cache ? await openCache(stylesheets, options, terminal) : undefined,
    progress: createProgress(terminal, options.quiet),
    binds: volume && formats.includes('pdf'),
    // Each department has a few keys of it: its 300 KB are hashed once.
    common: [sha256Of(Buffer.from(JSON.stringify(common)))],
  };
}

/** Returns what forms and volumes are made with. */
export function toolsOf(run: Run): BuildTools {
  const { options: { formats }, templates, draftStyle, stylesheets, cache, printer, timing } = run;
  return {
    render: createRenderer(templates),
    print: (html, label) => timing.charge('印制', () => printer.print(html, label)),
    layOut: (html, label) => timing.charge('排版', () => printer.measure(html, label)),
    fonts: stylesheets.printFonts,
    store: cache?.store ?? noStore,
    formats,
    draftStyle,
    measure: async (step, action) => timing.measure(step, action),
  };
}

/**
 * Opens the cache of PDFs. Its identity covers the inputs that all documents share; the key of a document the others.
 */
async function openCache(
  stylesheets: Stylesheets,
  { formats, store, fromStore }: BuildOptions,
  { note }: Terminal,
): Promise<PdfCache> {
  const browser = formats.some(format => format !== 'html') ? await browserIdentity() : '';
  const [own, base] = [store, fromStore].map(address => (address ? openStore(address, process.env) : undefined));
  const shared = own ?? base ? new SharedStore(own, base, note) : undefined;
  return new PdfCache(cacheFolder(), [stylesheets.identity(), browser, programIdentity()], shared);
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
export async function timingOf({ timing, printer }: Run): Promise<string> {
  const browser = await printer.processorTime();
  return timingTable({
    steps: timing.steps(),
    node: timing.total(),
    browser: browser === undefined ? undefined : browser * 1000,
    printed: timing.count('整理'),
  });
}
