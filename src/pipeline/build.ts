import { createHash } from 'node:crypto';
import type { Document, Format, ManifestEntry } from '../model/document.js';
import type { Department, Form } from '../model/form.js';
import type { Finishing, MakePdf, PagedHtml, PagesByAnchor, Print } from '../model/pdf.js';
import type { Schemas } from '../views/page.js';
import type { Renderer } from './render.js';
import { bookmarksOf, guessPages, type VolumeView, viewVolume } from '../views/volume.js';
import { view } from './view.js';

/* The second half of the pipeline: view → render → print → finish. load.ts is the first. */

/** print → finish, without a cache. */
export function makePdfWith(print: Print): MakePdf {
  return async (html, finishing, label) => {
    const printed = await (typeof html === 'string' ? print(html, label) : printPaged(html, print, label));
    // Only a run that prints pays for loading the PDF library.
    const { finish } = await import('./finish.js');
    const { bytes, pages } = await finish(printed, finishing);
    return { sha256: sha256(bytes), pages, bytes: () => Promise.resolve(bytes) };
  };
}

/** Prints until the page numbers in the contents are those of the print: as a rule once or twice. */
async function printPaged({ withPages, guess }: PagedHtml, print: Print, label: string): Promise<Uint8Array> {
  const { pagesByAnchor } = await import('./finish.js');
  let expected = guess;
  for (let attempt = 1; ; attempt += 1) {
    const printed = await print(withPages(expected), label);
    const found = await pagesByAnchor(printed);
    const isRight = [...found].every(([anchor, page]) => expected.get(anchor) === page);
    if (isRight || attempt === MAX_PAGED_PRINTS) return printed;
    expected = found;
  }
}

/** Numbers have room for four digits, so the second print is right; one more for luck would hide a mistake. */
const MAX_PAGED_PRINTS = 3;

export interface FormTask {
  department: Department;
  form: Form;
}

/** The forms of departments in the order of the volume: the whole department, then its projects. */
export function formsOf(departments: readonly Department[]): FormTask[] {
  return departments.flatMap(department =>
    [department.form, ...department.projects].map(form => ({ department, form })),
  );
}

export interface BuildTools {
  schemas: Schemas;
  render: Renderer;
  makePdf: MakePdf;
  formats: readonly Format[];
}

export interface Built {
  document: Document;
  entry: Omit<ManifestEntry, 'sha256' | 'bytes'>;
}

/** One form → its documents. */
export async function buildForm({ department, form }: FormTask, tools: BuildTools): Promise<Built[]> {
  const page = view(form, department, tools.schemas);
  const html = tools.render(form.kind, page);
  const path = outputPath(form.source.path);
  const finishing = { title: page.documentTitle, author: page.author, attachments: [form.source] };
  return makeDocuments(path, form.kind, [form.source.path], html, finishing, tools);
}

/** All forms of a department, or of a year, in one document. @param path without extension */
export async function buildVolume(
  departments: readonly [Department, ...Department[]],
  path: string,
  tools: BuildTools,
): Promise<Built[]> {
  const viewWith = (pages?: PagesByAnchor): VolumeView => viewVolume(departments, path, tools.schemas, pages);
  const plain = viewWith();
  const html = {
    html: tools.render('volume', plain),
    withPages: (pages: PagesByAnchor) => tools.render('volume', viewWith(pages)),
    guess: guessPages(plain),
  };
  const { documentTitle: title, author } = plain;
  const sources = formsOf(departments).map(({ form }) => form.source.path);
  return makeDocuments(path, 'volume', sources, html, { title, author, attachments: [], bookmarks: bookmarksOf(plain) }, tools);
}

async function makeDocuments(
  path: string,
  kind: ManifestEntry['kind'],
  sources: string[],
  html: string | PagedHtml,
  finishing: Finishing,
  { makePdf, formats }: BuildTools,
): Promise<Built[]> {
  const built: Built[] = [];
  if (formats.includes('html')) {
    const bytes = new TextEncoder().encode(typeof html === 'string' ? html : html.html);
    const document = { path: `${path}.html`, sha256: sha256(bytes), bytes: () => Promise.resolve(bytes) };
    built.push({ document, entry: { path: document.path, kind, format: 'html', sources } });
  }
  if (formats.includes('pdf')) {
    const { pages, ...pdf } = await makePdf(html, finishing, path);
    const document = { path: `${path}.pdf`, ...pdf };
    built.push({ document, entry: { path: document.path, kind, format: 'pdf', sources, pages } });
  }
  return built;
}

/** `data/2024/甲/projects/01-乙.yaml` → `2024/甲/projects/01-乙`, the documents' path without extension. */
export function outputPath(sourcePath: string): string {
  return sourcePath.replace(/^data\//, '').replace(/\.yaml$/, '');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
