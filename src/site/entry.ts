import { sum } from '../model/decimal.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { type Department, type Form, formsOf } from '../model/form.js';
import { groupBy } from '../model/group-by.js';
import type { DepartmentInput, FormInput } from '../model/inputs.js';
import { withYear } from '../model/labels.js';
import { budgetText } from '../model/money.js';
import type { Level } from '../model/rank.js';
import { targetText } from '../model/reading.js';
import type { Role } from '../model/schema.js';
import { targetOf } from '../model/stage.js';
import { nameOfForm } from '../print/views/form.js';
import { countLevels } from '../report/problems/cards.js';
import { indicatorsIn } from '../model/library/use.js';
import { classOf } from './indicators.js';
import { initialsOf } from './initials.js';

/** The data of one form in the catalogue. */
export interface FormEntry {
  /** The path of its YAML file. */
  source: string;
  title: string;
  role: Role;
  /** In 万元, as typed; null for none. */
  budget: string | null;
  /** The number of indicators. */
  indicators: number;
  /** The classes of its indicators, the second level where there is one. */
  classes: string[];
  /** The number of problems. */
  problems: Record<Level, number>;
  /** True for a form of a department with errors. */
  isDraft: boolean;
  /** False for a file that cannot be read as a form. */
  isRead: boolean;
  /** The text that is searched besides the title: aims, indicators, documents. */
  text: string;
  /** The initials of the pinyin of the title and the indicators. */
  initials: string;
}

/** The data of a department in one year in the catalogue: plain data, kept in the output folder between runs. */
export interface DepartmentEntry {
  year: string;
  /** The name of its folder. */
  folder: string;
  name: string;
  /** The initials of the pinyin of its name. */
  initials: string;
  /** In 万元; null for none. */
  budget: string | null;
  forms: FormEntry[];
}

/** A department as loaded, with what was found in it. */
export interface Examined {
  input: DepartmentInput;
  /** Undefined when it cannot be printed. */
  department: Department | undefined;
  /** The forms that can be read, by the path of their file. */
  forms: ReadonlyMap<string, Form>;
  /** All problems in its folder. */
  problems: readonly Diagnostic[];
  isDraft: boolean;
}

/** Returns the entry of a department, with its files that cannot be read. */
export function entryOf({ input, department, forms, problems, isDraft }: Examined, name: string): DepartmentEntry {
  const { year, name: folder } = input;
  const printed = printedForms(department);
  const ofFile = groupBy(problems, ({ file }) => file);
  const entries = input.forms.map((one): FormEntry => {
    const { path } = one.source;
    const form = printed.get(path) ?? forms.get(path);
    return {
      ...(form ? describe(form, year, department) : unread(one, year)),
      problems: countLevels(ofFile.get(path) ?? []),
      isDraft: isDraft && form !== undefined,
      isRead: form !== undefined,
    };
  });
  const order: Role[] = ['department', 'project', 'stage'];
  entries.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  const own = entries.find(({ role }) => role === 'department')?.budget;
  return { year, folder, name, initials: initialsOf(name), budget: own ?? sumOfProjects(entries), forms: entries };
}

/** Returns the forms that are printed, by path: characters that no font has are marked in them. */
export function printedForms(department: Department | undefined): Map<string, Form> {
  return new Map(department ? formsOf(department).map(form => [form.source.path, form]) : []);
}

type Described = Omit<FormEntry, 'problems' | 'isDraft' | 'isRead'>;

function unread({ kind, source: { path } }: FormInput, year: string): Described {
  const file = path.split('/').at(-1)?.replace(/\.yaml$/, '') ?? path;
  const title = kind.role === 'department' ? withYear(kind.title, year) : file;
  return { source: path, title, role: kind.role, budget: null, indicators: 0, classes: [], text: '', initials: initialsOf(title) };
}

function describe(form: Form, year: string, department: Department | undefined): Described {
  const { kind, source, data } = form;
  const ofStage = kind.role === 'stage' && department ? targetOf(form, department) : undefined;
  const title = nameOfForm(ofStage ?? form) ?? withYear(kind.title, year);
  const rows = indicatorsIn(form);
  const prose = [data.summary, data.termGoal, data.goal, data.basis].filter(text => text !== undefined);
  const targets = rows.map(({ name, operator = '', target = '', unit = '' }) =>
    `${name} ${targetText({ operator, target, unit })}`);
  return {
    source: source.path,
    title: kind.role === 'stage' ? `${title}（${withYear(kind.title, year)}）` : title,
    role: kind.role,
    budget: budgetText(form) ?? null,
    indicators: rows.length,
    classes: [...new Set(rows.flatMap(row => classOf(row) ?? []))],
    text: [...prose, ...targets].join('\n'),
    initials: [title, ...rows.map(({ name }) => name)].map(initialsOf).join(' '),
  };
}

/** Returns the number of problems of a level in some forms. */
export function countLevel(forms: readonly FormEntry[], level: Level): number {
  return forms.reduce((count, { problems }) => count + problems[level], 0);
}

/** Returns the budgets of all projects in 万元; null without any. */
export function sumOfProjects(forms: readonly FormEntry[]): string | null {
  const amounts = projectsIn(forms).flatMap(({ budget }) => budget ?? []);
  return amounts.length ? sum(amounts).toFixed() : null;
}

/** Returns the forms of projects. */
export function projectsIn(forms: readonly FormEntry[]): FormEntry[] {
  return forms.filter(({ role }) => role === 'project');
}

/** Returns the number of indicators of some forms; those of later stages are the same again. */
export function countIndicators(forms: readonly FormEntry[]): number {
  return forms.reduce((count, { role, indicators }) => (role === 'stage' ? count : count + indicators), 0);
}

/** Returns the budgets of projects by their names, in 万元. */
export function budgetsOf(forms: readonly Form[]): Map<string, string> {
  return new Map(forms.filter(({ kind }) => kind.role === 'project').flatMap((form) => {
    const [name, budget] = [nameOfForm(form), budgetText(form)];
    return name !== undefined && budget !== undefined ? [[name, budget]] : [];
  }));
}
