import { asCss } from '../../model/css.js';
import type { Scheme } from '../../model/form.js';
import { WORDS } from './words.js';

/**
 * The data of every page. Views hold finished text only and have no optional property (absence is `null` or `[]`), so
 * that a template that names something unknown can be told so.
 */
export interface PageView {
  /** The title of the document: bookmark, tab and PDF title. */
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

/** The department and the year of the forms on a page. */
export function ownerOf(name: string, year: string): string {
  return name + WORDS.blank + year + WORDS.ofYear;
}

/** Returns the author of a document: the department, or the departments, of its forms. */
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
