import { asCss } from '../../model/css.js';
import type { Department, Form, Scheme } from '../../model/form.js';
import type { Schema } from '../../model/schema.js';
import { WORDS } from './words.js';

/**
 * What every page has. Views hold finished text only and have no optional property (absence is `null` or `[]`), so
 * that a template that names something unknown can be told so.
 */
export interface PageView {
  /** Of the document: bookmark, tab and PDF title. */
  documentTitle: string;
  author: string;
  /** From the page to `out/assets`. */
  assets: string;
  /** CSS that names the scheme's own fonts. */
  fonts: string | null;
  /** At the top of every page. */
  header: HeaderView;
}

/** Texts as CSS escapes; `''` for none. */
interface HeaderView {
  /** On the first page. */
  first: string;
  /** On the pages after it. */
  next: string;
}

/** What every form has, on a page of its own or in a volume. */
export interface FormView extends PageView {
  /** Anchor in a volume; `null` on a page of its own. */
  id: string | null;
  /** The heading of the form. */
  title: string;
  /** Whose form it is, where the form does not say so itself; else `null`. */
  owner: string | null;
}

/** What the form's labels are: the titles of the schemas, in English names. */
export type Schemas = Record<Form['kind'], Schema>;

/**
 * @param form of `department`
 * @param title of the form. A department form does not say whose and of which year it is, nor does the second page of a
 *   project: the top of the page says it.
 */
export function viewForm(form: Form, department: Department, title: string): FormView {
  const { year, form: { data: { department: name } }, scheme } = department;
  const owner = ownerOf(name, year);
  const isProject = form.kind === 'project';
  return {
    documentTitle: `${isProject ? form.data.name : name} ${year}年${title}`,
    author: authorOf([name]),
    assets: assetsFrom(form.source.path.replace(/^data\//, '')),
    fonts: viewFonts(scheme),
    header: isProject ? viewHeader(owner + WORDS.blank + form.data.name, '') : viewHeader(owner),
    id: null,
    title,
    owner: isProject ? null : owner,
  };
}

/** Whose forms a page shows, and of which year. */
export function ownerOf(name: string, year: string): string {
  return name + WORDS.blank + year + WORDS.ofYear;
}

/** Who made a document: the department, or the departments, whose forms are in it. */
export function authorOf([first, ...others]: readonly [string, ...string[]]): string {
  return others.length ? `${first}等${others.length + 1}个部门` : first;
}

/** @param first for the first page, when that has another */
export function viewHeader(text: string, first = text): HeaderView {
  return { first: asCss(first), next: asCss(text) };
}

/** From a document to `out/assets`: `2024/甲/department` → `../../assets`. */
export function assetsFrom(path: string): string {
  return `${'../'.repeat(path.split('/').length - 1)}assets`;
}

export function viewFonts({ fonts }: Scheme): string | null {
  const title = fonts?.title ? [`--title-font: ${asCss(fonts.title)}`, '--title-weight: 400'] : [];
  const body = fonts?.body ? [`--body-font: ${asCss(fonts.body)}`] : [];
  return [...title, ...body].join('; ') || null;
}

/** A row with a label and prose. */
export interface ProseView {
  label: string;
  paragraphs: string[];
}

export function viewProse(schema: Schema, field: string, text: string): ProseView {
  return { label: schema.properties?.[field]?.title ?? '', paragraphs: text.split('\n') };
}
