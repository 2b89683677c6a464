import { startBrowser } from '../../src/io/browser/browser.js';
import { createPrinter } from '../../src/io/browser/printer.js';
import { charactersOf, Stylesheets } from '../../src/io/browser/stylesheets.js';
import { FontLibrary } from '../../src/io/fonts/library.js';
import { readStyle, readTemplates } from '../../src/io/program.js';
import { load } from '../../src/load/load.js';
import { openProject } from '../../src/load/project.js';
import { DEFAULT_FONT } from '../../src/model/fonts.js';
import { MISSING_GLYPH } from '../../src/model/glyphs.js';
import { compare, type Side } from '../../src/compare/compare.js';
import { printRedline } from '../../src/compare/redline.js';
import type { Department, Form } from '../../src/model/form.js';
import { sourcesOf } from '../../src/model/inputs.js';
import { noStore, type PrintFonts } from '../../src/model/pdf.js';
import { buildForm, type BuildTools, formsOf, outputPath, type PrintTask } from '../../src/print/print.js';
import { buildVolume, buildYear } from '../../src/print/bind.js';
import type { BoundPdf, BoundVolume } from '../../src/print/bound.js';
import { createRenderer } from '../../src/print/render.js';
import { boundForms } from '../../src/print/views/volume.js';
import { WORDS } from '../../src/print/views/words.js';
import { must } from '../../src/model/must.js';

/** The print of Chromium for a document. */
export interface Raw {
  html: string;
  printed: Uint8Array;
}

/** A finished document, and the print it is made of. */
export interface Pressed extends Raw {
  name: string;
  bytes: Uint8Array;
}

/** Prints the documents of a root as a build does, and keeps what Chromium printed. */
export interface Press {
  tools: BuildTools;
  departments: readonly Department[];
  /** Everything printed so far, by label. */
  raw: ReadonlyMap<string, Raw>;
  /** Prints the forms of all departments. */
  forms: () => Promise<Pressed[]>;
  /** Prints a form. */
  form: (task: PrintTask) => Promise<Pressed>;
  /** Binds the volume of each department and the one of the year. */
  volumes: () => Promise<{ bound: BoundVolume[]; departments: Uint8Array[]; year: Uint8Array }>;
  close: () => Promise<void>;
}

/** @param moreText with further characters that are printed; @param moreCss is behind the styles of all pages */
export function openPress(root: string, moreText = '', moreCss = ''): Press {
  const { inputs, layouts, fonts } = openProject(root, []);
  const { departments, schemes } = load(inputs, layouts, fonts);
  const templates = readTemplates(root);
  const [style, draftStyle, redlineStyle] = [readStyle(root), readStyle(root, 'draft'), readStyle(root, 'redline')];
  const named = [...schemes.values()].flatMap(scheme => Object.values(scheme.fonts ?? {}));
  const texts = [...sourcesOf(inputs), ...templates].map(({ text }) => text);
  const labels = JSON.stringify(layouts.kindsFor([]));
  const characters = charactersOf([
    ...texts, style, draftStyle, redlineStyle, labels, JSON.stringify(departments), MISSING_GLYPH, moreText,
    ...Object.values(WORDS),
  ]);
  const stylesheets = new Stylesheets(style + moreCss, fonts, new Set([DEFAULT_FONT, ...named]), characters);
  const raw = new Map<string, Raw>();
  const printer = createPrinter({
    css: () => stylesheets.forPrint(), pages: 2, notice: () => undefined, printed: () => undefined,
  });
  const tools: BuildTools = {
    render: createRenderer(templates),
    print: async (html, label) => {
      const printed = await printer.print(html, label);
      raw.set(label, { html, printed });
      return printed;
    },
    layOut: printer.measure,
    fonts: stylesheets.printFonts,
    store: noStore,
    formats: ['pdf'],
    draftStyle,
    measure: async (_, action) => action(),
  };
  const prints = new Map<string, BoundPdf>();
  const form: Press['form'] = async (task) => {
    const { source: { path } } = task.form;
    raw.delete(outputPath(path)); // so that the last is the one printed now
    const { built, pdf } = await buildForm(task, tools);
    prints.set(path, must(pdf, path));
    const printed = must([...raw].at(-1)?.[1], path);
    return { name: must(built[0], path).document.path, bytes: await must(pdf, path).bytes(), ...printed };
  };
  const forms: Press['forms'] = async () => {
    const made: Pressed[] = [];
    for (const task of formsOf(departments)) made.push(await form({ ...task, isDraft: false }));
    return made;
  };
  return {
    tools, departments, raw, forms, form,
    async volumes() {
      if (!prints.size) await forms();
      const bound: BoundVolume[] = [];
      const whole: Uint8Array[] = [];
      for (const department of departments) {
        const own = boundForms(department).map(({ source }) => must(prints.get(source.path), source.path));
        const made = await buildVolume(department, own, tools);
        bound.push(must(made.bound, department.name));
        whole.push(await must(made.built.at(-1), department.name).document.bytes());
      }
      const year = (await buildYear(bound, tools)).document;
      return { bound, departments: whole, year: await year.bytes() };
    },
    close: () => printer.close(),
  };
}

