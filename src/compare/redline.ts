import type { FormChanges } from '../model/change.js';
import type { Form, Indicator, Kind } from '../model/form.js';
import { departmentOf } from '../model/inputs.js';
import { marksToHtml } from '../model/marks.js';
import { type PrintFonts, readyPdf, type ReadyPdf } from '../model/pdf.js';
import { recordOf } from '../model/record.js';
import type { Schema } from '../model/schema.js';
import { styleElement } from '../model/style.js';
import { type FormView, viewForm } from '../print/views/form.js';
import { type MatchRows, redlineView, type Show } from '../print/views/redline.js';
import { makeWord, type OfficeTools } from '../print/office/make-word.js';
import { type BuildTools, printForm } from '../print/print.js';
import { matchRows, separateMoves } from './rows.js';
import { departmentAt, type Side } from './side.js';
import { diffProse } from './prose.js';
import { shown } from '../model/glyphs.js';

/* Prints both versions of a form as one, with the form's own view, template and print. */

/** The changes of a form, and the two versions. */
export interface RedlineTask {
  changes: FormChanges;
  before: Side;
  after: Side;
}

/** The views of both versions of a form; `undefined` for the one that is not there. */
interface Versions {
  old: FormView | undefined;
  now: FormView | undefined;
  /** True for a form that is printed in its department's. */
  isPart: boolean;
}

function versionsOf({ changes, before, after }: RedlineTask): Versions | undefined {
  // A project that is printed in its department's form is a part of a sheet that exists before and after it.
  const part = [changes.after, changes.before].find(form => form?.kind.template === null);
  const [formBefore, formAfter] = [changes.before ?? part, changes.after ?? part];
  const old = formBefore && viewOf(formBefore, before, after);
  const now = formAfter && viewOf(formAfter, after, before);
  const isReadable = (changes.state === 'added' || old) && (changes.state === 'removed' || now);
  return isReadable ? { old, now, isPart: part !== undefined } : undefined;
}

/** Returns true if a form has a redline: every version that is needed could be read. */
export function hasRedline(task: RedlineTask): boolean {
  return versionsOf(task) !== undefined;
}

/**
 * Returns the page with the changes of a form.
 *
 * @returns `undefined` when a version that is needed could not be read
 */
export function redlinePage(
  task: RedlineTask,
  show: Show,
  render: BuildTools['render'],
): { html: string; page: FormView } | undefined {
  const versions = versionsOf(task);
  if (!versions) return undefined;
  const { old, now, isPart } = versions;
  if ((show === 'before' && !old) || (show === 'after' && !now)) return undefined;
  const match = matcherOf(task.changes, isPart);
  const matches: MatchRows = show === 'tracked' ? (...rows) => separateMoves(match(...rows)) : match;
  const page = redlineView(old ?? null, now ?? null, matches, show, diffProse);
  return { html: marksToHtml(render('form', page)), page };
}

/** Prints a 修订对照稿: deleted and inserted text in one form, as a PDF like that of the form. */
export async function printRedline(
  task: RedlineTask,
  style: string,
  tools: Pick<BuildTools, 'render' | 'print' | 'fonts' | 'measure'>,
): Promise<ReadyPdf | undefined> {
  const { render, fonts } = tools;
  const redline = redlinePage(task, 'both', render);
  if (!redline) return undefined;
  const html = substituteAbsent(redline.html, fonts.covers).replace('</head>', () => `${styleElement(style)}\n</head>`);
  const title = `${redline.page.page.documentTitle}（修订对照稿）`;
  const { author } = redline.page.page;
  const { bytes, part } = await printForm(html, { title, author, html, attachments: [] }, task.changes.path, tools);
  return readyPdf('', { bytes, pages: part.pages.length, part: new Uint8Array() });
}

/** Makes a Word file of the form in which the changes are tracked: accepted or rejected one by one. */
export async function trackedWord(
  task: RedlineTask,
  tools: OfficeTools & Pick<BuildTools, 'render' | 'fonts'>,
): Promise<ReadyPdf | undefined> {
  const redline = redlinePage(task, 'tracked', tools.render);
  if (!redline) return undefined;
  const { documentTitle, author } = redline.page.page;
  const options = { title: `${documentTitle}（修订对照稿）`, author, isDraft: false, attachments: [] };
  return makeWord(substituteAbsent(redline.html, tools.fonts.covers), options, task.changes.path, tools);
}

/**
 * Returns a text with a visible substitute for every character that is invisible or not in the fonts: a branch may have
 * any name, and an old version may contain characters that the rules reject today.
 */
export function substituteAbsent(text: string, covers: PrintFonts['covers']): string {
  return text.replace(/[^\s\x20-\x7E]|[\u2028\u2029\uFEFF]/gu, character => shown(character, covers));
}

/** Returns how the rows of a redline are matched: as the changes say, where they are those of the page. */
function matcherOf({ before, after, tables, kind }: FormChanges, isPart: boolean): MatchRows {
  const { properties = {} } = (after ?? before)?.kind.schema ?? {};
  const byKey = new Map(Object.entries(tables).map(([code, rows]) => [properties[code]?.key ?? code, rows] as const));
  // The rows of a later stage are shown in the order of the target, not of the file; a sheet has those of many files.
  const named = (names: readonly string[]): Indicator[] => names.map(name => ({ name }));
  return (key, old, now) => {
    const rows = byKey.get(key);
    return isPart || (rows && kind === 'stage') ? matchRows(named(old), named(now)) : rows;
  };
}

/**
 * Returns the view of a form; for one printed by its department's form, the view of that. It works for departments that
 * cannot be built because another of their forms is wrong.
 */
function viewOf(form: Form, side: Side, other: Side): FormView | undefined {
  const department = departmentAt(departmentOf(form.source.path), side);
  const shownIn = form.kind.template === null ? department?.form : form;
  return department && shownIn && viewForm({ ...shownIn, kind: withFieldsOf(shownIn.kind, other) }, department);
}

/** A kind with the fields it has in the other version only: the same templates print both versions. */
function withFieldsOf(kind: Kind, { layouts }: Side): Kind {
  const other = layouts.kinds(kind.layout)?.find(({ name }) => name === kind.name);
  return other ? { ...kind, schema: unite(kind.schema, other.schema) } : kind;
}

function unite(own: Schema, other: Schema): Schema {
  const { properties = {}, items } = own;
  const fields = Object.entries(other.properties ?? {}).map(([code, property]) => {
    const mine = Object.hasOwn(properties, code) ? properties[code] : undefined;
    return [code, mine ? unite(mine, property) : property] as const;
  });
  return {
    ...own,
    ...other.properties && { properties: recordOf([...Object.entries(properties), ...fields]) },
    ...items && other.items && { items: unite(items, other.items) },
  };
}
