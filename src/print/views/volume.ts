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
  forms: FormView[];
}

/** 汇编: all forms of a department, or of a year. */
export interface VolumeView {
  page: PageView;
  title: string;
  /** Whose forms they are; `null` for a year. */
  unit: string | null;
  facts: string;
  labels: { name: string; total: string };
  overviewPage: string;
  /** Cover, contents and overview are shown. */
  front: boolean;
  /** The forms are shown. */
  body: boolean;
  /** `#` for links within the document, `anchor:` for those into another part of it. */
  link: string;
  /** Page numbers of a part of a whole; `null` for a document that is a whole. */
  numbering: Numbering | null;
  groups: GroupView[];
  budget: AmountView;
  /** Decimals of the amounts in the overview. */
  decimals: string;
  indicators: string;
}

/** The anchor of the overview table. */
const OVERVIEW = 'overview';

/** A part of a volume that is bound of parts. */
export interface Part {
  /** The forms of this department only, by its index; `null` for cover, contents and overview. */
  group: number | null;
  numbering: Numbering;
}

/** Pages before this part, and of the whole. */
export interface Numbering {
  before: string;
  total: string;
}

/** Returns likely page numbers: one page each for cover, contents, overview and every form. */
export function guessPages({ groups }: VolumeView): PagesByAnchor {
  const ids = [OVERVIEW, ...groups.flatMap(({ entries }) => entries.map(({ id }) => id))];
  return new Map(ids.map((id, index) => [id, index + 3]));
}

/** The bookmarks: anchors with their titles, departments above their forms. */
export function bookmarksOf({ groups }: VolumeView): Bookmark[] {
  const overview = { title: '项目一览表', anchor: OVERVIEW, children: [] };
  return [overview, ...groups.flatMap(({ id, title, entries }) => {
    const forms = entries.map(entry => ({ title: entry.title, anchor: entry.id, children: [] }));
    return title ? [{ title, anchor: id, children: forms }] : forms;
  })];
}

/**
 * @param departments of one year, at least one; more than one make the volume of a year, which names each department
 * @param path of the document without extension
 * @param pages for the contents; without them the contents have links but no numbers
 * @param part to show; without it all
 */
export function viewVolume(
  departments: readonly [Department, ...Department[]],
  path: string,
  pages?: PagesByAnchor,
  part?: Part,
): VolumeView {
  const [first] = departments;
  const { year, scheme } = first;
  const ofYear = departments.length > 1;
  const pageOf = (id: string): string => pages?.get(id)?.toString() ?? '';
  const isShown = (index: number): boolean => !part || part.group === null || part.group === index;
  const groups = departments.flatMap((department, index) =>
    isShown(index) ? [viewDepartment(department, index, { ofYear, withForms: part?.group !== null }, pageOf)] : []);
  const rows = groups.flatMap(group => group.rows);
  const budgets = departments.flatMap(({ projects }) => projects.map(amountIn));
  const budget = sum(budgets).toFixed();
  const names = departments.map(nameOfDepartment) as [string, ...string[]];
  const unit = ofYear ? null : names[0];
  const owner = ofYear ? names[part?.group ?? -1] : names[0];
  const title = year + WORDS.volumeOfYear;
  return {
    page: {
      documentTitle: unit ? `${unit} ${title}` : title,
      author: authorOf(names),
      assets: assetsFrom(path),
      fonts: viewFonts(scheme),
      header: viewHeader(owner === undefined ? title : ownerOf(owner, year)),
    },
    title,
    unit,
    facts: [
      ...ofYear ? [departments.length, WORDS.departments] : [],
      groups.reduce((count, { entries }) => count + entries.length, 0), WORDS.forms, rows.length, WORDS.projects,
      WORDS.total, budget, WORDS.amount,
    ].join(''),
    labels: labelsOf(departments),
    overviewPage: pageOf(OVERVIEW),
    front: !part || part.group === null,
    body: !part || part.group !== null,
    link: part ? 'anchor:' : '#',
    numbering: part?.numbering ?? null,
    groups,
    budget: viewAmount(budget),
    decimals: String(budgets.reduce((most, amount) => Math.max(most, decimalsOf(amount)), 0)),
    indicators: String(groups.reduce((count, { indicators }) => count + Number(indicators), 0)),
  };
}

/** Returns the overview's labels of a project and its budget: those of the first project's form. */
function labelsOf(departments: readonly Department[]): VolumeView['labels'] {
  const [first] = departments.flatMap(({ year, scheme, projects }) =>
    projects.slice(0, 1).map(form => ({ year, scheme, form })));
  if (!first) return { name: WORDS.project, total: WORDS.budget };
  const { year, scheme, form: { kind: { schema }, data } } = first;
  const label = (pointer: string): string => printedLabel(schemaAt(pointer, schema), year, scheme);
  const total = data.budget === undefined ? WORDS.budget : label(totalPointer(data.budget)).replace(/[（(](?:万?元)[）)]/, '');
  return { name: schema.properties?.name ? label('/name') : WORDS.project, total };
}

/** The budget of a project in 万元. */
function amountIn(form: Form): Decimal {
  return budgetText(form) ?? '0';
}

/** The forms of a department that are in its volume: its own and its projects', as far as they have a page. */
export function boundForms(department: Department): Form[] {
  return formsOf(department).filter(({ kind }) => kind.role !== 'stage' && kind.template !== null);
}

function viewDepartment(
  department: Department,
  index: number,
  { ofYear, withForms }: { ofYear: boolean; withForms: boolean },
  pageOf: (id: string) => string,
): GroupView {
  const { projects } = department;
  const bound = boundForms(department);
  const idOf = (number: number): string => `form-${index + 1}-${number}`;
  const views = (withForms ? bound : []).map((form, number): FormView => {
    const view = viewForm(form, department);
    return { ...view, page: { ...view.page, id: idOf(number) } };
  });
  const entries = bound.map((form, number): EntryView => {
    const id = idOf(number);
    return { id, title: nameOfForm(form) ?? withYear(form.kind.title, department.year), page: pageOf(id) };
  });
  const budgets = projects.map(amountIn);
  const counts = projects.map(({ data }) => data.indicators?.length ?? 0);
  return {
    id: idOf(0),
    title: ofYear ? nameOfDepartment(department) : '',
    page: pageOf(idOf(0)),
    entries,
    rows: projects.map((form, number) => ({
      number: String(number + 1),
      name: nameOfForm(form) ?? '',
      budget: viewAmount(budgets[number] ?? '0'),
      indicators: String(counts[number] ?? 0),
    })),
    budget: viewAmount(sum(budgets).toFixed()),
    indicators: String(counts.reduce((all, count) => all + count, 0)),
    forms: views,
  };
}
