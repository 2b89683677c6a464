import { posix } from 'node:path';
import { type Document, documentOf, type Format, type ManifestEntry } from '../model/document.js';
import { type Department, type Form, formsOf as allForms } from '../model/form.js';
import type { Measure } from '../model/measured.js';
import type { Attachment, Finishing, MadePdf, Print, PrintFonts, ReadyPdf, Store } from '../model/pdf.js';
import { viewForm } from './views/form.js';
import type { Finished } from './finish.js';
import { withFits } from './fits.js';
import { makeWord } from './office/make-word.js';
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

export interface BuildTools {
  render: Renderer;
  print: Print;
  /** Lays a page out, for formats that break pages themselves. */
  layOut: Measure;
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

/** The documents of a form, and its print for volumes. */
export interface BuiltForm {
  built: Built[];
  pdf: ReadyPdf | undefined;
}

/** Makes the documents of a form. */
export async function buildForm({ department, form, isDraft }: PrintTask, tools: BuildTools): Promise<BuiltForm> {
  const { render, store, formats, draftStyle } = tools;
  const clean = viewForm(form, department);
  const page = isDraft ? draftView(clean) : clean;
  const plain = await tools.measure('渲染', () => render('form', page));
  const html = isDraft ? withWatermark(plain, draftStyle) : plain;
  const path = outputPath(form.source.path);
  const built: Built[] = [];
  let pdf: ReadyPdf | undefined;
  const entry: Entry = { kind: form.kind.role, sources: sourcesIn(form, department), ...(isDraft && { draft: true }) };
  if (formats.includes('html')) built.push(htmlOf(path, html, entry));
  if (formats.includes('pdf')) {
    const { documentTitle: title, author } = page.page;
    const finishing = { title, author, html, attachments: attachmentsOf(form, department) };
    pdf = await store(inputsOf(finishing), async () => madePdf(await printForm(html, finishing, path, tools)));
    built.push(pdfOf(path, pdf, entry));
  }
  if (formats.includes('docx')) {
    const { documentTitle: title, author } = page.page;
    const options = { title, author, isDraft, attachments: attachmentsOf(form, department) };
    built.push(officeOf(path, 'docx', await makeWord(plain, options, path, tools), entry));
  }
  return { built, pdf };
}

/** Prints and finishes a form: as one that fits on a page, and anew if it does not. @param label for messages */
export async function printForm(
  html: string,
  finishing: Finishing,
  label: string,
  { print, fonts, measure }: Pick<BuildTools, 'print' | 'fonts' | 'measure'>,
): Promise<Finished> {
  // Imported here because only runs that print need it.
  const { finish } = await import('./finish.js');
  const finishPrint = async (page: string): Promise<Finished> => {
    const printed = await print(page, label);
    return measure('整理', () => finish(printed, finishing, fonts));
  };
  const finished = await finishPrint(withFits(html));
  return finished.part.pages.length > 1 ? finishPrint(html) : finished;
}

async function madePdf({ bytes, part }: Finished): Promise<MadePdf> {
  const { encodeParts } = await import('./pdf/encode-part.js');
  return { bytes, pages: part.pages.length, part: encodeParts({ parts: [part], margins: null, overview: null }) };
}

/** Returns the inputs of a PDF, for the store. Its path is not one: a form in a renamed folder is the same document. */
function inputsOf({ html, title, author, attachments }: Finishing): (string | Uint8Array)[] {
  return [html, title, author, ...attachments.flatMap(({ name, bytes }) => [name, bytes])];
}

/** Returns the forms on the page of a form: itself, and the projects that it prints. */
export function formsIn(form: Form, { projects }: Department): Form[] {
  return form.kind.role === 'department' ? [form, ...projects.filter(({ kind }) => kind.template === null)] : [form];
}

function sourcesIn(form: Form, department: Department): string[] {
  return formsIn(form, department).map(({ source }) => source.path);
}

export function attachmentsOf(form: Form, department: Department): Attachment[] {
  return formsIn(form, department).map(({ source: { path, bytes } }) => ({ name: posix.basename(path), bytes }));
}

export type Entry = Pick<ManifestEntry, 'kind' | 'sources' | 'draft'>;

export function htmlOf(path: string, html: string, entry: Entry): Built {
  const document = documentOf(`${path}.html`, html);
  return { document, entry: { path: document.path, format: 'html', ...entry } };
}

export function pdfOf(path: string, { pages, sha256, bytes }: ReadyPdf, entry: Entry): Built {
  const document = { path: `${path}.pdf`, sha256, bytes };
  return { document, entry: { path: document.path, format: 'pdf', ...entry, pages } };
}

/** A Word file or a workbook. */
export function officeOf(path: string, format: 'docx' | 'xlsx', { sha256, bytes }: ReadyPdf, entry: Entry): Built {
  const document = { path: `${path}.${format}`, sha256, bytes };
  return { document, entry: { path: document.path, format, ...entry } };
}

/** Returns the path of the documents without extension: `data/2024/甲/projects/01-乙.yaml` → `2024/甲/projects/01-乙`. */
export function outputPath(sourcePath: string): string {
  return sourcePath.replace(/^data\//, '').replace(/\.yaml$/, '');
}
