import { posix } from 'node:path';
import { type Document, documentOf, type Format, type ManifestEntry, sha256Of } from '../model/document.js';
import { type Department, type Form, formsOf as allForms } from '../model/form.js';
import type { Attachment, Finishing, PagesByAnchor, Print, PrintFonts, ReadyPdf, Store } from '../model/pdf.js';
import { viewForm } from './views/form.js';
import { bookmarksOf, boundForms, guessPages, type VolumeView, viewVolume } from './views/volume.js';
import type { Renderer } from './render.js';
import { draftView, withWatermark } from './draft.js';

/* The second half of the pipeline: view → render → print → finish. src/load/ is the first half. */

export interface FormTask {
  department: Department;
  form: Form;
}

/** A form to print. */
export interface PrintTask extends FormTask {
  /** True when its department has errors: then the watermark is on every page. */
  isDraft: boolean;
}

/** Returns the forms that have a document of their own: the whole department, its projects, later stages. */
export function formsOf(departments: readonly Department[]): FormTask[] {
  return departments.flatMap(department =>
    allForms(department).filter(({ kind }) => kind.template !== null).map(form => ({ department, form })));
}

/** A list of at least one department. */
export type Departments = readonly [Department, ...Department[]];

export interface BuildTools {
  render: Renderer;
  print: Print;
  fonts: PrintFonts;
  store: Store;
  formats: readonly Format[];
  /** The stylesheet of the watermark of drafts. */
  draftStyle: string;
  /** Runs an action and adds its time to a step, for `--timing`. */
  measure: <T>(step: string, action: () => T | Promise<T>) => Promise<T>;
}

export interface Built {
  document: Document;
  entry: Omit<ManifestEntry, 'sha256' | 'bytes'>;
}

/** Returns the documents of a form. */
export async function buildForm({ department, form, isDraft }: PrintTask, tools: BuildTools): Promise<Built[]> {
  const { render, print, store, formats, draftStyle } = tools;
  const clean = viewForm(form, department);
  const page = isDraft ? draftView(clean) : clean;
  const plain = await tools.measure('渲染', () => render('form', page));
  const html = isDraft ? withWatermark(plain, draftStyle) : plain;
  const path = outputPath(form.source.path);
  const built: Built[] = [];
  const entry: Entry = { kind: form.kind.role, sources: sourcesIn(form, department), ...(isDraft && { draft: true }) };
  if (formats.includes('html')) built.push(htmlOf(path, html, entry));
  if (formats.includes('pdf')) {
    const { documentTitle: title, author } = page.page;
    const finishing = { title, author, html, attachments: attachmentsOf(form, department) };
    const pdf = await store(partsOf(finishing), async () => finishPdf(await print(html, path), finishing, tools));
    built.push(pdfOf(path, pdf, entry));
  }
  return built;
}

/** Prints all forms of a department as one document. */
export async function buildVolume(department: Department, tools: BuildTools): Promise<Built[]> {
  const { render, print, store, formats } = tools;
  const path = `${department.year}/${department.name}/volume`;
  const viewWith = (pages?: PagesByAnchor): VolumeView => viewVolume([department], path, pages);
  const plain = viewWith();
  const html = await tools.measure('渲染', () => render('volume', plain));
  const built: Built[] = [];
  const entry = { kind: 'volume' as const, sources: boundForms(department).flatMap(form => sourcesIn(form, department)) };
  if (formats.includes('html')) built.push(htmlOf(path, html, entry));
  if (formats.includes('pdf')) {
    const { documentTitle: title, author } = plain.page;
    const finishing = { title, author, html, attachments: [], bookmarks: bookmarksOf(plain) };
    const withPages = (pages: PagesByAnchor): string => render('volume', viewWith(pages));
    const pdf = await store(partsOf(finishing), async () =>
      finishPdf(await printPaged(withPages, guessPages(plain), print, path), finishing, tools));
    built.push(pdfOf(path, pdf, entry));
  }
  return built;
}

/** Numbers have room for four digits, so the second print is right; more attempts would hide a bug. */
const MAX_PAGED_PRINTS = 2;

/** Prints until the page numbers in the contents are right. @param guess of these numbers; a right one saves a print */
async function printPaged(
  withPages: (pages: PagesByAnchor) => string,
  guess: PagesByAnchor,
  print: Print,
  label: string,
): Promise<Uint8Array> {
  const { measurePrint } = await import('./finish.js');
  let expected = guess;
  for (let attempt = 0; ; attempt += 1) {
    const printed = await print(withPages(expected), label);
    const { anchors: found } = await measurePrint(printed);
    if ([...found].every(([anchor, page]) => expected.get(anchor) === page)) return printed;
    if (attempt === MAX_PAGED_PRINTS) throw new Error(`the page numbers of ${label} do not settle`);
    expected = found;
  }
}

async function finishPdf(
  printed: Uint8Array,
  finishing: Finishing,
  { fonts, measure }: Pick<BuildTools, 'fonts' | 'measure'>,
): Promise<ReadyPdf> {
  // Imported here because only runs that print need the PDF library.
  const { finish } = await import('./finish.js');
  const { bytes, pages } = await measure('整理', () => finish(printed, finishing, fonts));
  return readyPdf(bytes, pages);
}

/** Returns a PDF for bytes in memory. */
export function readyPdf(bytes: Uint8Array, pages: number): ReadyPdf {
  return { sha256: sha256Of(bytes), pages, bytes: () => Promise.resolve(bytes) };
}

/** Returns the inputs of a PDF, for the store. Its path is not one: a form in a renamed folder is the same document. */
function partsOf({ html, title, author, bookmarks = [], attachments }: Finishing): (string | Uint8Array)[] {
  return [html, title, author, JSON.stringify(bookmarks), ...attachments.flatMap(({ name, bytes }) => [name, bytes])];
}

/** Returns the forms on the page of a form: itself, and the projects that it prints. */
export function formsIn(form: Form, { projects }: Department): Form[] {
  return form.kind.role === 'department' ? [form, ...projects.filter(({ kind }) => kind.template === null)] : [form];
}

function sourcesIn(form: Form, department: Department): string[] {
  return formsIn(form, department).map(({ source }) => source.path);
}

function attachmentsOf(form: Form, department: Department): Attachment[] {
  return formsIn(form, department).map(({ source: { path, bytes } }) => ({ name: posix.basename(path), bytes }));
}

type Entry = Pick<ManifestEntry, 'kind' | 'sources' | 'draft'>;

function htmlOf(path: string, html: string, entry: Entry): Built {
  const document = documentOf(`${path}.html`, html);
  return { document, entry: { path: document.path, format: 'html', ...entry } };
}

export function pdfOf(path: string, { pages, ...pdf }: ReadyPdf, entry: Entry): Built {
  const document = { path: `${path}.pdf`, ...pdf };
  return { document, entry: { path: document.path, format: 'pdf', ...entry, pages } };
}

/** Returns the path of the documents without extension: `data/2024/甲/projects/01-乙.yaml` → `2024/甲/projects/01-乙`. */
export function outputPath(sourcePath: string): string {
  return sourcePath.replace(/^data\//, '').replace(/\.yaml$/, '');
}
