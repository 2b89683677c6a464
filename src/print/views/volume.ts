import { type Decimal, sum } from '../../model/decimal.js';
import type { Department } from '../../model/form.js';
import type { Bookmark, PagesByAnchor } from '../../model/pdf.js';
import { type DepartmentView, viewDepartment } from './department.js';
import { type AmountView, decimalsOf, viewAmount } from './format.js';
import { budgetLabels, labelsOf } from './labels.js';
import { assetsFrom, authorOf, ownerOf, type PageView, type Schemas, viewFonts, viewHeader } from './page.js';
import { type ProjectView, viewProject } from './project.js';
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
  forms: { department: DepartmentView | null; project: ProjectView | null }[];
}

/** 汇编: all forms of a department, or of a year. */
export interface VolumeView extends PageView {
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

/** Where things probably are: cover, contents, overview and every form on one page each. */
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
  schemas: Schemas,
  pages?: PagesByAnchor,
  part?: Part,
): VolumeView {
  const [{ year, scheme, form }] = departments;
  const ofYear = departments.length > 1;
  const pageOf = (id: string): string => pages?.get(id)?.toString() ?? '';
  const isShown = (index: number): boolean => !part || part.group === null || part.group === index;
  const groups = departments.flatMap((department, index) =>
    isShown(index) ? [viewGroup(department, index, ofYear, schemas, pageOf)] : []);
  const rows = groups.flatMap(group => group.rows);
  const budgets = departments.flatMap(({ projects }) => projects.map(({ data }) => data.budget.total));
  const budget = sum(budgets).toFixed();
  const unit = ofYear ? null : form.data.department;
  const names = departments.map(one => one.form.data.department) as [string, ...string[]];
  const owner = ofYear ? names[part?.group ?? -1] : form.data.department;
  const title = year + WORDS.volumeOfYear;
  return {
    documentTitle: unit ? `${unit} ${title}` : title,
    author: authorOf(names),
    assets: assetsFrom(path),
    fonts: viewFonts(scheme),
    header: viewHeader(owner === undefined ? title : ownerOf(owner, year)),
    title,
    unit,
    facts: [
      ...ofYear ? [departments.length, WORDS.departments] : [],
      groups.length + rows.length, WORDS.forms, rows.length, WORDS.projects, WORDS.total, budget, WORDS.amount,
    ].join(''),
    labels: { name: labelsOf(schemas.project).name ?? '', total: budgetLabels(year, scheme).total },
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

function viewGroup(
  department: Department,
  index: number,
  ofYear: boolean,
  schemas: Schemas,
  pageOf: (id: string) => string,
): GroupView {
  const { form, projects } = department;
  const idOf = (number: number): string => `form-${index + 1}-${number}`;
  const whole = { ...viewDepartment(form, department, schemas), id: idOf(0) };
  const views = projects.map((project, number) => ({
    ...viewProject(project, department, schemas),
    id: idOf(number + 1),
  }));
  const entry = (id: string, title: string): EntryView => ({ id, title, page: pageOf(id) });
  const budgets: Decimal[] = projects.map(({ data }) => data.budget.total);
  return {
    ...entry(whole.id, ofYear ? form.data.department : ''),
    entries: [entry(whole.id, whole.title), ...views.map(({ id, name }) => entry(id, name))],
    rows: projects.map(({ data }, number) => ({
      number: String(number + 1),
      name: data.name,
      budget: viewAmount(data.budget.total),
      indicators: String(data.indicators.length),
    })),
    budget: viewAmount(sum(budgets).toFixed()),
    indicators: String(projects.reduce((count, { data }) => count + data.indicators.length, 0)),
    forms: [
      { department: whole, project: null },
      ...views.map(project => ({ department: null, project })),
    ],
  };
}
