import type { Department } from '../model/form.js';
import { must } from '../model/must.js';
import type { MadePdf, PagesByAnchor, ReadyPdf } from '../model/pdf.js';
import { UserError } from '../model/user-error.js';
import type { PagePlacement } from './pdf/document.js';
import type { MarginPage, Margins } from './pdf/margins.js';
import type { StoredParts } from './pdf/encode-part.js';
import type { Part } from './pdf/part.js';
import type { Segment, SegmentPage } from './pdf/segment.js';
import { type Built, type BuildTools, type Entry, htmlOf, pdfOf } from './print.js';
import {
  anchorOf, bookmarksOf, type FrontSection, groupAnchor, OVERVIEW, viewBoundForms, viewGroup, viewVolume,
  type VolumeGroup, type VolumeGroups,
} from './views/volume.js';

/*
 * Volumes are bound of the prints of their forms, as a linker binds object files: only cover, contents and overview are
 * printed for them. What stands in the margins of these is printed on all pages, with other numbers.
 */

/** A print that is bound: of a form, or of the front of a volume. */
export type BoundPdf = Pick<ReadyPdf, 'key' | 'pages' | 'part' | 'partSha256'>;

/** What is bound of a department. */
export interface BoundDepartment {
  group: VolumeGroup;
  /** In the order of `group.entries`. */
  forms: BoundPdf[];
}

/** A department for the volume of its year: the cover of its own volume is its leaf there. */
export interface BoundVolume extends BoundDepartment {
  front: BoundPdf;
}

type Bound = BoundDepartment & { front?: BoundPdf };

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
    const view = viewVolume([group], path, { forms: viewBoundForms(department) });
    built.push(htmlOf(path, await measure('渲染', () => render('volume', view)), entry));
  }
  if (!forms) return { built, bound: undefined };
  const bound: BoundDepartment = { group, forms: [...forms] };
  const { pdf, front } = await bindVolume([bound], path, tools);
  built.push(pdfOf(path, pdf, entry));
  return { built, bound: { ...bound, front } };
}

/** Binds the departments of a year, each behind its leaf. */
export async function buildYear(departments: readonly BoundVolume[], tools: BuildTools): Promise<Built> {
  const [first] = departments;
  const path = `${must(first, 'a department').group.year}/volume`;
  const { pdf } = await bindVolume(departments, path, tools);
  const sources = departments.flatMap(({ group }) => group.entries.map(one => one.path));
  return pdfOf(path, pdf, { kind: 'volume', sources });
}

async function bindVolume(
  departments: readonly Bound[],
  path: string,
  tools: BuildTools,
): Promise<{ pdf: ReadyPdf; front: ReadyPdf }> {
  const groups = departments.map(({ group }) => group) as unknown as VolumeGroups;
  const front = await printFront(departments, groups, path, tools);
  const prints = [front, ...departments.flatMap(({ forms, front: leaf }) => [...leaf ? [leaf] : [], ...forms])];
  const inputs = [path, JSON.stringify(groups), ...prints.map(({ partSha256 }) => partSha256)];
  const pdf = await tools.store(inputs, () => tools.measure('装订', () => link(departments, groups, front, path, tools)));
  return { pdf, front };
}

type FrontMargins = NonNullable<StoredParts['margins']>;

const POINTS_PER_MM = 72 / 25.4;

