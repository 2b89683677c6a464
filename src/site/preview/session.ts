import { posix } from 'node:path';
import { type ReadForm, rememberingReader } from '../../load/read-form.js';
import { type Checked, checkDepartment, checkRest } from '../../load/one-department.js';
import { openProject, type Project, rereadDepartment } from '../../load/project.js';
import { type Diagnostic, isUnreadable } from '../../model/diagnostic.js';
import { type Department, type Form, formsOf } from '../../model/form.js';
import { departmentInputOf, departmentOf, departmentsIn, type Inputs, isUnder, sourcesOf, yearAfter } from '../../model/inputs.js';
import type { Source } from '../../model/source.js';
import { UserError } from '../../model/user-error.js';
import { createRenderer, type Renderer, type Template } from '../../print/render.js';
import { type Group, groupOf, restOf } from './entries.js';

/** A form as it could last be read, in its department at that time. */
interface GoodForm {
  form: Form;
  department: Department;
}

/**
 * Holds the data of the preview. A change of one department's files reads and checks that department alone; any
 * other change reads everything. Nothing here watches, waits or sends.
 */
export class Session {
  project: Project;
  render: Renderer;
  /** The reason why nothing could be read anew: a template, a schema, or `data/` itself. The old data stays. */
  fault: UserError | undefined;
  /** Counts every change of what pages show. */
  version = 1;
  /** Counts the changes of schemas, templates and styles. */
  look = 1;
  private readonly checked = new Map<string, Checked>();
  private readonly good = new Map<string, GoodForm>();
  private rest: Diagnostic[] = [];
  /** Folders of departments that are to be checked. */
  readonly pending = new Set<string>();
  /** Remembers the forms of the department that is being edited. */
  private reading: { folder: string; readForm: ReadForm } = { folder: '', readForm: rememberingReader() };

  /**
   * @param readTemplates returns the templates as they are now
   * @throws UserError when the data, a schema or a template cannot be read
   */
  constructor(private readonly root: string, private readonly readTemplates: () => Template[]) {
    this.project = openProject(root, []);
    this.render = createRenderer(readTemplates());
    this.takeAll();
  }

  /**
   * Takes in changes of files.
   *
   * @param paths relative to the root, with `/`
   * @returns the folders of departments that changed and are to be checked again, or `all`
   */
  apply(paths: readonly string[]): ReadonlySet<string> | 'all' {
    this.version += 1;
    const folders = new Set(paths.map(path => (this.isInDepartment(path) ? departmentOf(path) : '')));
    if (this.fault || folders.has('')) return this.reload();
    for (const folder of folders) {
      const inputs = rereadDepartment(this.root, folder, this.project);
      if (!inputs) return this.reload();
      if (isSame(folder, inputs, this.project.inputs)) {
        folders.delete(folder);
        continue;
      }
      this.takeInputs({ ...this.project, inputs });
      this.pending.add(folder);
      // Forms are compared with those of the year before.
      const next = yearAfter(folder);
      if (this.checked.has(next)) this.pending.add(next);
    }
    return folders;
  }

  /** Checks a department now. @param quick true for its forms only: it stays pending */
  check(folder: string, quick = false): void {
    if (!departmentInputOf(folder, this.project.inputs)) return void this.pending.delete(folder);
    if (this.reading.folder !== folder) this.reading = { folder, readForm: rememberingReader() };
    const checked = checkDepartment(folder, this.project, this.reading.readForm, quick);
    const before = this.checked.get(folder);
    const ofRules = quick ? before?.diagnostics.filter(one => !isUnreadable(one)) ?? [] : [];
    const found = quick ? checked.diagnostics.filter(isUnreadable) : checked.diagnostics;
    this.checked.set(folder, { ...checked, diagnostics: [...found, ...ofRules] });
    const { department, readable } = checked;
    for (const form of department ? formsOf(department) : []) {
      if (department && readable.has(form.source.path)) this.good.set(form.source.path, { form, department });
    }
    if (!quick) this.pending.delete(folder);
    this.version += 1;
  }

  /** Checks the department of a file, unless that was done. @returns true if it was checked now */
  settle(path: string): boolean {
    const folder = departmentOf(path);
    if (!this.pending.has(folder)) return false;
    this.check(folder);
    return true;
  }

  /** Returns the list of departments, each with its files. */
  groups(): Group[] {
    const { inputs } = this.project;
    const rest = restOf(inputs, this.rest);
    return [...departmentsIn(inputs).map(({ path }) => this.group(path)), rest]
      .filter(group => group !== undefined);
  }

