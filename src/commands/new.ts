import { createFiles } from '../io/output/write-files.js';
import type { Terminal } from '../io/terminal.js';
import { load } from '../load/load.js';
import { openProject } from '../load/project.js';
import { type LibraryEntry, libraryOf } from '../model/library/library.js';
import { suggest } from '../model/library/suggest.js';
import { usesOf } from '../model/library/use.js';
import { UserError } from '../model/user-error.js';
import { entryText } from '../report/library/pretty.js';
import { newFilesText } from '../report/new-files.js';
import { carryOverYear } from './new/carry-over-year.js';
import { createForm } from './new/create-form.js';
import type { NewOptions } from './new/options.js';

export type { NewOptions };

/** The most indicators that are shown for a name. */
const SHOWN = 20;

/**
 * Creates a form, or a department of another year, or shows indicators. Nothing that exists is changed.
 *
 * @returns the exit code
 * @throws UserError when something is missing that nobody can be asked for, does not exist, or exists already
 */
export async function createNew(options: NewOptions, { out }: Terminal): Promise<number> {
  const project = openProject(options.root, []);
  const { forms } = load(project.inputs, project.layouts, project.fonts, { rules: [] });
  let entries: LibraryEntry[] | undefined;
  const library = (): LibraryEntry[] => (entries ??= libraryOf(usesOf(forms.values())));
  if (options.suggest !== undefined) {
    out(suggested(options.suggest, options.class, library()));
    return 0;
  }
  if (options.class !== undefined) throw new UserError('--class 要和 --suggest 一起用', '如 --suggest 培训 --class 产出/数量');
  const known = { project, forms, library };
  const { files, steps } = options.from === undefined
    ? await createForm(options, known)
    : carryOverYear({ ...options, from: options.from }, known);
  if (files.length) createFiles(options.root, files);
  out(newFilesText(files.map(({ path }) => path), steps));
  return 0;
}

function suggested(name: string, level: string | undefined, library: readonly LibraryEntry[]): string {
  const [level1, level2] = (level ?? '').split(/[/·]/).map(one => one.trim());
  const found = suggest(library, { name, level1, level2 });
  if (!found.length) return `没有找到和“${name}”相近的指标；少写几个字再找，或用 npm run library 看全部`;
  const more = found.length > SHOWN ? [`还有 ${found.length - SHOWN} 项，名称写得再具体些`] : [];
  return [...found.slice(0, SHOWN).map(entry => entryText(entry, true)), ...more].join('\n');
}
