import type { Layouts } from '../load/layouts.js';
import type { Loaded } from '../load/load.js';
import { textFields } from '../model/fields.js';
import { type Department, type Form, formsOf, nameOfDepartment } from '../model/form.js';
import { budgetOf } from '../model/money.js';
import { valueAt } from '../model/pointer.js';
import { placeOf, type Positions, spanWithin } from '../model/source.js';
import type { Withheld } from '../model/withheld.js';
import { droppedIn } from './dropped.js';
import { type FindHidden, finderOfHidden } from './mask.js';
import { positionsOf } from './obstacles.js';

/**
 * Returns the targets that are not published, with what totals and other forms say of them. Projects of a department
 * that is not published go with it, and later stages with their target.
 *
 * @param departments as published
 */
export function withheldOf(
  { departments: all, forms }: Loaded,
  departments: readonly Department[],
  layouts: Layouts,
): Withheld[] {
  const mentionsIn = mentionFinder(forms, layouts);
  return all.flatMap((department): Withheld[] => {
    const dropped = droppedIn(department);
    const published = departments.find(({ year, name }) => year === department.year && name === department.name);
    const { form, projects, year } = department;
    if (form && dropped.has(form.source.path)) {
      const others = departments.filter(other => other.year === year).flatMap(formsOf);
      const names = [nameOfDepartment(department), department.name];
      return [{ file: form.source.path, isWhole: true, sharing: 0, mentions: mentionsIn(names, others) }];
    }
    const gone = projects.filter(({ source }) => dropped.has(source.path));
    const withBudget = published && tellsRest(published) ? gone.filter(budgetOf) : [];
    return gone.map((project) => {
      const { data: { name = '' }, source: { path: file } } = project;
      const sharing = withBudget.includes(project) ? withBudget.length : 0;
      const mentions = mentionsIn([name], published ? formsOf(published) : []);
      return { file, isWhole: false, sharing, mentions };
    });
  });
}

/** Returns true if a department states its total, and each of its projects its budget. */
function tellsRest({ form, projects }: Department): boolean {
  return form !== undefined && [form, ...projects].every(one => budgetOf(one) !== undefined);
}

/** @param originals the forms as written, by path */
function mentionFinder(originals: ReadonlyMap<string, Form>, layouts: Layouts) {
  const known = new Map<string, Positions>();
  const positions = (form: Form): Positions => {
    const { path } = form.source;
    const found = known.get(path) ?? positionsOf(form, layouts);
    known.set(path, found);
    return found;
  };
  return (names: readonly string[], forms: readonly Form[]): Withheld['mentions'] => {
    const find = finderOfHidden(names);
    return forms.flatMap((form) => {
      const original = originals.get(form.source.path);
      const lines = original ? linesIn(form, original, () => positions(original), find) : [];
      return [...new Set(lines)].sort((a, b) => a - b).map(line => ({ file: form.source.path, line }));
    });
  };
}

/** Returns the lines, as written, of the words in a form as published. */
function linesIn({ data, kind }: Form, original: Form, positions: () => Positions, find: FindHidden): number[] {
  return [...textFields(data, kind.schema)].filter(({ text }) => find(text).length).flatMap(({ at }) => {
    const text = valueAt(original.data, at);
    const place = placeOf(positions(), at);
    if (typeof text !== 'string') return [];
    return find(text).map(({ start, end }) => original.source.position(spanWithin(place, start, end).start).line);
  });
}
