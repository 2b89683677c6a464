import { type Decimal, sum } from '../../model/decimal.js';
import { type Department, type Form, formsOf, nameOfDepartment } from '../../model/form.js';
import { schemaAt } from '../../model/fields.js';
import { printedLabel, withYear } from '../../model/labels.js';
import { budgetText, totalPointer } from '../../model/money.js';
import type { Bookmark, PagesByAnchor } from '../../model/pdf.js';
import { type FormView, nameOfForm, viewForm } from './form.js';
import { type AmountView, decimalsOf, viewAmount } from './format.js';
import { assetsFrom, authorOf, ownerOf, type PageView, viewFonts, viewHeader } from './page.js';
import { WORDS } from './words.js';

/** The data of a department in volumes besides its forms: plain, so that it can be kept between runs. */
export interface VolumeGroup {
  year: string;
  name: string;
  /** CSS that names the scheme's own fonts. */
  fonts: string | null;
  /** The unit on the cover of a year, and the date on every cover; `''` for none. */
  publisher: string;
  date: string;
  /** The distance in mm by which pages are moved to the outer side; true when paper is printed on both sides. */
  gutter: number;
  isTwoSided: boolean;
  /** The overview's labels of a project and its budget; `null` without projects. */
  labels: { name: string; total: string } | null;
  /** The forms that are bound, in order. */
  entries: { title: string; path: string }[];
  /** The projects: budgets in 万元. */
  rows: { name: string; budget: string; indicators: number }[];
}

interface EntryView {
  id: string;
  title: string;
  /** In the volume, from 1; `''` where it is not known. */
  page: string;
}

/** One department. */
interface GroupView extends EntryView {
  entries: EntryView[];
  rows: { number: string; name: string; budget: AmountView; indicators: string }[];
  budget: AmountView;
  indicators: string;
}

/** 汇编: all forms of a department, or of a year. */
export interface VolumeView {
  page: PageView;
  title: string;
  /** The name of the department; `null` for a year. */
  unit: string | null;
  /** The publisher of a year; `''` for none. */
  publisher: string;
  facts: string;
  /** On the cover; `''` for none. */
  date: string;
  labels: { name: string; total: string };
  overviewPage: string;
  /** `#` for links within the document, `anchor:` for those into another part of it. */
  link: string;
  overviewLink: string;
  /** The cover is shown, the titles of contents and overview, and the sum below the overview. */
  cover: boolean;
  contentsTitle: boolean;
  overviewTitle: boolean;
  overviewSum: boolean;
  /** The departments of the contents that are shown, and of the overview. */
  contents: GroupView[];
  overview: GroupView[];
  budget: AmountView;
  /** Decimals of the amounts in the overview. */
  decimals: string;
  indicators: string;
  /** The forms, where the document is not bound of parts. */
  forms: FormView[];
}

/** A section of the front of a volume that is printed by itself: departments by index, from `first` to before `end`. */
export interface FrontSection {
  cover: boolean;
  contents: readonly [first: number, end: number];
  overview: readonly [first: number, end: number];
}

/** The anchor of the overview table. */
export const OVERVIEW = 'overview';

/** The groups of a volume: that of a department, or those of a year. */
export type VolumeGroups = readonly [VolumeGroup, ...VolumeGroup[]];

/** Returns the anchor of a form in a volume. @param number from 0 */
export function anchorOf(group: number, number: number): string {
  return `form-${group + 1}-${number}`;
}

/** Returns the anchor of a department in a year. */
export function groupAnchor(group: number): string {
  return `department-${group + 1}`;
}

/** Returns the data of a department in volumes. */
export function viewGroup(department: Department): VolumeGroup {
  const { year, scheme, projects } = department;
  return {
    year,
    name: nameOfDepartment(department),
    fonts: viewFonts(scheme),
    publisher: scheme.binding?.publisher ?? '',
    date: scheme.binding?.date ?? '',
    gutter: Number(scheme.binding?.gutter ?? 0),
    isTwoSided: scheme.binding?.sides === '双面',
    labels: labelsOf(department),
    entries: boundForms(department).map(form =>
      ({ title: nameOfForm(form) ?? withYear(form.kind.title, year), path: form.source.path })),
    rows: projects.map(form =>
      ({ name: nameOfForm(form) ?? '', budget: amountIn(form), indicators: form.data.indicators?.length ?? 0 })),
  };
}

/** Returns the views of the forms of a department in its volume, with their anchors. */
export function viewBoundForms(department: Department): FormView[] {
  return boundForms(department).map((form, number) => {
    const view = viewForm(form, department);
    return { ...view, page: { ...view.page, id: anchorOf(0, number) } };
  });
}

/** The forms of a department that are in its volume: its own and its projects', as far as they have a page. */
export function boundForms(department: Department): Form[] {
  return formsOf(department).filter(({ kind }) => kind.role !== 'stage' && kind.template !== null);
}

