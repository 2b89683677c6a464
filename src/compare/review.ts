import { FontLibrary } from '../io/fonts/library.js';
import { Output } from '../io/output/output.js';
import { createPrinter } from '../io/browser/printer.js';
import { fontFolders, readStyle, readTemplates } from '../io/program.js';
import { createProgress } from '../io/progress.js';
import { charactersOf, Stylesheets } from '../io/browser/stylesheets.js';
import type { Comparison, FormChanges, Version } from '../model/change.js';
import { documentOf } from '../model/document.js';
import { asCss } from '../model/css.js';
import { DEFAULT_FONT } from '../model/fonts.js';
import { noStore, type PrintFonts } from '../model/pdf.js';
import { visible } from '../model/visible.js';
import { type Entry, officeOf, outputPath, pdfOf } from '../print/print.js';
import type { Side } from './compare.js';
import { MISSING_GLYPH } from '../model/glyphs.js';
import { hasRedline, printRedline, redlinePage, type RedlineTask, substituteAbsent, trackedWord } from './redline.js';
import { createRenderer, type Template } from '../print/render.js';
import { bodyOf } from '../print/seal-page.js';
import { versionText } from '../report/changes/change-text.js';
import { diffHtml } from '../report/changes/html.js';
import { WORDS } from '../print/views/words.js';
import { eachOf } from '../io/each-of.js';
import { sourcesOf } from '../model/inputs.js';
import type { Terminal } from '../io/terminal.js';

/** The changes, and the two versions. */
export interface Compared {
  comparison: Comparison;
  before: Side;
  after: Side;
}

export interface ReviewOptions {
  root: string;
  out: string;
  jobs: number;
  /** The format of redlines. */
  redlines: 'pdf' | 'docx';
  signal: AbortSignal;
}

/**
 * Returns the changes as one HTML page.
 *
 * @param redlineOf returns the link to the redline of a form, if there is one
 * @returns a function from the CSS of the fonts in the page to the page
 */
export function reviewPage(
  { comparison, before, after }: Compared,
  root: string,
  redlineOf: (task: RedlineTask) => string | undefined,
  render = createRenderer(readTemplates(root)),
): (fonts: string) => string {
  const styles = [readStyle(root), readStyle(root, 'redline')];
  const formOf = (task: RedlineTask, show: 'before' | 'after'): string | undefined => {
    const page = redlinePage(task, show, render);
    return page && bodyOf(page.html);
  };
  const page = diffHtml(comparison, styles.join('\n'), (changes, isShown) => {
    const task = { changes, before, after };
    return {
      before: isShown ? formOf(task, 'before') : undefined,
      after: isShown ? formOf(task, 'after') : undefined,
      redline: redlineOf(task),
    };
  });
  const style = [readStyle(root, 'site'), readStyle(root, 'review')].join('\n');
  return fonts => page([fonts, style].join('\n'));
}

/**
 * Writes `index.html` and, for every changed form, its redline. @throws UserError when a file cannot be written
 */
