import { must } from '../model/must.js';
import type { Department } from '../model/form.js';
import type { MadePdf, PagesByAnchor, ReadyPdf } from '../model/pdf.js';
import type { DocumentWriter, PagePlacement } from './pdf/document.js';
import type { Margins } from './pdf/margins.js';
import type { Part } from './pdf/part.js';
import { type Built, type BuildTools, type Entry, htmlOf, pdfOf } from './print.js';
import {
  anchorOf, bookmarksOf, groupAnchor, OVERVIEW, viewBoundForms, viewGroup, viewVolume, type VolumeGroup,
  type VolumeGroups,
} from './views/volume.js';

/*
 * Volumes are bound of the prints of their forms, as a linker binds object files: only cover, contents and overview are
 * printed for them. What stands in the margins of these is printed on all pages, with other numbers.
 */

/** A print that is bound: of a form, or of the front of a department's volume. */
export type BoundPdf = Pick<ReadyPdf, 'key' | 'pages' | 'part' | 'partSha256'>;

/** What is bound of a department. */
export interface BoundDepartment {
  group: VolumeGroup;
  /** In the order of `group.entries`. */
  forms: BoundPdf[];
}

/** A department with its volume, for the volume of its year. */
export interface BoundVolume extends BoundDepartment {
  /** The volume, whose part is its cover, with its margins. */
  volume: BoundPdf;
}

/** What the year takes from the volume of a department. */
interface Front {
  /** Its first page, which is the department's leaf in the year. */
  cover: Part;
  margins: Margins;
}

/** The page numbers within the forms are known, so only the length of the contents must be found. */
const MAX_FRONT_PRINTS = 4;

/** Binds the forms of a department. @param forms the prints of `boundForms(department)`; undefined without PDFs */
export async function buildVolume(
  department: Department,
  forms: readonly BoundPdf[] | undefined,
  tools: BuildTools,
): Promise<{ built: Built[]; bound: BoundVolume | undefined }> {
  const { formats, measure, render } = tools;
  const group = viewGroup(department);
  const path = `${department.year}/${department.name}/volume`;
  const entry: Entry = { kind: 'volume', sources: group.entries.map(one => one.path) };
  const built: Built[] = [];
  if (formats.includes('html')) {
    const html = await measure('渲染', () => render('volume', viewVolume([group], path, { forms: viewBoundForms(department) })));
    built.push(htmlOf(path, html, entry));
  }
  if (!forms) return { built, bound: undefined };
  const bound: BoundDepartment = { group, forms: [...forms] };
  const volume = await bindVolume([bound], path, tools, async ({ cover, margins }) => {
    const { encodePart } = await import('./pdf/encode-part.js');
    return encodePart({ part: cover, margins });
  });
  built.push(pdfOf(path, volume, entry));
  return { built, bound: { ...bound, volume } };
}

/** Binds the departments of a year, each behind its leaf. */
export async function buildYear(departments: readonly BoundVolume[], tools: BuildTools): Promise<Built> {
  const [first] = departments;
  const path = `${must(first, 'a department').group.year}/volume`;
  const pdf = await bindVolume(departments, path, tools, () => Promise.resolve(new Uint8Array()));
  return pdfOf(path, pdf, { kind: 'volume', sources: departments.flatMap(({ group }) => group.entries.map(one => one.path)) });
}

/** @param keep returns what is stored beside the document */
async function bindVolume(
  departments: readonly (BoundDepartment & { volume?: BoundPdf })[],
  path: string,
  tools: BuildTools,
  keep: (front: Front) => Promise<Uint8Array>,
): Promise<ReadyPdf> {
  const groups = departments.map(({ group }) => group) as unknown as VolumeGroups;
  // What is printed for the volume, but for page numbers, which follow from the lengths of its prints.
  const plain = tools.render('volume', viewVolume(groups, path, { pages: new Map() }));
  const prints = departments.flatMap(({ forms, volume }) => [...volume ? [volume] : [], ...forms]);
  const inputs = [plain, JSON.stringify(groups), ...prints.map(({ partSha256, pages }) => `${partSha256} ${pages}`)];
  return tools.store(inputs, async (): Promise<MadePdf> => {
    const front = await printFront(departments, groups, path, tools);
    const [{ DocumentWriter }, margins] = await Promise.all([import('./pdf/document.js'), import('./pdf/margins.js')]);
    return tools.measure('装订', async () => {
      const document = new DocumentWriter();
      const { fonts } = tools;
      const pages = front.length;
      const placed = (of: Margins, { gutter, isTwoSided }: VolumeGroup) =>
        ({ width, height, margins: own }: Part['pages'][number]): PagePlacement => {
          const number = document.length + 1;
          const side = isTwoSided && number % 2 === 0 ? -1 : 1;
          return {
            margins: own === NO_MARGINS ? [] : margins.marginsOf(of, { width, height, number, pages }, fonts.digit),
            shift: Number((side * gutter * POINTS_PER_MM).toFixed(3)),
          };
        };
      document.addGlyphs({ fonts: margins.digitFonts(front.margins, fonts.digit) });
      document.beginGroup();
      const [first] = groups;
      document.add(withoutMargins(front.cover), placed(front.margins, first));
      document.add(front.rest, placed(front.margins, first));
      await addDepartments(departments, document, front, placed);
      const destination = (anchor: string): string | undefined => {
        const page = front.pages.get(anchor);
        return page === undefined ? undefined : document.destination(page - 1);
      };
      const bytes = await document.finish({
        title: front.title,
        author: front.author,
        bookmarks: front.bookmarks(destination),
        isOpen: false,
        attachments: [],
        destinations: new Map([...front.pages.keys()].map(anchor => [anchor, must(destination(anchor), anchor)])),
      }, fonts);
      return { bytes, pages: document.length, part: await keep(front) };
    });
  });
}

