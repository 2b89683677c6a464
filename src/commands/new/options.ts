import type { Questions } from '../../io/questions.js';
import type { Project } from '../../load/project.js';
import type { Form } from '../../model/form.js';
import type { LibraryEntry } from '../../model/library/library.js';

export interface NewOptions {
  root: string;
  /** The kind of form: its name, title or role. */
  kind?: string;
  year?: string;
  /** The name of its folder. */
  department?: string;
  name?: string;
  /** The form that a later stage is of. */
  of?: string;
  /** The year to copy from. */
  from?: string;
  /** Names of indicators of the library to begin with. */
  indicator: string[];
  /** The name for which indicators are shown; nothing is written. */
  suggest?: string;
  /** `一级/二级` of the indicators that are shown. */
  class?: string;
  /** Asks the person at the terminal; undefined without one. */
  questions?: Questions | undefined;
}

/** All data, as far as new forms depend on it. */
export interface Known {
  project: Project;
  forms: ReadonlyMap<string, Form>;
  /** The indicators of all years and departments. */
  library: () => LibraryEntry[];
}
