import type { PdfCache } from '../io/cache/cache.js';
import { load } from '../load/load.js';
import type { Project } from '../load/project.js';
import type { Department } from '../model/form.js';
import { lazily } from '../model/lazily.js';
import { must } from '../model/must.js';
import { buildVolume } from './bind.js';
import type { BoundPdf, BoundVolume } from './bound.js';
import type { BoundNote } from './made.js';
import { buildForm, type BuildTools, formsOf } from './print.js';
import { boundForms } from './views/volume.js';

/**
 * Returns the volume of a department that an earlier run bound, for the volume of its year; undefined when it is not
 * known. Prints that are no longer whole in the cache are made again when they are needed.
 *
 * @param notes by the folder of the department
 */
export function recallVolume(
  folder: string,
  notes: ReadonlyMap<string, BoundNote>,
  project: Project,
  cache: PdfCache | undefined,
  tools: BuildTools,
): BoundVolume | undefined {
  const note = notes.get(folder);
  if (!note) return undefined;
  const again = lazily(() => makeAgain(folder, project, tools));
  const recalled = (
    print: Omit<BoundPdf, 'part'>,
    choose: (volume: BoundVolume) => BoundPdf | undefined,
  ): BoundPdf => ({
    ...print,
    part: async () => {
      const found = await cache?.recallPdf(print.key) ?? choose(await again());
      return must(found, print.key).part();
    },
  });
  return {
    group: note.group,
    forms: note.forms.map((print, index) => recalled(print, ({ forms }) => forms[index])),
    front: recalled(note.front, ({ front }) => front),
  };
}

/** Prints the forms of a department that an earlier run printed, and binds them. */
async function makeAgain(folder: string, { inputs, layouts, fonts }: Project, tools: BuildTools): Promise<BoundVolume> {
  const years = inputs.years.map(year =>
    ({ ...year, departments: year.departments.filter(({ path }) => path === folder) }));
  const department = must(load({ ...inputs, years }, layouts, fonts).departments[0], folder);
  const prints = new Map<string, BoundPdf>();
  for (const task of formsOf([department])) {
    const { pdf } = await buildForm({ ...task, isDraft: false }, tools);
    if (pdf) prints.set(task.form.source.path, pdf);
  }
  const { bound } = await buildVolume(department, printsOf(department, prints, tools), tools);
  return must(bound, folder);
}

/** Returns the prints of the forms that are bound; undefined where no PDF is made. @param prints by path of the YAML */
export function printsOf(
  department: Department,
  prints: ReadonlyMap<string, BoundPdf>,
  { formats }: BuildTools,
): BoundPdf[] | undefined {
  if (!formats.includes('pdf')) return undefined;
  return boundForms(department).map(({ source }) => must(prints.get(source.path), `the print of ${source.path}`));
}
