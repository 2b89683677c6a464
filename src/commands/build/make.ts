import { PrintError } from '../../io/browser/printer.js';
import { eachOf } from '../../io/each-of.js';
import type { YearInput } from '../../model/inputs.js';
import type { Department } from '../../model/form.js';
import { visible } from '../../model/visible.js';
import { buildVolume, buildYear } from '../../print/bind.js';
import { boundOf, type BoundPdf, type BoundVolume } from '../../print/bound.js';
import type { BoundNote } from '../../print/made.js';
import { buildWorkbook } from '../../print/office/make-workbook.js';
import { folderOf, type Plan } from '../../print/plan.js';
import { type Built, buildForm, type BuildTools, type PrintTask } from '../../print/print.js';
import { printsOf, recallVolume } from '../../print/recall.js';
import { type Run, toolsOf } from './run.js';

/** Requests to a shared store at once: each waits for the network. The printer limits what is printed at once. */
export const STORE_REQUESTS = 32;

/** Documents that are made together. */
interface Task {
  /** The name of the task in progress messages. */
  label: string;
  /** The folder of the department, or of the year, that the documents belong to. */
  owner: string;
  make: () => Promise<Built[]>;
}

/** Takes a document that was made. @param owner the folder of its department or year */
export type Write = (owner: string, built: Built) => Promise<void>;

/** Holds what a run made. */
export interface Made {
  /** Owners of documents that could not be printed. */
  failed: Set<string>;
  /** The prints of forms, by the path of the YAML. */
  prints: Map<string, BoundPdf>;
  /** The volumes of departments, by their folder. */
  volumes: Map<string, BoundVolume>;
  /** Folders of departments and years that are not bound because a form could not be printed. */
  unbound: string[];
}

export function nothingMade(): Made {
  return { failed: new Set(), prints: new Map(), volumes: new Map(), unbound: [] };
}

/** Makes the documents of forms, and of the departments that have all of them. @param years the number still to bind */
export async function makeForms(
  { forms, whole, known }: Pick<Plan, 'forms' | 'whole' | 'known'>,
  years: number,
  made: Made,
  write: Write,
  run: Run,
): Promise<void> {
  const { options: { jobs, signal, volume, formats }, progress } = run;
  const tools = toolsOf(run);
  const bindable = new Map((volume ? whole : []).map(one => [folderOf(one), one]));
  // A workbook has all forms of a department: it is made where none of them is missing.
  const books = new Map(forms.flatMap(({ department, isDraft }) =>
    (formats.includes('xlsx') && known.has(folderOf(department)) ? [[folderOf(department), { department, isDraft }]] : [])));
  const steps = forms.length + bindable.size + years + books.size;
  if (steps) progress.start(steps);
  const open = new Map<string, number>();
  for (const { department } of forms) open.set(folderOf(department), (open.get(folderOf(department)) ?? 0) + 1);
  const atOnce = run.options.store ?? run.options.fromStore ? Math.max(jobs * 2, STORE_REQUESTS) : jobs * 2;
  await eachOf(forms, atOnce, signal, async (task) => {
    const owner = folderOf(task.department);
    const make = async (): Promise<Built[]> => {
      const { built, pdf } = await buildForm(task, tools);
      if (pdf) made.prints.set(task.form.source.path, boundOf(pdf));
      return built;
    };
    await perform({ label: task.form.source.path, owner, make }, made, write, run);
    open.set(owner, (open.get(owner) ?? 1) - 1);
    // Volume and workbook of a department are made as soon as its last form is printed.
    if (open.get(owner)) return;
    const book = books.get(owner);
    if (book) await perform(workbookTask(owner, book, tools), made, write, run);
    const department = bindable.get(owner);
    if (!department) return;
    if (made.failed.has(owner)) made.unbound.push(owner);
    else await perform(volumeTask(department, made, tools), made, write, run);
  });
}

/** Binds years. @param notes of departments that this run did not make, by their folder */
export async function makeYears(
  years: readonly YearInput[],
  notes: ReadonlyMap<string, BoundNote>,
  made: Made,
  write: Write,
  run: Run,
): Promise<void> {
  const tools = toolsOf(run);
  for (const year of years) {
    const departments = year.departments.map(({ path }) =>
      made.volumes.get(path) ?? recallVolume(path, notes, run.project, run.cache, tools));
    if (!departments.every(department => department !== undefined)) {
      made.unbound.push(year.path);
      continue;
    }
    run.options.signal.throwIfAborted();
    const make = async (): Promise<Built[]> => [await buildYear(departments, tools)];
    await perform({ label: `${year.path}/volume`, owner: year.path, make }, made, write, run);
  }
}

function volumeTask(department: Department, made: Made, tools: BuildTools): Task {
  const owner = folderOf(department);
  const make = async (): Promise<Built[]> => {
    const { built, bound } = await buildVolume(department, printsOf(department, made.prints, tools), tools);
    if (bound) made.volumes.set(owner, bound);
    return built;
  };
  return { label: `${owner}/volume`, owner, make };
}

function workbookTask(
  owner: string,
  { department, isDraft }: Pick<PrintTask, 'department' | 'isDraft'>,
  tools: BuildTools,
): Task {
  return { label: `${owner}/workbook`, owner, make: async () => [await buildWorkbook(department, isDraft, tools)] };
}

/** Makes and writes some documents. When they cannot be printed, the user is told, and the others are made. */
async function perform({ label, owner, make }: Task, made: Made, write: Write, run: Run): Promise<void> {
  const { options: { signal }, terminal, progress } = run;
  try {
    const all = await make();
    signal.throwIfAborted();
    for (const built of all) await write(owner, built);
  } catch (error) {
    if (!(error instanceof PrintError)) throw error;
    terminal.note(`${visible(error.message)}\n→ ${visible(error.hint ?? '')}`);
    made.failed.add(owner);
  }
  progress.step(label);
}
