import { departmentOf } from '../../model/inputs.js';
import { concerns } from './preview.js';
import type { Session } from './session.js';
import type { Dirty } from './update.js';

/** Pages are kept up to date with these. */
export interface Pages {
  /** Returns the forms that pages show. */
  forms: () => ReadonlySet<string>;
  /** Tells each page what it lacks. */
  notify: (dirtyFor: (form: string) => Dirty | undefined) => void;
  /** Waits, so that what was told is sent. */
  pause: (milliseconds: number) => Promise<void>;
  /** Called for each department that was checked in the background. */
  checked: (folder: string) => void;
  signal: AbortSignal;
}

/** The time for sending a form before its department is checked. */
const SEND_MS = 5;
const NONE: ReadonlySet<string> = new Set();

/**
 * Takes in changes, those that pages show first: the form is sent as soon as it is read, its problems when its
 * department is checked, and then the other departments are checked one after the other.
 */
export class Live {
  private isWarming = false;
  private isTaking = false;

  constructor(private readonly session: Session, private readonly pages: Pages) {}

  /**
   * @param paths of changed files, relative to the root
   * @param written when the last of them was written, in milliseconds since 1970
   */
  async take(paths: readonly string[], written: number): Promise<ReadonlySet<string> | 'all'> {
    const { session, pages: { forms, notify, pause } } = this;
    this.isTaking = true;
    const changed = session.apply(paths);
    const shown = [...new Set([...forms()].map(departmentOf))].filter(folder => session.pending.has(folder));
    for (const folder of shown) session.check(folder, true);
    const isAll = changed === 'all';
    notify(form => (concerns(changed, form) ? { list: isAll, departments: NONE, sheet: true, written } : undefined));
    await pause(SEND_MS);
    for (const folder of shown) session.check(folder);
    const departments = new Set([...shown, ...isAll ? [] : changed]);
    notify(form => ({ list: isAll, departments, sheet: shown.includes(departmentOf(form)), written: undefined }));
    this.isTaking = false;
    void this.warm();
    return changed;
  }

  /** Checks the departments that are pending, with pauses in which a change goes first. */
  async warm(): Promise<void> {
    const { session, pages: { forms, notify, pause, checked, signal } } = this;
    if (this.isWarming) return;
    this.isWarming = true;
    for (let [folder] = session.pending; folder !== undefined && !signal.aborted; [folder] = session.pending) {
      if (!this.isTaking) {
        session.check(folder);
        checked(folder);
        const departments = new Set([folder]);
        const shown = forms();
        notify((form) => {
          const sheet = shown.has(form) && departmentOf(form) === folder;
          return { list: false, departments, sheet, written: undefined };
        });
      }
      await pause(1);
    }
    this.isWarming = false;
  }
}