  /** Returns a department of the list; `undefined` when it is gone. */
  group(folder: string): Group | undefined {
    const input = departmentInputOf(folder, this.project.inputs);
    return input && groupOf(input, this.checked.get(folder)?.diagnostics ?? []);
  }

  /** Returns the problems of a file, also those that are reported only on request. */
  problemsOf(path: string): Diagnostic[] {
    const all = this.checked.get(departmentOf(path))?.diagnostics ?? this.rest;
    return all.filter(({ file }) => file === path);
  }

  /** True if the list has a file of this path. */
  has(path: string): boolean {
    return this.isSource(path) || this.rest.some(({ file }) => file === path) ||
      (this.checked.get(departmentOf(path))?.diagnostics.some(({ file }) => file === path) ?? false);
  }

  /** True for a YAML file that was read: only these are opened in an editor. */
  isSource(path: string): boolean {
    return sourcesOf(this.project.inputs).some(source => source.path === path);
  }

  /** The form of a file as it could last be read; `isCurrent` is false when it says something else now. */
  formAt(path: string): (GoodForm & { isCurrent: boolean }) | undefined {
    const good = this.good.get(path);
    const now = this.checked.get(departmentOf(path));
    const isCurrent = !this.fault && now !== undefined && now.department === good?.department && now.readable.has(path);
    return good && { ...good, isCurrent };
  }

  /** Returns the problems that keep a form from being read: its own, or else those of its schemes. */
  causesOf(path: string): Diagnostic[] {
    const all = [...this.checked.get(departmentOf(path))?.diagnostics ?? [], ...this.rest]
      .filter(isUnreadable);
    const own = all.filter(({ file }) => file === path);
    const isScheme = ({ file }: Diagnostic): boolean =>
      posix.basename(file) === 'scheme.yaml' && isUnder(path, posix.dirname(file));
    return own.length ? own : all.filter(isScheme);
  }

  /** True if documents of the department are drafts. */
  isDraft(path: string): boolean {
    const [, year = ''] = path.split('/');
    const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
    return (this.checked.get(departmentOf(path))?.diagnostics.some(isError) ?? false) ||
      this.rest.some(problem => isError(problem) && problem.file === `data/${year}/scheme.yaml`);
  }

  /** Returns the known problems of some departments, and those of files that belong to none. */
  diagnostics(of: ReadonlySet<string> | 'all'): Diagnostic[] {
    const checked = [...this.checked].filter(([folder]) => of === 'all' || of.has(folder));
    return [...this.rest, ...checked.flatMap(([, { diagnostics }]) => diagnostics)];
  }

  private isInDepartment(path: string): boolean {
    const folder = departmentOf(path);
    return path !== folder && path.startsWith('data/') && departmentInputOf(path, this.project.inputs) !== undefined;
  }

  private reload(): 'all' {
    try {
      const project = openProject(this.root, []);
      this.render = createRenderer(this.readTemplates());
      this.takeInputs(project);
      this.takeAll();
      this.fault = undefined;
      this.look += 1;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.fault = error;
    }
    return 'all';
  }

  private takeAll(): void {
    for (const { path } of departmentsIn(this.project.inputs)) this.pending.add(path);
    this.rest = checkRest(this.project);
  }

  /** Takes the inputs, and forgets what is gone. */
  private takeInputs(project: Project): void {
    this.project = project;
    const paths = new Set(sourcesOf(project.inputs).map(({ path }) => path));
    const folders = new Set(departmentsIn(project.inputs).map(({ path }) => path));
    for (const path of this.good.keys()) if (!paths.has(path)) this.good.delete(path);
    for (const folder of this.checked.keys()) if (!folders.has(folder)) this.checked.delete(folder);
    for (const folder of this.pending) if (!folders.has(folder)) this.pending.delete(folder);
  }
}

/** True if a department has the same files, and the same problems of files, as before. */
function isSame(folder: string, now: Inputs, before: Inputs): boolean {
  const filesOf = (inputs: Inputs): Source[] => sourcesOf(inputs).filter(({ path }) => isUnder(path, folder));
  const foundIn = ({ diagnostics }: Inputs): string =>
    JSON.stringify(diagnostics.filter(({ file }) => isUnder(file, folder)));
  const [files, old] = [filesOf(now), filesOf(before)];
  const isEqual = files.length === old.length && files.every((file, index) => file === old[index]);
  return isEqual && foundIn(now) === foundIn(before);
}
