import { type Department, type Form, isTable, nameOfDepartment, type Scheme } from '../../model/form.js';
import { withYear } from '../../model/labels.js';
import { recordOf } from '../../model/record.js';
import type { Schema } from '../../model/schema.js';
import { orderLikeTarget, rowsOf, type SharedTable, sharedTables, targetOf } from '../../model/stage.js';
import type { ViewContext } from './field.js';
import { roomFor } from './format.js';
import { amountsIn, viewFields } from './group.js';
import { blankRow, type ListView, viewList, withEmptyClasses } from './list.js';
import { assetsFrom, authorOf, ownerOf, type PageView, viewFonts, viewHeader } from './page.js';
import { pairPeriods, type PeriodsView } from './periods.js';
import { WORDS } from './words.js';

/**
 * A form as finished text: a view for each field by the key of the YAML, whether it is filled or not, and what code
 * adds, by English names. The template says where it stands.
 */
export type FormView = Record<string, unknown> & FormFacts;

interface FormFacts {
  page: FormPage;
  /** Name of the template. */
  partial: string;
  /** The form's department. */
  department: string;
  /** Among the projects that its department's form prints, from 1; `''` for other forms. */
  number: string;
  /** The projects whose kind has no template of its own, for the form of a whole department. */
  projects: FormView[];
  /** The target's form, for a later stage. */
  target: FormView | null;
  /** Two tables of indicators side by side, where there are two. */
  periods: PeriodsView | null;
}

/** The data of every form, on a page of its own or in a volume. */
export interface FormPage extends PageView {
  /** Anchor in a volume; `null` on a page of its own. */
  id: string | null;
  /** The heading of the form. */
  title: string;
  year: string;
  /** The path of its file. */
  path: string;
  /** The department of the form, if the form does not say so itself; else `null`. */
  owner: string | null;
}

/** A form → the finished text for its template. @param form of `department` */
export function viewForm(form: Form, department: Department): FormView {
  return viewAs(form, department, false);
}

/** @param isTarget it is shown in another form */
function viewAs(form: Form, department: Department, isTarget: boolean): FormView {
  const { kind, data } = form;
  const context = contextOf(form, department);
  const target = kind.role === 'stage' ? targetOf(form, department) : undefined;
  const own = new Map(viewFields({ ...data }, kind.schema, context));
  for (const table of target ? sharedTables(kind, target.kind) : []) {
    const key = kind.schema.properties?.[table.code]?.key ?? '';
    if (target) own.set(key, viewStageList(form, target, table, department, context));
  }
  const projects = kind.role === 'department' && !isTarget ? projectsOn(department) : [];
  const facts: FormFacts = {
    page: viewPage(form, department, target),
    partial: `${kind.layout}/${kind.template ?? kind.name}`,
    department: nameOfDepartment(department),
    number: '',
    projects: projects.map((project, index) => ({ ...viewAs(project, department, true), number: String(index + 1) })),
    target: target ? viewAs(target, department, true) : null,
    periods: viewPeriods(form, own, context),
  };
  return recordOf<unknown>([...own, ...Object.entries(facts)]) as FormView;
}

function contextOf({ kind }: Form, department: Department): ViewContext {
  const { year, scheme } = department;
  const context = { year, scheme, words: wordsFor(kind.role, scheme) };
  const shown = projectsOn(department);
  if (!shown.length || (kind.role !== 'department' && kind.template !== null)) return context;
  // The amounts of these projects stand below one another, those of the department below them.
  const forms = [...shown, ...department.form ? [department.form] : []];
  return { ...context, room: roomFor(forms.flatMap(one => amountsIn(one.data, one.kind.schema))) };
}

/** Returns the projects that the form of their department prints. */
function projectsOn({ projects }: Department): Form[] {
  return projects.filter(({ kind }) => kind.template === null);
}

/** Returns how a form writes the classes of indicators. */
export function wordsFor(role: Form['kind']['role'], scheme: Pick<Scheme, 'departmentWords'> | undefined): Readonly<Record<string, string>> {
  return role === 'department' ? scheme?.departmentWords ?? {} : {};
}

/** @param lists the views of the form's fields by their keys */
function viewPeriods(
  { kind: { schema } }: Form,
  lists: ReadonlyMap<string, unknown>,
  context: ViewContext,
): PeriodsView | null {
  const [term, year] = [schema.properties?.termIndicators, schema.properties?.indicators];
  if (!term || !year) return null;
  const [left, right] = [term, year].map(({ key = '' }) => lists.get(key) as ListView);
  if (!left || !right) return null;
  return pairPeriods(left, right, {
    termKey: term.key ?? '',
    yearKey: year.key ?? '',
    blank: { term: blankRow(term, context), year: blankRow(year, context) },
  });
}

/** Returns the rows of the target, each with what the stage says of it; then rows that the target does not have. */
function viewStageList(
  form: Form,
  target: Form,
  { code, nameCode }: SharedTable,
  department: Department,
  context: ViewContext,
): ListView {
  const [rows, targets] = [rowsOf(form, code), rowsOf(target, code)];
  const schemaOf = ({ kind }: Form): Schema => kind.schema.properties?.[code] ?? {};
  const { beside: ordered, rest } = orderLikeTarget(rows, targets, nameCode);
  const theirs = viewList(targets, schemaOf(target), contextOf(target, department));
  // Classes and names are those of the target: they need not be written again.
  const all = [...ordered.map((row, index) => {
    const { level1, level2, [nameCode]: name } = targets[index] ?? {};
    const known = { level1, level2, [nameCode]: name };
    return { ...recordOf(Object.entries(known).filter(([, value]) => value !== undefined)), ...row };
  }), ...rest];
  // An empty row for a class of the target has an empty row of the stage beside it.
  const whole = (): ListView['rows'] => {
    const columns = Object.keys(schemaOf(target).items?.properties ?? {});
    const rows = withEmptyClasses(targets, columns, context).map(row => all[targets.indexOf(row)] ?? {});
    return viewList([...rows, ...rest], schemaOf(form), context, theirs.allRows).rows;
  };
  return viewList(all, schemaOf(form), context, theirs.rows, isTable(code) ? whole : undefined);
}

function viewPage(form: Form, department: Department, target: Form | undefined): FormPage {
  const { kind, source } = form;
  const { year, scheme } = department;
  const name = nameOfDepartment(department);
  const owner = ownerOf(name, year);
  const about = nameOfForm(target ?? form);
  const title = withYear(kind.title, year);
  // A department form often does not say whose and of which year it is, nor does the second page of a project.
  const unit = kind.schema.properties?.department;
  const isSilent = kind.role === 'department' && (!unit || (unit.internal ?? false));
  return {
    documentTitle: `${about ?? name} ${title.includes(year) ? '' : `${year}年`}${title}`,
    author: authorOf([name]),
    assets: assetsFrom(source.path.replace(/^data\//, '')),
    fonts: viewFonts(scheme),
    header: isSilent ? viewHeader(owner) : viewHeader(about === undefined ? owner : owner + WORDS.blank + about, ''),
    id: null,
    title,
    year,
    path: source.path,
    owner: isSilent ? owner : null,
  };
}

/** Returns the name of a form's project; `undefined` for a whole department. */
export function nameOfForm({ kind, data, source }: Form): string | undefined {
  if (kind.role === 'department') return undefined;
  return data.name ?? source.path.split('/').at(-1)?.replace(/\.yaml$/, '');
}