/** Puts the prints of a volume together. */
async function link(
  departments: readonly Bound[],
  groups: VolumeGroups,
  front: BoundPdf,
  path: string,
  tools: BuildTools,
): Promise<MadePdf> {
  const [{ DocumentWriter }, { placeBookmarks }, { decodeParts }, { digitFonts, marginsOf }] = await Promise.all([
    import('./pdf/document.js'), import('./pdf/outline.js'), import('./pdf/encode-part.js'), import('./pdf/margins.js'),
  ]);
  const { fonts } = tools;
  const { parts, margins, overview } = decodeParts(await front.part());
  const { pages, total } = locate(departments, front.pages, must(overview, OVERVIEW));
  const document = new DocumentWriter(fonts);
  const placeIn = (margins: FrontMargins, { gutter, isTwoSided }: VolumeGroup, cover: number) =>
    (page: SegmentPage): PagePlacement => {
      const number = document.length + 1;
      const side = isTwoSided && number % 2 === 0 ? -1 : 1;
      const numbered = number === cover
        ? []
        : marginsOf(number % 2 === 0 ? margins.even : margins.odd, { ...page, number, pages: total }, fonts.digit);
      return { shift: Number((side * gutter * POINTS_PER_MM).toFixed(3)), margins: numbered };
    };
  const ofWhole = must(margins, 'the margins of a front');
  const addGlyphs = ({ even, odd }: FrontMargins): void => {
    for (const one of [even, odd]) document.addGlyphs([...one.fonts, ...digitFonts(one, fonts.digit)]);
  };
  addGlyphs(ofWhole);
  document.addParts(parts, true, placeIn(ofWhole, groups[0], 1));
  for (const { group, forms, front: leaf } of departments) {
    const own = leaf ? must(decodeParts(await leaf.part()).margins, 'the margins of a front') : ofWhole;
    addGlyphs(own);
    const base = document.nextBase(leaf ? ROOM : 1);
    const segment = leaf
      ? await storedSegment([leaf, ...forms], base, document.fixed, tools)
      : await segmentOf(forms, base, document.fixed);
    document.add(segment, placeIn(own, group, leaf ? document.length + 1 : 0));
  }
  const destination = (anchor: string): string | undefined => document.destination((pages.get(anchor) ?? 0) - 1);
  const { documentTitle: title, author } = viewVolume(groups, path, {}).page;
  const bytes = await document.finish({
    title,
    author,
    bookmarks: placeBookmarks(bookmarksOf(groups), destination),
    isOpen: false,
    attachments: [],
    destinations: new Map([...pages.keys()].map(anchor => [anchor, must(destination(anchor), anchor)])),
  });
  return { bytes, pages: document.length, part: new Uint8Array() };
}

/** Departments begin at multiples of it, so that one that grows a little does not move those behind it. */
const ROOM = 512;

/**
 * Returns the segment of a department in a year, or the stored one: a year with one changed form is bound without
 * looking into the others.
 */
async function storedSegment(
  prints: readonly BoundPdf[],
  base: number,
  fixed: Parameters<typeof segmentOf>[2],
  { store }: BuildTools,
): Promise<Segment> {
  const { decodeSegment, encodeSegment } = await import('./pdf/segment.js');
  const inputs = ['segment', String(base), JSON.stringify([...fixed.fonts]), ...prints.map(({ partSha256 }) => partSha256)];
  const stored = await store(inputs, async () =>
    ({ bytes: encodeSegment(await segmentOf(prints, base, fixed)), pages: 0, part: new Uint8Array() }));
  return decodeSegment(await stored.bytes());
}

/** Makes the segment of some prints; of the front of a volume it has the cover only. */
async function segmentOf(
  prints: readonly BoundPdf[],
  base: number,
  fixed: { document: number; fonts: ReadonlyMap<string, number> },
): Promise<Segment> {
  const { makeSegment } = await import('./pdf/segment.js');
  const { decodeParts } = await import('./pdf/encode-part.js');
  const parts: Part[] = [];
  for (const print of prints) parts.push(must(decodeParts(await print.part()).parts[0], 'a part'));
  return makeSegment(parts, base, true, fixed);
}

/** The page numbers within the forms are known, so only the length of the contents must be found. */
const MAX_FRONT_PRINTS = 4;

/**
 * Prints cover, contents and overview until the page numbers in the contents are right.
 *
 * @returns the print, whose first part is the cover; with the margins of the contents
 */
async function printFront(
  departments: readonly Bound[],
  groups: VolumeGroups,
  path: string,
  tools: BuildTools,
): Promise<ReadyPdf> {
  const plain = tools.render('volume', viewVolume(groups, path, { pages: new Map() }));
  const lengths = departments.map(({ forms }) => forms.map(form => form.pages));
  return tools.store(['front', plain, JSON.stringify(lengths)], async (): Promise<MadePdf> => {
    const [{ partsOf }, { readMargins }, { encodeParts }] = await Promise.all([
      import('./pdf/part.js'), import('./pdf/margins.js'), import('./pdf/encode-part.js'),
    ]);
    const { prints, length, overview } = await printSections(departments, groups, path, tools);
    const { documentTitle: title } = viewVolume(groups, path, {}).page;
    const parts = prints.flatMap(({ printed, html }, index) =>
      partsOf(printed, { title, html }, tools.fonts, index === 0 ? [0, 1] : [0]));
    const [, contents] = parts;
    const of = must(prints[0], 'a print').count;
    // Pages 2 and 3 of the front: a left and a right one.
    const [, second, third] = parts.flatMap(({ pages }) => pages);
    if (!contents || !second || !third) throw wrongFront('目录和一览表没有各占一页');
    const [left, right]: [MarginPage, MarginPage] = [{ ...second, number: 2 }, { ...third, number: 3 }];
    const read = (page: MarginPage, other: MarginPage): Margins => readMargins(page, other, contents.fonts, of);
    const margins = { even: read(left, right), odd: read(right, left) };
    return { bytes: new Uint8Array(), pages: length, part: encodeParts({ parts, margins, overview }) };
  });
}