/** Returns the bookmarks: anchors with their titles, departments above their forms. */
export function bookmarksOf(groups: VolumeGroups): Bookmark[] {
  const isYear = groups.length > 1;
  return [{ title: '项目一览表', anchor: OVERVIEW, children: [] }, ...groups.flatMap(({ name, entries }, index) => {
    const forms = entries.map(({ title }, number) => ({ title, anchor: anchorOf(index, number), children: [] }));
    return isYear ? [{ title: name, anchor: groupAnchor(index), children: forms }] : forms;
  })];
}

/** Returns the data of the page of a volume. @param path of the document without extension */
export function viewVolumePage(groups: VolumeGroups, path: string): PageView {
  const [{ year, name, fonts }] = groups;
  const owner = groups.length > 1 ? null : name;
  const title = year + WORDS.volumeOfYear;
  return {
    documentTitle: owner ? `${owner} ${title}` : title,
    author: authorOf(groups.map(group => group.name) as [string, ...string[]]),
    assets: assetsFrom(path),
    fonts,
    header: viewHeader(owner ? ownerOf(owner, year) : title),
  };
}

/**
 * @param groups of one year; more than one make the volume of a year, which names each department
 * @param path of the document without extension
 * @param pages for the contents of a document that is bound of parts; without them links lead within the page, and have
 *   no numbers
 * @param forms to show behind the contents
 * @param section to show; without it all
 */
export function viewVolume(
  groups: VolumeGroups,
  path: string,
  { pages, forms = [], section }: { pages?: PagesByAnchor; forms?: FormView[]; section?: FrontSection },
): VolumeView {
  const [first] = groups;
  const { year } = first;
  const isYear = groups.length > 1;
  const pageOf = (anchor: string): string => pages?.get(anchor)?.toString() ?? '';
  const views = groups.map((group, index) => groupView(group, index, isYear, pageOf));
  const [contents, overview] = [section?.contents, section?.overview].map(range => views.slice(...range ?? [0])) as
    [GroupView[], GroupView[]];
  const rows = groups.flatMap(group => group.rows);
  const budget = sum(rows.map(row => row.budget)).toFixed();
  const unit = isYear ? null : first.name;
  const title = year + WORDS.volumeOfYear;
  return {
    page: viewVolumePage(groups, path),
    title,
    unit,
    publisher: isYear ? first.publisher : '',
    facts: [
      ...isYear ? [groups.length, WORDS.departments] : [],
      groups.reduce((count, { entries }) => count + entries.length, 0), WORDS.forms, rows.length, WORDS.projects,
      WORDS.total, budget, WORDS.amount,
    ].join(''),
    date: first.date,
    labels: groups.find(({ labels }) => labels)?.labels ?? { name: WORDS.project, total: WORDS.budget },
    overviewPage: pageOf(OVERVIEW),
    link: pages ? 'anchor:' : '#',
    overviewLink: overview.length && contents.length ? '#' : 'anchor:',
    cover: section?.cover ?? true,
    contentsTitle: contents[0] === views[0],
    overviewTitle: overview[0] === views[0],
    overviewSum: overview.at(-1) === views.at(-1),
    contents,
    overview,
    budget: viewAmount(budget),
    decimals: String(rows.reduce((most, row) => Math.max(most, decimalsOf(row.budget)), 0)),
    indicators: String(rows.reduce((count, { indicators }) => count + indicators, 0)),
    forms,
  };
}

/** Returns the overview's labels of a project and its budget: those of the first project's form. */
function labelsOf({ year, scheme, projects: [form] }: Department): VolumeGroup['labels'] {
  if (!form) return null;
  const { kind: { schema }, data } = form;
  const label = (pointer: string): string => printedLabel(schemaAt(pointer, schema), year, scheme);
  const total = data.budget === undefined ? WORDS.budget : label(totalPointer(data.budget)).replace(/[（(](?:万?元)[）)]/, '');
  return { name: schema.properties?.name ? label('/name') : WORDS.project, total };
}

/** The budget of a project in 万元. */
function amountIn(form: Form): Decimal {
  return budgetText(form) ?? '0';
}

function groupView(
  { name, entries, rows }: VolumeGroup,
  index: number,
  isYear: boolean,
  pageOf: (anchor: string) => string,
): GroupView {
  return {
    id: groupAnchor(index),
    title: isYear ? name : '',
    page: pageOf(groupAnchor(index)),
    entries: entries.map(({ title }, number) => {
      const id = anchorOf(index, number);
      return { id, title, page: pageOf(id) };
    }),
    rows: rows.map((row, number) => ({
      number: String(number + 1),
      name: row.name,
      budget: viewAmount(row.budget),
      indicators: String(row.indicators),
    })),
    budget: viewAmount(sum(rows.map(row => row.budget)).toFixed()),
    indicators: String(rows.reduce((count, { indicators }) => count + indicators, 0)),
  };
}
