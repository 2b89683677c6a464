import { FontLibrary } from '../io/fonts.js';
import { Output } from '../io/output.js';
import { createPrinter } from '../io/printer.js';
import { fontFolders, readStyle, readTemplates } from '../io/program.js';
import { createProgress } from '../io/progress.js';
import { charactersOf, Stylesheets } from '../io/stylesheets.js';
import type { Comparison, FormChanges } from '../model/change.js';
import { documentOf } from '../model/document.js';
import { DEFAULT_FONT } from '../model/fonts.js';
import { outputPath, pdfOf } from '../pipeline/build.js';
import type { Side } from '../pipeline/compare.js';
import { ifThere } from '../pipeline/expected-fields.js';
import { printRedline, redlinePage, type RedlineTask } from '../pipeline/redline.js';
import { createRenderer, type Template } from '../pipeline/render.js';
import { versionText } from '../report/change-text.js';
import { diffHtml } from '../report/diff-html.js';
import { eachOf } from './each-of.js';
import { sourcesOf } from './project.js';
import type { Terminal } from './terminal.js';

/** What changed, and the versions it is of. */
export interface Compared {
  comparison: Comparison;
  before: Side;
  after: Side;
}

export interface ReviewOptions {
  root: string;
  out: string;
  jobs: number;
  signal: AbortSignal;
}

/**
 * Changes as one HTML page.
 *
 * @param redlineOf link to the redline of a form, when there is one
 */
export function reviewPage(
  { comparison, before, after }: Compared,
  root: string,
  redlineOf: (changes: FormChanges) => string | undefined,
  render = createRenderer(readTemplates(root)),
): string {
  const style = [readStyle(root), readStyle(root, 'redline')].map(({ text }) => text).join('\n');
  const pageOf = (task: RedlineTask, show: 'before' | 'after'): string | undefined =>
    redlinePage(task, show, render)?.html
      .replace(/<link rel="stylesheet"[^>]*>\n?/g, '')
      .replace('</head>', () => `<style>${style}\n${FRAMED}</style>\n</head>`);
  return diffHtml(comparison, readStyle(root, 'review').text, (changes, isPaged) => ({
    before: isPaged ? pageOf({ changes, before, after }, 'before') : undefined,
    after: isPaged ? pageOf({ changes, before, after }, 'after') : undefined,
    redline: redlineOf(changes),
  }));
}

/** A form in a frame beside another. */
const FRAMED = 'body { padding: 16px; zoom: 0.75; } td:has(del, ins) { background: #fff6d6; }';

/** Writes `index.html` and, for every changed form, its redline as PDF. @throws UserError when it cannot be written */
export async function writeReview(compared: Compared, options: ReviewOptions, terminal: Terminal): Promise<void> {
  const { root, out, jobs, signal } = options;
  const { comparison, before, after } = compared;
  const templates = readTemplates(root);
  const render = createRenderer(templates);
  const stylesheets = stylesheetsOf(compared, root, templates);
  const style = readStyle(root, 'redline').text + versionStyle(comparison);
  const output = await Output.open(out);
  const printer = createPrinter({
    css: () => stylesheets.forPrint(), pages: jobs, notice: terminal.note, printed: () => undefined,
  });
  const progress = await createProgress(terminal.stderr, false);
  const made = new Map<string, string>();
  try {
    const forms = comparison.departments.flatMap(department => department.forms.filter(({ state }) => state !== 'layout'));
    if (forms.length) progress.start(forms.length);
    await eachOf(forms, jobs, signal, async (changes) => {
      const pdf = await printRedline({ changes, before, after }, style, { render, print: printer.print });
      if (pdf) {
        const path = `redline/${outputPath(changes.path)}`;
        const { document, entry } = pdfOf(path, pdf, { kind: changes.kind, sources: [changes.path] });
        await output.write(document, entry);
        made.set(changes.path, document.path);
      }
      progress.step(changes.path);
    });
    const linkTo = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
    const redlineOf = ({ path }: FormChanges): string | undefined => made.has(path) ? linkTo(made.get(path) ?? '') : undefined;
    const page = reviewPage(compared, root, redlineOf, render);
    await output.write(documentOf('index.html', page), { path: 'index.html', kind: 'review', format: 'html', sources: [] });
    const current = new Set(made.values());
    await output.prune(path => !path.startsWith('redline/') || current.has(path));
    await output.close();
    progress.stop();
    terminal.note(`写好了 ${out}/index.html 和 ${made.size} 份修订对照稿`);
  } finally {
    progress.stop();
    await Promise.all([printer.close(), output.discard()]);
  }
}

function stylesheetsOf({ before, after }: Compared, root: string, templates: readonly Template[]): Stylesheets {
  const style = readStyle(root).text;
  const sides = [before, after];
  const schemes = sides.flatMap(({ loaded }) => [...loaded.schemes.values()]);
  const named = schemes.flatMap(scheme => Object.values(ifThere(() => scheme.fonts) ?? {}));
  const texts = [
    ...sides.flatMap(({ inputs, version, schemas }) =>
      [...sourcesOf(inputs).map(({ text }) => text), versionText(version), JSON.stringify(schemas)]),
    ...templates.map(({ text }) => text),
    style,
    readStyle(root, 'redline').text,
  ];
  const fonts = new FontLibrary(fontFolders(root));
  const families = [DEFAULT_FONT, ...named.filter(family => fonts.has(family))];
  return new Stylesheets(style, fonts, new Set(families), charactersOf(texts));
}

/** Which versions, at the top of every page. A branch may have any name: as escapes it is nothing but text. */
function versionStyle({ base, head }: Comparison): string {
  const text = `${versionText(base)} → ${versionText(head)}`;
  const escaped = [...text].map(character => `\\${character.codePointAt(0)?.toString(16) ?? ''} `).join('');
  return `@page { @top-right { font: 8pt 'Noto Serif SC', serif; content: "${escaped}"; } }`;
}
