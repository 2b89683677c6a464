import type { Diagnostic } from '../model/diagnostic.js';
import type { Source, Span } from '../model/source.js';
import { type Action, actionsAt } from './actions.js';
import { complete, type Proposal } from './complete.js';
import { hoverAt } from './hover.js';
import { type KnownIndicator, knownIndicators } from './known-indicators.js';
import { Workspace } from './workspace.js';

/**
 * Answers the questions of an editor. Paths are relative to the root, with `/`; a file that is not open has no answers.
 * All of it throws a UserError when the data or a schema cannot be read.
 */
export class Service {
  private readonly workspace: Workspace;

  constructor(root: string) {
    this.workspace = new Workspace(root);
  }

  /** Takes in the text of a file, saved or not. @returns the folders to report anew */
  take(path: string, text: string): string[] {
    return this.workspace.take(path, text);
  }

  /** Takes in that the editor closed a file. @returns the folders to report anew */
  close(path: string): string[] {
    return this.workspace.close(path);
  }

  /** Takes in that a file changed on the disk. @returns the folders to report anew */
  saved(path: string): string[] {
    return this.workspace.saved(path);
  }

  /** Returns the problems of a department's files, or of a year's scheme; none when none of them is open. */
  problemsOf(folder: string): Diagnostic[] {
    return this.workspace.isOpen(folder) ? this.workspace.problemsOf(folder) : [];
  }

  /** Returns the text of an open file. */
  sourceOf(path: string): Source | undefined {
    return this.workspace.sourceOf(path);
  }

  /** Returns the fixes for a span of a file. */
  actions(path: string, span: Span): Action[] {
    const file = this.workspace.file(path);
    return file ? actionsAt(file.source, file.problems, span) : [];
  }

  /** Returns what there is to say about a place, as Markdown. */
  hover(path: string, offset: number): string | undefined {
    const file = this.workspace.file(path);
    return file && hoverAt(file.source, offset, file.schema, file.problems);
  }

  /** Returns what can be written at a place. */
  complete(path: string, offset: number): Proposal[] {
    const source = this.workspace.sourceOf(path);
    const kind = source && this.workspace.kindOf(path);
    if (!kind) return [];
    const known = (level1?: string, level2?: string): KnownIndicator[] =>
      knownIndicators(this.workspace.forms(), path, level1, level2);
    return complete(source, offset, { schema: kind.schema, scheme: this.workspace.schemeOf(path), known });
  }
}
