/** The parts of the page that have to be sent anew. */
export interface Dirty {
  /** The whole list of departments and forms. */
  list: boolean;
  /** Folders of departments whose entries in the list changed. */
  departments: ReadonlySet<string>;
  /** The form, and its problems. */
  sheet: boolean;
  /** The time when the file that led to this was written, in milliseconds since 1970; `undefined` without a file. */
  written: number | undefined;
}

/** Returns what is to be sent when the first was not sent yet: both, at once. */
export function mergeDirty(a: Dirty | undefined, b: Dirty): Dirty {
  if (!a) return b;
  return {
    list: a.list || b.list,
    departments: new Set([...a.departments, ...b.departments]),
    sheet: a.sheet || b.sheet,
    written: b.written ?? a.written,
  };
}

/** A message to a page, as JSON. Markup is escaped; the form's is sealed besides. */
export interface Update {
  version: number;
  /** The version of fonts and style. */
  look: number;
  /** The list as a whole. */
  list?: string;
  /** Entries of the list, by their ids. */
  departments?: [id: string, html: string][];
  title?: string;
  /** The line above the form: its state, and why it is not the current one. */
  banner?: string;
  /** The form. */
  sheet?: string;
  /** `current`, `stale`, `none` or `gone`. */
  state?: string;
  problems?: string;
  written?: number;
}
