import { rememberingReader } from '../load/read-form.js';
import { type Checked, checkDepartment, checkRest } from '../load/one-department.js';
import { openProject, type Project, rereadDepartment } from '../load/project.js';
import { bounded } from '../model/bounded.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Form, Kind, Scheme } from '../model/form.js';
import { departmentInputOf, departmentOf, type Inputs, isUnder, sourcesOf, yearAfter } from '../model/inputs.js';
import type { Schema } from '../model/schema.js';
import type { Source } from '../model/source.js';
import { sourceOf, withTexts } from './overlay.js';

/** A file as it stands in the editor, with what is known of it. */
export interface OpenFile {
  source: Source;
  /** `undefined` for a file that is neither form nor scheme. */
  schema: Schema | undefined;
  /** Its problems, also those that reports leave out. */
  problems: Diagnostic[];
}

/**
 * Holds the data of a language server: the files on the disk, and over them the texts open in the editor, saved or
 * not. A change reads and checks one department. Nothing here waits or sends.
 */
export class Workspace {
  private project: Project | undefined;
  private readonly texts = new Map<string, Source>();
  private readonly checked = new Map<string, Checked>();
  private readonly schemes = new Map<string, Scheme>();
  private readonly readForm = rememberingReader();

  constructor(private readonly root: string) {}

  /** Takes in the text of a file in the editor. @returns the folders to check again */
  take(path: string, text: string): string[] {
    const known = this.texts.get(path) ?? this.onDisk().find(source => source.path === path);
    this.texts.set(path, sourceOf(path, text, known));
    return this.stale(path);
  }

  /** Forgets the text of a file that the editor closed. @returns the folders to check again */
  close(path: string): string[] {
    this.texts.delete(path);
    return this.stale(path);
  }

  /** Takes in that a file changed on the disk. @returns the folders to check again */
  saved(path: string): string[] {
    // Schemas, schemes of years, and files and departments that came or went are read with everything else.
    if (path.split('/').length < 4 || !this.onDisk().some(source => source.path === path)) this.project = undefined;
    return path.startsWith('data/') ? this.stale(path) : this.stale('data');
  }

  /** True if the editor has a file of the folder open. */
  isOpen(folder: string): boolean {
    return [...this.texts.keys()].some(path => isUnder(path, folder));
  }

  /**
   * Returns the problems of a department, or of a year's scheme by its path; those of a department that was checked
   * and has not changed since are known.
   *
   * @throws UserError when the data or a schema cannot be read
   */
  problemsOf(folder: string): Diagnostic[] {
    return bounded(this.check(folder).diagnostics);
  }

  /** Returns the text of an open file. */
  sourceOf(path: string): Source | undefined {
    return this.texts.get(path);
  }

  /** Returns a file of the editor. @throws UserError like {@link problemsOf} */
  file(path: string): OpenFile | undefined {
    const source = this.texts.get(path);
    if (!source) return undefined;
    const { diagnostics } = this.check(departmentOf(path));
    const isScheme = path.endsWith('/scheme.yaml');
    const schema = isScheme ? this.opened().layouts.scheme.schema : this.kindOf(path)?.schema;
    return { source, schema, problems: diagnostics.filter(({ file }) => file === path) };
  }

  /**
   * Returns the scheme that a file is judged by, as it was when its department was last checked: there may be no time
   * to check at each letter. `undefined` when it cannot be used.
   *
   * @throws UserError like {@link problemsOf}
   */
  schemeOf(path: string): Scheme | undefined {
    const folder = departmentOf(path);
    if (!this.schemes.has(folder)) this.check(folder);
    return this.schemes.get(folder);
  }

  /** Returns the kind of a file; `undefined` for a scheme, and for a file that is no form. */
  kindOf(path: string): Kind | undefined {
    return departmentInputOf(path, this.inputs())?.forms.find(({ source }) => source.path === path)?.kind;
  }

  /** Yields every form that fits its schema, the latest years first. */
  *forms(): Iterable<Form & { year: string; department: string }> {
    const layouts = this.project?.layouts;
    if (!layouts) return;
    for (const { departments } of this.inputs().years.toReversed()) {
      for (const { year, name: department, forms } of departments) {
        for (const { kind, source } of forms) {
          const { data } = this.readForm(source, layouts.validatorOf(kind));
          if (data) yield { kind, source, data, year, department };
        }
      }
    }
  }

  private check(folder: string): Checked {
    const known = this.checked.get(folder);
    if (known) return known;
    this.reread(folder);
    const inputs = this.inputs();
    const project = { ...this.opened(), inputs };
    const checked = departmentInputOf(folder, inputs)
      ? checkDepartment(folder, project, this.readForm, false)
      : ofRest(folder, project);
    this.checked.set(folder, checked);
    if (checked.department) this.schemes.set(folder, checked.department.scheme);
    else this.schemes.delete(folder);
    return checked;
  }

  /** Reads the files of a department again: other programs change them too. */
  private reread(folder: string): void {
    const project = this.opened();
    const inputs = rereadDepartment(this.root, folder, project);
    if (inputs) this.project = { ...project, inputs };
    else if (departmentInputOf(folder, project.inputs)) this.project = openProject(this.root, []);
  }

  private opened(): Project {
    return this.project ??= openProject(this.root, []);
  }

  private onDisk(): Source[] {
    return this.project ? sourcesOf(this.project.inputs) : [];
  }

  private inputs(): Inputs {
    const { inputs, layouts } = this.opened();
    return withTexts(inputs, this.texts, layouts);
  }

  /** Forgets the checks that depend on a file. @returns the folders of those that the editor has open */
  private stale(path: string): string[] {
    const folder = departmentOf(path);
    // Forms are compared with those of the year before; a scheme of a year judges all of them.
    const isInDepartment = path.split('/').length > 3;
    const below = isInDepartment ? [folder, yearAfter(folder)] : [folder.split('/').slice(0, 2).join('/')];
    const isStale = (folder: string): boolean => below.some(one => isUnder(folder, one));
    for (const folder of this.checked.keys()) if (isStale(folder)) this.checked.delete(folder);
    return [...new Set([...this.texts.keys(), path].map(departmentOf))].filter(isStale);
  }
}

function ofRest(path: string, project: Pick<Project, 'inputs' | 'layouts' | 'fonts'>): Checked {
  const diagnostics = checkRest(project).filter(({ file }) => file === path);
  return { department: undefined, readable: new Set(), diagnostics };
}
