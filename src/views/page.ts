import type { Department, Form, Scheme } from '../model/form.js';
import type { Schema } from '../model/schema.js';

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
}

/** What every form has, on a page of its own or in a volume. */
export interface FormView extends PageView {
  /** Anchor in a volume; `null` on a page of its own. */
  id: string | null;
  /** The heading of the form. */
  title: string;
}

/** What the form's labels are: the titles of the schemas, in English names. */
export type Schemas = Record<Form['kind'], Schema>;

/** @param subject what the document is about: the department or the project */
export function viewForm(form: Form, department: Department, subject: string, title: string): FormView {
  const { year, form: { data }, scheme } = department;
  return {
    documentTitle: `${subject} ${year}年${title}`,
    author: data.department,
    assets: assetsFrom(form.source.path.replace(/^data\//, '')),
    fonts: viewFonts(scheme),
    id: null,
    title,
  };
}

/** From a document to `out/assets`: `2024/甲/department` → `../../assets`. */
export function assetsFrom(path: string): string {
  return `${'../'.repeat(path.split('/').length - 1)}assets`;
}

/** The names fit the pattern of scheme.schema.json: no quotes, nothing that could end the declaration. */
export function viewFonts({ fonts }: Scheme): string | null {
  const title = fonts?.title ? [`--title-font: '${fonts.title}'`, '--title-weight: 400'] : [];
  const body = fonts?.body ? [`--body-font: '${fonts.body}'`] : [];
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