/** Returns a form whose indicators are there several times, for a document of several pages. */
export function longForm(form: Form, times: number): Form {
  const indicators = Array.from({ length: times }, () => form.data.indicators ?? []).flat();
  return { ...form, data: { ...form.data, indicators } };
}

/**
 * Prints the redline of the first changed form between two roots.
 *
 * @param press of the root after the change
 */
export async function pressRedline(before: string, after: string, press: Press): Promise<Pressed> {
  const sideOf = (root: string): Side => {
    const { inputs, layouts, fonts } = openProject(root, []);
    return { version: { name: root === after ? '甲' : '乙', commit: null }, inputs, layouts, loaded: load(inputs, layouts, fonts) };
  };
  const sides = { before: sideOf(before), after: sideOf(after) };
  const changes = must(compare(sides.before, sides.after, new Map(), 0).departments[0]?.forms[0], 'a change');
  const pdf = must(await printRedline({ changes, ...sides }, readStyle(after, 'redline'), press.tools), 'a redline');
  return { name: 'redline', bytes: await pdf.bytes(), ...must([...press.raw].at(-1)?.[1], 'a print') };
}

const library = new FontLibrary([]);

/** The glyphs of the fonts of the last prints, by PostScript name. */
let lastCut: ReadonlyMap<string, ReadonlyMap<number, number>> = new Map();

/** The fonts that every project has; for the prints of the last {@link printed}. */
export const FONTS: PrintFonts = {
  names: () => library.names([DEFAULT_FONT]),
  covers: codePoint => library.covers(DEFAULT_FONT, codePoint),
  wholeGlyph: (name, glyph) => lastCut.get(name)?.get(glyph) ?? 0,
  digit: (name, digit) => library.digit([DEFAULT_FONT], name, digit),
  cut: (name, glyphs) => library.cutGlyphs([DEFAULT_FONT], name, glyphs),
};

/**
 * Prints pages with the real Chromium, one after the other in the same browser.
 *
 * @param characters the characters the fonts are cut to
 * @param css added to the styles of all pages
 * @param bodies the HTML in the body of each page
 */
export async function printed(characters: string, css: string, ...bodies: string[]): Promise<Uint8Array[]> {
  const cut = library.cut([DEFAULT_FONT], [...new Set(characters)].join(''));
  lastCut = new Map(cut.map(({ postScriptName, wholeGlyphs }) => [postScriptName, wholeGlyphs()]));
  const faces = cut.map(({ weight, bytes }) =>
    `@font-face { font-family: own; font-weight: ${weight}; src: url(data:font/ttf;base64,${Buffer.from(bytes).toString('base64')}); }`);
  const style = `${faces.join('\n')} @page { size: 100mm 100mm; } html { font-family: own; } ${css}`;
  const stop = new AbortController();
  const browser = await startBrowser(style, () => undefined, stop.signal);
  try {
    const prints = [];
    for (const body of bodies) prints.push(await browser.print(`<!doctype html><title>t</title><body>${body}</body>`));
    return prints;
  } finally {
    await browser.close();
  }
}
