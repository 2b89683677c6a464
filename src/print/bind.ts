import type { ManifestEntry } from '../model/document.js';
import { must } from '../model/must.js';
import type { PagesByAnchor } from '../model/pdf.js';
import { bookmarksOf, boundForms, type Numbering, type Part, type VolumeView, viewVolume } from './views/volume.js';
import { type Built, type BuildTools, type Departments, pdfOf, readyPdf } from './print.js';

/** The additional tools for binding a year. */
export interface BindTools extends BuildTools {
  /** Returns the manifest's entry of the PDF of a built form, by the path of its YAML. */
  pdfEntry: (path: string) => ManifestEntry;
  /** All templates: what is around the forms comes from them. */
  templates: string;
}

/** The page numbers within the forms are known, so only the length of the contents must be found. */
const MAX_FRONT_PRINTS = 3;

/**
 * Prints all forms of a year as one document. A single print of 2,000 forms needs 2.5 GB in the browser, so the
 * contents and each department are printed separately and bound.
 */
export async function buildYear(departments: Departments, tools: BindTools): Promise<Built> {
  const [{ year }] = departments;
  const path = `${year}/volume`;
  // Titles and anchors only: the forms are rendered department by department.
  const plain = viewVolume(departments, path, undefined, { group: null, numbering: { before: '0', total: '' } });
  const forms = departments.flatMap(boundForms);
  // The volume changes when one of the forms does.
  const documents = forms.map(({ source }) => tools.pdfEntry(source.path).sha256);
  const parts = [tools.templates, JSON.stringify(bookmarksOf(plain)), ...documents];
  const pdf = await tools.store(parts, async () => {
    const { bytes, pages } = await bindYear(departments, plain, path, tools);
    return readyPdf(bytes, pages);
  });
  return pdfOf(path, pdf, { kind: 'volume', sources: forms.map(({ source }) => source.path) });
}

async function bindYear(
  departments: Departments,
  plain: VolumeView,
  path: string,
  tools: BindTools,
): Promise<{ bytes: Uint8Array; pages: number }> {
  const { render, print, measure, pdfEntry } = tools;
  // Loaded here: only a run that binds pays for it.
  const [{ Binder }, { measurePrint }] = await Promise.all([
    import('./pdf/bind/binder.js'),
    import('./finish.js'),
  ]);
  const lengths = departments.map(department =>
    boundForms(department).map(({ source: { path } }) => must(pdfEntry(path).pages, `the pages of ${path}`)));
  const bodyPages = lengths.flat().reduce((sum, pages) => sum + pages, 0);
  const html = (part: Part, pages?: PagesByAnchor): string =>
    render('volume', viewVolume(departments, path, pages, part));
  const numbering = (before: number, front: number): Numbering =>
    ({ before: String(before), total: String(front + bodyPages) });

  let frontPages = 3;
  let anchors: PagesByAnchor = new Map();
  let front: { printed: Uint8Array; html: string } | undefined;
  for (let attempt = 0; attempt < MAX_FRONT_PRINTS; attempt += 1) {
    const expected = locate(plain, lengths, frontPages, anchors.get('overview') ?? 3);
    const page = html({ group: null, numbering: numbering(0, frontPages) }, expected);
    const printed = await print(page, `${path} 目录`);
    front = { printed, html: page };
    const { count, anchors: found } = await measurePrint(printed);
    anchors = new Map([...expected, ...found]);
    const isRight = count === frontPages && found.get('overview') === expected.get('overview');
    frontPages = count;
    if (isRight) break;
    front = undefined;
  }
  if (!front) throw new Error(`the contents of ${path} do not settle`);

  const { documentTitle: title, author } = plain.page;
  const binder = new Binder(tools.fonts);
  await binder.add(front.printed, { title, html: front.html }, 0, frontPages);
  let before = frontPages;
  for (const [group, { name }] of departments.entries()) {
    const pages = must(lengths[group], name).reduce((sum, length) => sum + length, 0);
    if (!pages) continue;
    const part = { title: `${title} ${name}`, html: html({ group, numbering: numbering(before, frontPages) }) };
    const printed = await print(part.html, `${path} ${name}`);
    const first = before;
    await measure('装订', () => binder.add(printed, part, first, pages));
    before += pages;
  }
  const bytes = binder.finish({ bookmarks: bookmarksOf(plain), anchors, title, author });
  return { bytes, pages: before };
}

/** Returns the page of each anchor, from 1, when `front` pages come before the forms. */
function locate({ groups }: VolumeView, lengths: readonly number[][], front: number, overview: number): PagesByAnchor {
  const pages = new Map([['overview', overview]]);
  let page = front + 1;
  for (const [group, { entries }] of groups.entries()) {
    for (const [form, { id }] of entries.entries()) {
      pages.set(id, page);
      page += must(lengths[group]?.[form], id);
    }
  }
  return pages;
}