const POINTS_PER_MM = 72 / 25.4;
const NO_MARGINS = '\0';

/** Returns a part on whose pages nothing stands in the margins, as on a cover. */
function withoutMargins(part: Part): Part {
  return { ...part, pages: part.pages.map(page => ({ ...page, margins: NO_MARGINS })) };
}

/** Adds the forms of each department; in a year, behind the leaf and with the margins of its own volume. */
async function addDepartments(
  departments: readonly (BoundDepartment & { volume?: BoundPdf })[],
  document: DocumentWriter,
  { margins: ofWhole }: Front,
  placed: (of: Margins, group: VolumeGroup) => (page: Part['pages'][number]) => PagePlacement,
): Promise<void> {
  const { decodePart } = await import('./pdf/encode-part.js');
  for (const { group, forms, volume } of departments) {
    const own = volume ? decodePart(await volume.part()) : undefined;
    const margins = own?.margins ?? ofWhole;
    document.beginGroup();
    if (own) document.add(withoutMargins(own.part), placed(margins, group));
    document.addGlyphs(margins);
    for (const form of forms) document.add(decodePart(await form.part()).part, placed(margins, group));
  }
}

interface PrintedFront extends Front {
  rest: Part;
  title: string;
  author: string;
  /** Of the whole document. */
  length: number;
  /** The page of each anchor, from 1. */
  pages: PagesByAnchor;
  bookmarks: (destinationOf: (anchor: string) => string | undefined) => import('./pdf/outline.js').PlacedBookmark[];
}

/** Prints cover, contents and overview until the page numbers in the contents are right. */
async function printFront(
  departments: readonly (BoundDepartment & { volume?: BoundPdf })[],
  groups: VolumeGroups,
  path: string,
  { print, render, fonts }: BuildTools,
): Promise<PrintedFront> {
  const [{ partsOf }, { measurePrint }, { readMargins }, { placeBookmarks }] = await Promise.all([
    import('./pdf/part.js'), import('./pdf/printed-pages.js'), import('./pdf/margins.js'), import('./pdf/outline.js'),
  ]);
  let [length, overview] = [3, 3];
  for (let attempt = 0; attempt < MAX_FRONT_PRINTS; attempt += 1) {
    const { pages, total } = locate(departments, length, overview);
    const view = viewVolume(groups, path, { pages });
    const html = render('volume', view);
    const printed = await print(html, `${path} 目录`);
    const found = measurePrint(printed);
    const isRight = found.count === length && found.anchors.get(OVERVIEW) === overview;
    [length, overview] = [found.count, must(found.anchors.get(OVERVIEW), 'the page of the overview')];
    if (!isRight) continue;
    const { documentTitle: title, author } = view.page;
    const [cover, rest] = partsOf(printed, { title, html }, fonts, [0, 1]) as [Part, Part];
    const [firstPage] = rest.pages;
    const margins = readMargins(must(firstPage, 'contents').margins, must(firstPage, 'contents'), rest.fonts, { number: 2, of: length });
    return {
      cover, rest, margins, title, author, pages, length: total,
      bookmarks: destinationOf => placeBookmarks(bookmarksOf(groups), destinationOf),
    };
  }
  throw new Error(`the contents of ${path} do not settle`);
}

/** Returns the page of each anchor, from 1, when `front` pages come before the forms, and the number of pages. */
function locate(
  departments: readonly (BoundDepartment & { volume?: BoundPdf })[],
  front: number,
  overview: number,
): { pages: PagesByAnchor; total: number } {
  const pages = new Map([[OVERVIEW, overview]]);
  let page = front + 1;
  for (const [index, { forms, volume }] of departments.entries()) {
    if (volume) {
      pages.set(groupAnchor(index), page);
      page += 1; // the leaf
    }
    for (const [number, form] of forms.entries()) {
      pages.set(anchorOf(index, number), page);
      page += form.pages;
    }
  }
  return { pages, total: page - 1 };
}