interface SectionPrint {
  html: string;
  printed: Uint8Array;
  /** Its pages, and the one of the overview, from 1. */
  count: number;
  overview: number | undefined;
}

/** Prints the sections of a front. @returns their prints, all their pages, and the page of the overview, from 1 */
async function printSections(
  departments: readonly Bound[],
  groups: VolumeGroups,
  path: string,
  { print, render }: BuildTools,
): Promise<{ prints: SectionPrint[]; length: number; overview: number }> {
  const { measurePrint } = await import('./pdf/printed-pages.js');
  const sections = sectionsOf(groups);
  const known = new Map<string, SectionPrint>();
  let [length, overview] = guessFront(groups);
  for (let attempt = 0; attempt < MAX_FRONT_PRINTS; attempt += 1) {
    const { pages } = locate(departments, length, overview);
    const prints: SectionPrint[] = [];
    let found: number | undefined;
    let before = 0;
    for (const section of sections) {
      const html = render('volume', viewVolume(groups, path, { pages, section }));
      let one = known.get(html);
      if (!one) {
        const printed = await print(html, `${path} 目录`);
        const { count, anchors } = measurePrint(printed);
        one = { html, printed, count, overview: anchors.get(OVERVIEW) };
        // The overview has no page numbers: it is printed once.
        known.set(html, one);
      }
      // In a print by itself the overview begins on the first page, and no link leads to it.
      const isHere = section.overview[0] === 0 && section.overview[1] > 0;
      const page = section.contents[1] > 0 ? one.overview : 1;
      if (isHere && page !== undefined) found = before + page;
      before += one.count;
      prints.push(one);
    }
    const isRight = before === length && found === overview;
    if (found === undefined) throw wrongFront('目录里没有到一览表的链接，或一览表没有锚点 overview');
    [length, overview] = [before, found];
    if (isRight) return { prints, length, overview };
  }
  throw wrongFront('目录印几页定不下来');
}

/** Templates and styles of the front may be the user's. */
function wrongFront(reason: string): UserError {
  return new UserError(
    `汇编的封面、目录和一览表印出来不对：${reason}`,
    '对照程序自带的 templates/pages/volume.hbs 和 templates/assets/print.css 改正，或删去自己的这两个文件',
  );
}

/** Lines of a print of the front: a print of 5,000 takes the browser a gigabyte. */
const LINES_PER_PRINT = 1000;

/** Returns the sections of a front that are printed by themselves: one, where it is not very long. */
function sectionsOf(groups: VolumeGroups): FrontSection[] {
  const ranges: [number, number][] = [];
  let lines = Infinity;
  for (const [index, { entries }] of groups.entries()) {
    lines += entries.length + 1;
    if (lines > LINES_PER_PRINT) {
      ranges.push([index, index]);
      lines = entries.length + 1;
    }
    must(ranges.at(-1), 'a range')[1] = index + 1;
  }
  const none = [0, 0] as const;
  const [all] = ranges;
  if (all && ranges.length === 1) return [{ cover: true, contents: all, overview: all }];
  return [
    ...ranges.map((contents, index) => ({ cover: index === 0, contents, overview: none })),
    ...ranges.map(overview => ({ cover: false, contents: none, overview })),
  ];
}

/** Lines of the contents, and rows of the overview, that a page of the shipped style has. */
const [LINES_PER_PAGE, ROWS_PER_PAGE] = [32, 31];

/** Returns the likely number of pages of the front, and the page of the overview. A right guess saves a print. */
function guessFront(groups: VolumeGroups): [length: number, overview: number] {
  const headings = groups.length > 1 ? groups.length : 0;
  const lines = 1 + headings + groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const rows = 1 + headings + groups.reduce((sum, group) => sum + group.rows.length, 0);
  const overview = 2 + Math.ceil(lines / LINES_PER_PAGE);
  return [overview - 1 + Math.ceil(rows / ROWS_PER_PAGE), overview];
}

/** Returns the page of each anchor, from 1, when `front` pages come before the forms, and the number of pages. */
function locate(
  departments: readonly Bound[],
  front: number,
  overview: number,
): { pages: PagesByAnchor; total: number } {
  const pages = new Map([[OVERVIEW, overview]]);
  let page = front + 1;
  for (const [index, { forms, front: leaf }] of departments.entries()) {
    if (leaf) pages.set(groupAnchor(index), page++);
    for (const [number, form] of forms.entries()) {
      pages.set(anchorOf(index, number), page);
      page += form.pages;
    }
  }
  return { pages, total: page - 1 };
}
