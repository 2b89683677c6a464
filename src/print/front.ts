import { must } from '../model/must.js';
import type { MadePdf, PagesByAnchor, ReadyPdf } from '../model/pdf.js';
import { UserError } from '../model/user-error.js';
import type { Bound } from './bound.js';
import type { MarginPage, Margins } from './pdf/margins.js';
import type { BuildTools } from './print.js';
import {
  anchorOf, type FrontSection, groupAnchor, OVERVIEW, viewVolume, viewVolumePage, type VolumeGroups,
} from './views/volume.js';

/* The front of a volume: cover, contents and overview, and where everything behind it begins. */

/** The page numbers within the forms are known, so only the length of the contents must be found. */
const MAX_FRONT_PRINTS = 4;

/**
 * Prints cover, contents and overview until the page numbers in the contents are right.
 *
 * @returns the print, whose first part is the cover; with the margins of the contents
 */
export async function printFront(
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
    const { documentTitle: title } = viewVolumePage(groups, path);
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
export function locate(
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
