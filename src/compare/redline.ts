import type { FormChanges } from '../model/change.js';
import type { Department, Form } from '../model/form.js';
import { departmentOf } from '../model/inputs.js';
import { marksToHtml } from '../model/marks.js';
import type { PrintFonts, ReadyPdf } from '../model/pdf.js';
import { styleElement } from '../model/style.js';
import type { PageView } from '../print/views/page.js';
import { redlineView, type Show } from '../print/views/redline.js';
import { type BuildTools, readyPdf } from '../print/print.js';
import type { Side } from './compare.js';
import { diffProse } from './prose.js';
import { ifThere } from '../load/expected-fields.js';
import { shown } from '../load/glyphs.js';
import { view } from '../print/view.js';

/* A changed form as it is printed, old and new in one: the form's own view, template and print. */

/** What changed in a form, and the versions it is of. */
export interface RedlineTask {
  changes: FormChanges;
  before: Side;
  after: Side;
}

/**
 * A form of two versions → its page.
 *
 * @returns `undefined` when a version that is needed could not be read
 */
export function redlinePage(
  { changes, before, after }: RedlineTask,
  show: Show,
  render: BuildTools['render'],
): { html: string; page: PageView } | undefined {
  const old = changes.before && viewOf(changes.before, before);
  const now = changes.after && viewOf(changes.after, after);
  const isReadable = (changes.state === 'added' || old) && (changes.state === 'removed' || now);
  if (!isReadable || (show === 'before' && !old) || (show === 'after' && !now)) return undefined;
  const page = redlineView(old ?? null, now ?? null, changes.rows, show, diffProse);
  return { html: marksToHtml(render(changes.kind, page)), page };
}

/** 修订对照稿: deleted and inserted text in one form, as a PDF like that of the form. */
export async function printRedline(
  task: RedlineTask,
  style: string,
  { render, print, fonts }: Pick<BuildTools, 'render' | 'print' | 'fonts'>,
): Promise<ReadyPdf | undefined> {
  const redline = redlinePage(task, 'both', render);
  if (!redline) return undefined;
  const html = substituteAbsent(redline.html, fonts.covers).replace('</head>', () => `${styleElement(style)}\n</head>`);
  const printed = await print(html, task.changes.path);
  const { finish } = await import('../print/finish.js');
  const title = `${redline.page.documentTitle}（修订对照稿）`;
  const { bytes, pages } = await finish(printed, { title, author: redline.page.author, html, attachments: [] }, fonts);
  return readyPdf(bytes, pages);
}

/**
 * A text in which every character that the fonts cannot show, or that is invisible, is seen to be there: a branch may
 * have any name, and an old version may hold what the rules of today refuse.
 */
export function substituteAbsent(text: string, covers: PrintFonts['covers']): string {
  return text.replace(/[^\s\x20-\x7E]|[\u2028\u2029\uFEFF]/gu, character => shown(character, covers));
}

/** A department that cannot be built, because another of its forms is wrong, can still show this form. */
function viewOf(form: Form, { loaded, schemas }: Side): PageView | undefined {
  const folder = departmentOf(form.source.path);
  const [, year = '', name = ''] = folder.split('/');
  const scheme = loaded.schemes.get(year);
  if (!scheme) return undefined;
  const own = form.kind === 'department' ? form : loaded.forms.get(`${folder}/department.yaml`);
  const unnamed = { kind: 'department', source: form.source, data: { department: name } };
  const department = { year, name, scheme, form: own ?? unnamed, projects: [] } as unknown as Department;
  return ifThere(() => view(form, department, schemas));
}
