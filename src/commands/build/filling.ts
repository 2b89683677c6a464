import { UserError } from '../../model/user-error.js';
import { type DepartmentInput, departmentsIn, type YearInput } from '../../model/inputs.js';
import { must } from '../../model/must.js';
import { narrowTo } from '../../load/project.js';
import { eachOf } from '../../io/each-of.js';
import type { PdfCache } from '../../io/cache/cache.js';
import type { Terminal } from '../../io/terminal.js';
import { Timing } from '../../io/timing.js';
import { type BoundNote, type MadeNote, madeKey, recallMade, rememberMade } from '../../print/made.js';
import { folderOf, planBuild } from '../../print/plan.js';
import { checkAll, readProject, reportProblems } from './check-all.js';
import { makeForms, makeYears, nothingMade, STORE_REQUESTS, type Write } from './make.js';
import { type BuildOptions, openRun, type Run } from './run.js';

/** The documents go nowhere: their prints are in the store. */
const nowhere: Write = () => Promise.resolve();

/** Says what became of some departments, or of a year. */
export interface Filled {
  /** 0: everything is in the store; 1: the data is wrong, what can be printed is there; 2: something is not printed. */
  code: number;
  /** The number of forms that were looked for in the store, and printed where they were not there. */
  forms: number;
}

/**
 * A run that fills the cache, and the shared store, with the prints of departments, and writes no document. A `build`
 * with the same store then finds them.
 */
export class Filling {
  private constructor(
    private readonly run: Run,
    private readonly cache: PdfCache,
  ) {}

  /** @returns undefined when nothing can be made: what is wrong is reported. @throws UserError without a cache */
  static async open(options: BuildOptions, terminal: Terminal): Promise<Filling | undefined> {
    const timing = new Timing(options.timing);
    const read = await readProject(options, timing, terminal);
    if (!read) return undefined;
    const run = await openRun(read, timing, options, terminal);
    if (!run.cache) throw new UserError('没有缓存就没有地方放印好的表', '去掉 --no-cache');
    return new Filling(run, run.cache);
  }

  /** The departments that the user named, or all. */
  get departments(): DepartmentInput[] {
    return departmentsIn(this.run.project.narrowed);
  }

  /** Years of several departments, which are bound when all departments are made. */
  get years(): YearInput[] {
    const { project: { inputs, narrowed }, binds } = this.run;
    const named = new Set(narrowed.years.map(({ path }) => path));
    return binds ? inputs.years.filter(({ path, departments }) => named.has(path) && departments.length > 1) : [];
  }

  /** Returns the hash of all that the documents of a department are made of. */
  keyOf(department: DepartmentInput): string {
    const { inputs } = this.run.project;
    return this.cache.noteKey(madeKey(this.run.common, inputs.years, this.yearOf(department), department));
  }

  /** Returns the hash of all that the volume of a year is made of. */
  keyOfYear(year: YearInput): string {
    return this.cache.noteKey(['year', ...year.departments.map(department => this.keyOf(department))]);
  }

  /** The hash of program, layouts, fonts and formats: runs with another one make other documents. */
  get identity(): string {
    return this.cache.noteKey(['identity', ...this.run.common]);
  }

  /** Returns those of some departments of which not everything is in the store. */
  async missing(departments: readonly DepartmentInput[]): Promise<DepartmentInput[]> {
    const notes = await this.recall(departments);
    return departments.filter(({ path }) => !notes.has(path));
  }

  /** Makes everything of departments that is not in the store, and reports their problems. */
  async fill(departments: readonly DepartmentInput[]): Promise<Filled> {
    const { run } = this;
    const { options, terminal, published, common } = run;
    const project = narrowTo(run.project, departments.map(({ path }) => path));
    const { inputs, narrowed, wanted } = project;
    const loaded = await checkAll(narrowed, project, options.signal, !published);
    const code = published ? 0 : reportProblems(project, loaded, 0, options, terminal);
    const settled = { inputs: narrowed, bound: new Map(), years: new Set<string>() };
    const planned = planBuild(inputs, narrowed, settled, loaded, wanted, { ...options, binds: false });
    const made = nothingMade();
    await makeForms(planned, 0, made, nowhere, run);
    run.progress.stop();
    const whole = new Set(planned.whole.map(folderOf));
    for (const department of departments) {
      if (!whole.has(department.path) || made.failed.has(department.path)) continue;
      rememberMade(inputs, this.yearOf(department), department, made.volumes.get(department.path), common, this.cache);
    }
    await this.cache.settled();
    return { code: made.failed.size ? 2 : code, forms: planned.forms.length };
  }

  /** Binds a year, when everything of its departments is in the store. @returns undefined when something is not */
  async bind(year: YearInput): Promise<Filled | undefined> {
    const { run } = this;
    const notes = new Map<string, BoundNote>();
    for (const [path, { bound }] of await this.recall(year.departments)) if (bound) notes.set(path, bound);
    if (notes.size < year.departments.length) return undefined;
    const made = nothingMade();
    await makeYears([year], notes, made, nowhere, run);
    await this.cache.settled();
    return { code: made.failed.size ? 2 : 0, forms: 0 };
  }

  async close(): Promise<void> {
    this.run.progress.stop();
    await this.run.printer.close();
    await this.cache.trim();
  }

  /** Returns what is known of departments all of whose prints are in the store, by their folder. */
  private async recall(departments: readonly DepartmentInput[]): Promise<Map<string, MadeNote>> {
    const { project: { inputs }, common, options: { signal } } = this.run;
    const notes = new Map<string, MadeNote>();
    await eachOf(departments, STORE_REQUESTS, signal, async (department) => {
      const note = await recallMade(inputs, this.yearOf(department), department, common, this.cache, 'shared');
      if (note) notes.set(department.path, note);
    });
    return notes;
  }

  private yearOf({ year, path }: DepartmentInput): YearInput {
    return must(this.run.project.inputs.years.find(one => one.year === year), `the year of ${path}`);
  }
}
