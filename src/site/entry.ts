import { pinyin } from 'pinyin-pro';
import { bareClass } from '../model/class-name.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { type Department, type Form, formsOf, type Indicator } from '../model/form.js';
import { groupBy } from '../model/group-by.js';
import type { DepartmentInput, FormInput } from '../model/inputs.js';
import { withYear } from '../model/labels.js';
import { budgetText } from '../model/money.js';
import type { Rank } from '../model/rank.js';
import { targetText } from '../model/reading.js';
import type { Role } from '../model/schema.js';
import { sum } from '../model/decimal.js';
import { nameOfForm } from '../print/views/form.js';
import { countRanks, scoresOf } from '../report/problems/cards.js';

/** What the catalogue says of one form. */
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
  /** The number of problems of each rank; errors count as 必改. */
  problems: Record<Rank, number>;
  errors: number;
  /** From 0 to 100; null for a form that cannot be read. */
  score: number | null;
  isDraft: boolean;
  /** What is searched, besides the title: aims, indicators, documents. */
  text: string;
  /** The initials of the pinyin of the title and the indicators. */
  initials: string;
}

/** What the catalogue says of a department in one year: plain data, kept in the output folder between runs. */
export interface DepartmentEntry {
  year: string;
  /** The name of its folder. */
  folder: string;
  name: string;
  /** In 万元; null for none. */
  budget: string | null;
  forms: FormEntry[];
}

/** A department as loaded, with what was found in it. */
export interface Examined {
  input: DepartmentInput;
  /** Undefined when it cannot be read. */
  department: Department | undefined;
  /** All problems in its folder. */
  problems: readonly Diagnostic[];
  isDraft: boolean;
}

/** Returns the entry of a department, with its files that cannot be read. */
export function entryOf(examined: Examined, name: string): DepartmentEntry {
  const { input: { year, name: folder, forms }, department, problems, isDraft } = examined;
  const read = new Map(department ? formsOf(department).map(form => [form.source.path, form]) : []);
  const ofFile = groupBy(problems, ({ file }) => file);
  const scores = scoresOf(problems);
  const entries = forms.map((input): FormEntry => {
    const { path } = input.source;
    const form = read.get(path);
    const own = ofFile.get(path) ?? [];
    return {
      ...(form ? describe(form, year) : unread(input)),
      problems: countRanks(own),
      errors: own.filter(({ severity }) => severity === 'error').length,
      score: form ? scores.get(path) ?? 100 : null,
      isDraft: isDraft && form !== undefined,
    };
  });
  const order: Role[] = ['department', 'project', 'stage'];
  entries.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  return { year, folder, name, budget: budgetIn(entries), forms: entries };
}

type Described = Omit<FormEntry, 'problems' | 'errors' | 'score' | 'isDraft'>;

function unread({ kind, source: { path } }: FormInput): Described {
  const title = path.split('/').at(-1)?.replace(/\.yaml$/, '') ?? path;
  return { source: path, title, role: kind.role, budget: null, indicators: 0, classes: [], text: '', initials: initialsOf(title) };
}

function describe(form: Form, year: string): Described {
  const { kind, source, data } = form;
  const title = nameOfForm(form) ?? withYear(kind.title, year);
  const rows = indicatorsIn(form);
  const names = rows.map(({ name }) => name);
  const prose = [data.summary, data.termGoal, data.goal, data.basis].filter(text => text !== undefined);
  return {
    source: source.path,
    title: kind.role === 'stage' ? `${title}（${withYear(kind.title, year)}）` : title,
    role: kind.role,
    budget: budgetText(form) ?? null,
    indicators: rows.length,
    classes: [...new Set(rows.flatMap(row => classOf(row) ?? []))],
    text: [...prose, ...rows.map(row => `${row.name} ${targetText({ operator: row.operator ?? '', target: row.target ?? '', unit: row.unit ?? '' })}`)].join('\n'),
    initials: [title, ...names].map(initialsOf).join(' '),
  };
}

/** Returns the indicators of a form: those of the year, or of the whole term where there are no others. */
export function indicatorsIn({ data }: Form): Indicator[] {
  return data.indicators ?? data.termIndicators ?? [];
}

/** Returns the budgets of projects by their names, in 万元. */
export function budgetsOf(forms: readonly Form[]): Map<string, string> {
  const projects = forms.filter(({ kind }) => kind.role === 'project');
  return new Map(projects.flatMap((form) => {
    const [name, budget] = [nameOfForm(form), budgetText(form)];
    return name !== undefined && budget !== undefined ? [[name, budget]] : [];
  }));
}

/** Returns the class of an indicator: its second level, or the first; undefined for none. */
export function classOf({ level1, level2 }: Indicator): string | undefined {
  const level = level2 ?? level1;
  return level === undefined || level === '' ? undefined : bareClass(level);
}

/** The budget of the department's own form, or the sum of its projects. */
function budgetIn(forms: readonly FormEntry[]): string | null {
  const own = forms.find(({ role }) => role === 'department')?.budget;
  const amounts = forms.flatMap(({ role, budget }) => (role === 'project' && budget !== null ? [budget] : []));
  return own ?? (amounts.length ? sum(amounts).toFixed() : null);
}

/** Returns the initials of the pinyin of a text, without signs: 公厕管护 → gcgh. */
function initialsOf(text: string): string {
  const all = pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('');
  return all.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]/g, '');
}
