import type { Department } from '../model/form.js';
import { must } from '../model/must.js';
import type { MadePdf, ReadyPdf } from '../model/pdf.js';
import { type Bound, type BoundDepartment, boundOf, type BoundPdf, type BoundVolume } from './bound.js';
import { locate, printFront } from './front.js';
import type { PagePlacement } from './pdf/document.js';
import type { FrontMargins } from './pdf/margins.js';
import type { Part } from './pdf/part.js';
import type { FixedNumbers, Segment, SegmentPage } from './pdf/segment.js';
import { type Built, type BuildTools, type Entry, htmlOf, pdfOf } from './print.js';
import {
  bookmarksOf, OVERVIEW, viewBoundForms, viewGroup, viewVolume, viewVolumePage, type VolumeGroup, type VolumeGroups,
} from './views/volume.js';

/*
 * Volumes are bound of the prints of their forms, as a linker binds object files: only cover, contents and overview are
 * printed for them. What stands in the margins of these is printed on all pages, with other numbers.
 */

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
  return { built, bound: { ...bound, front: boundOf(front) } };
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
  const { documentTitle: title, author } = viewVolumePage(groups, path);
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
  fixed: FixedNumbers,
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
  fixed: FixedNumbers,
): Promise<Segment> {
  const { makeSegment } = await import('./pdf/segment.js');
  const { decodeParts } = await import('./pdf/encode-part.js');
  const parts: Part[] = [];
  for (const print of prints) parts.push(must(decodeParts(await print.part()).parts[0], 'a part'));
  return makeSegment(parts, base, true, fixed);
}