export async function writeReview(compared: Compared, options: ReviewOptions, terminal: Terminal): Promise<void> {
  const { root, out, jobs, redlines, signal } = options;
  const { comparison, before, after } = compared;
  const templates = readTemplates(root);
  const render = createRenderer(templates);
  const library = new FontLibrary(fontFolders(root));
  const covers = coverageOf(compared, library);
  const versions = substituteAbsent(`${shortVersion(comparison.base)} → ${shortVersion(comparison.head)}`, covers);
  const style = `${readStyle(root, 'redline')}\n:root { --versions: "${asCss(versions)}"; }`;
  const pathOf = ({ path }: FormChanges): string => `redline/${outputPath(path)}`;
  const page = reviewPage(compared, root, (task) => {
    if (task.changes.state === 'layout' || !hasRedline(task)) return undefined;
    return `${pathOf(task.changes).split('/').map(encodeURIComponent).join('/')}.${redlines}`;
  }, render);
  // The fonts in the page have its own words, too.
  const texts = [style, versions, MISSING_GLYPH, page('')];
  const stylesheets = stylesheetsOf(compared, root, templates, library, texts);
  const fonts = { ...stylesheets.printFonts, covers };
  const output = await Output.open(out);
  const printer = createPrinter({
    css: () => stylesheets.forPrint(), pages: jobs, notice: terminal.note, printed: () => undefined,
  });
  const tools = {
    render, fonts, print: printer.print, layOut: printer.measure, store: noStore,
    measure: async <T>(_step: string, action: () => T | Promise<T>) => action(),
  };
  const progress = createProgress(terminal, false);
  const made = new Set<string>();
  try {
    const forms = comparison.departments.flatMap(department => department.forms.filter(({ state }) => state !== 'layout'));
    if (forms.length) progress.start(forms.length);
    await eachOf(forms, jobs, signal, async (changes) => {
      const task = { changes, before, after };
      const ready = redlines === 'docx' ? await trackedWord(task, tools) : await printRedline(task, style, tools);
      if (ready) {
        const path = pathOf(changes);
        const about: Entry = { kind: changes.kind, sources: [changes.path] };
        const { document, entry } = redlines === 'docx' ? officeOf(path, 'docx', ready, about) : pdfOf(path, ready, about);
        await output.write(document, entry);
        made.add(document.path);
      }
      progress.step(changes.path);
    });
    const whole = documentOf('index.html', page(stylesheets.embeddedFonts()));
    await output.write(whole, { path: 'index.html', kind: 'review', format: 'html', sources: [] });
    await output.prune(path => !path.startsWith('redline/') || made.has(path));
    await output.close();
    progress.stop();
    terminal.note(`写好了 ${visible(out)}/index.html 和 ${made.size} 份修订对照稿`);
  } finally {
    progress.stop();
    await Promise.all([printer.close(), output.discard()]);
  }
}

/** Returns a version with its name cut to fit the top of a page; the commit id beside it identifies it. */
function shortVersion(version: Version): string {
  const name = [...version.name];
  return versionText(name.length <= MAX_NAME ? version : { ...version, name: `${name.slice(0, MAX_NAME - 1).join('')}…` });
}

const MAX_NAME = 40;

/** @param texts printed in addition to forms and templates */
function stylesheetsOf(
  { before, after }: Compared,
  root: string,
  templates: readonly Template[],
  library: FontLibrary,
  texts: readonly string[],
): Stylesheets {
  const style = readStyle(root);
  const sides = [before, after];
  const schemes = sides.flatMap(({ loaded }) => [...loaded.schemes.values()]);
  const named = schemes.flatMap(scheme => Object.values(scheme.fonts ?? {}));
  const all = [
    ...sides.flatMap(({ inputs }) => [
      ...sourcesOf(inputs).flatMap(({ path, text }) => [path, text]),
      ...inputs.years.flatMap(({ departments }) =>
        departments.map(({ kinds }) => JSON.stringify(kinds?.map(({ schema }) => schema)))),
    ]),
    ...templates.map(({ text }) => text),
    style,
    ...Object.values(WORDS),
    ...texts,
  ];
  const families = [DEFAULT_FONT, ...named.filter(family => library.has(family))];
  return new Stylesheets(style, library, new Set(families), charactersOf(all));
}

/**
 * Returns a function that is true for characters that every form can print: in the font of its scheme, or the default
 * font.
 */
function coverageOf({ before, after }: Compared, library: FontLibrary): PrintFonts['covers'] {
  const schemes = [before, after].flatMap(({ loaded }) => [...loaded.schemes.values()]);
  const families = new Set(schemes.map(({ fonts }) => fonts?.body ?? DEFAULT_FONT));
  return codePoint =>
    library.covers(DEFAULT_FONT, codePoint) || [...families].every(family => library.covers(family, codePoint));
}
