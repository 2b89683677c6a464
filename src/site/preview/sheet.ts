import type { Diagnostic } from '../../model/diagnostic.js';
import type { Form } from '../../model/form.js';
import { departmentOf } from '../../model/inputs.js';
import { styleElement } from '../../model/style.js';
import { UserError } from '../../model/user-error.js';
import { bodyOf } from '../../print/seal-page.js';
import { viewForm } from '../../print/views/form.js';
import type { Renderer } from '../../print/render.js';
import type { Department } from '../../model/form.js';
import { marksToCells, markView, type PlacedField, withoutMarks } from './cells.js';
import type { Session } from './session.js';

/** A form as the page shows it. */
export interface Sheet {
  title: string;
  /** Sealed markup for a shadow tree; `''` for a file without a form. */
  body: string;
  /** `stale`: the file says something else that cannot be read. */
  state: 'current' | 'stale' | 'none' | 'gone';
  isDraft: boolean;
  /** The reason why the form is not the current one. */
  cause: Pick<Diagnostic, 'message' | 'hint'> | undefined;
  /** The path of the form that is shown; a project may be printed on the form of its department. */
  shownPath: string;
  fields: readonly PlacedField[];
  shown: ReadonlySet<number>;
}

type Page = Pick<Sheet, 'title' | 'body' | 'fields' | 'shown'>;

/** The number of pages kept for when a template fails. */
const KEPT = 20;

/** Makes the sheets of forms, and keeps the last ones. */
export class Sheets {
  private readonly last = new Map<string, Page>();

  /** @param session with the department of the file checked */
  of(path: string, session: Session): Sheet {
    const shownPath = shownPathOf(path, session);
    const found = session.formAt(shownPath);
    const empty = { title: path.split('/').at(-1) ?? path, body: '', fields: [], shown: new Set<number>() };
    const facts = { shownPath, isDraft: session.isDraft(path) };
    if (!session.has(path)) return { ...empty, ...facts, state: 'gone', cause: undefined };
    const cause = session.fault ? hinted(session.fault) : session.causesOf(path)[0];
    try {
      if (!found) return { ...empty, ...facts, state: 'none', cause };
      const page = render(found.form, found.department, session.render);
      this.keep(shownPath, page);
      const isCurrent = found.isCurrent && !session.fault;
      return { ...page, ...facts, state: isCurrent ? 'current' : 'stale', cause: isCurrent ? undefined : cause };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { ...this.last.get(shownPath) ?? empty, ...facts, state: 'stale', cause: hinted(error) };
    }
  }

  private keep(path: string, page: Page): void {
    this.last.delete(path);
    this.last.set(path, page);
    for (const oldest of this.last.keys()) {
      if (this.last.size <= KEPT) break;
      this.last.delete(oldest);
    }
  }
}

/** Returns the path of the form whose page shows a file. */
export function shownPathOf(path: string, session: Session): string {
  const own = session.formAt(path);
  if (own?.form.kind.template !== null) return path;
  return own.department.form?.source.path ?? `${departmentOf(path)}/department.yaml`;
}

function render(form: Form, department: Department, renderer: Renderer): Page {
  const view = viewForm(form, department);
  const plain = renderer('form', view);
  // A template may ask whether a text is empty: marks must change nothing but be there.
  const tries = [true, false].map(emptyToo => () => {
    const marked = markView(view, form, department, emptyToo);
    return { fields: marked.fields, html: renderer('form', marked.view) };
  });
  const { page: { title, fonts, documentTitle } } = view;
  const style = fonts === null ? '' : styleElement(`:host { ${fonts} }`);
  const own = plain.includes('\uE0F4') || plain.includes('\uE0F5') ? [] : tries;
  for (const make of own) {
    const { fields, html } = make();
    if (withoutMarks(html) !== plain) continue;
    const { html: marked, shown } = marksToCells(bodyOf(html));
    return { title: documentTitle || title, body: style + marked, fields, shown };
  }
  return { title: documentTitle || title, body: style + bodyOf(plain), fields: [], shown: new Set() };
}

function hinted({ message, hint }: UserError): Pick<Diagnostic, 'message' | 'hint'> {
  return { message, ...hint !== undefined && { hint } };
}
