import type { Layouts } from '../load/layouts.js';
import { load, type Loaded } from '../load/load.js';
import { append } from '../model/append.js';
import { compareText } from '../model/diagnostic.js';
import type { Fonts } from '../model/fonts.js';
import type { DepartmentInput, FormInput, Inputs } from '../model/inputs.js';
import { groupBy } from '../model/group-by.js';
import { must } from '../model/must.js';
import type { Obstacle } from '../model/obstacle.js';
import type { Source } from '../model/source.js';
import type { Withheld } from '../model/withheld.js';
import { droppedIn } from './dropped.js';
import { type FindHidden, finderOfHidden } from './mask.js';
import { inNames, misfit, namesakes, undecidedOf } from './obstacles.js';
import { publicSource } from './public-source.js';
import { withheldOf } from './withheld.js';

/* The public version is made of the text of the files: whatever is made of the files later is public too. */

export interface Published {
  /** The files as published. They are not to be judged: rules judged the originals. */
  inputs: Inputs;
  /** These files as they are read. */
  made: Loaded;
  /** All that is to be decided or corrected first, in the order of the files. */
  obstacles: Obstacle[];
  /** The forms that are not published, and what can still be learned of them. */
  withheld: Withheld[];
}

/**
 * Makes the public version of all files: without the forms, fields and comments that are not published, and with blocks
 * for the words that are hidden.
 *
 * @param inputs without errors
 * @param loaded what the rules say of them
 */
export function publish(inputs: Inputs, loaded: Loaded, layouts: Layouts, fonts: Fonts): Published {
  const obstacles: Obstacle[] = [];
  const take = (source: Source, keys: ReadonlySet<string>, find: FindHidden): Source => {
    const made = publicSource(source, keys, find);
    const message = '这样的写法，去不掉不公开的内容';
    if (!made) obstacles.push({ file: source.path, message, hint: '一个栏目一行，不用花括号' });
    return made ?? source;
  };
  const ofPublication = new Set([must(layouts.scheme.schema.properties?.publication?.key, 'a key')]);
  const takeScheme = (source: Source | undefined): Source | undefined =>
    source && take(source, ofPublication, () => []);
  const found = groupBy(loaded.diagnostics, ({ file }) => file);
  const takeDepartment = (input: DepartmentInput): DepartmentInput[] => {
    const department = loaded.departments.find(({ year, name }) => year === input.year && name === input.name);
    if (!department) return [];
    const { internal, hidden } = department.scheme.publication;
    const decisions = { department, dropped: droppedIn(department), find: finderOfHidden(hidden) };
    for (const form of input.forms) {
      append(obstacles, undecidedOf(form, found.get(form.source.path) ?? [], decisions, loaded, layouts));
    }
    const left = input.forms.filter(({ source }) => !decisions.dropped.has(source.path));
    if (!left.length) return [];
    append(obstacles, inNames(input, left, decisions));
    const forms = left.map(form => ({ ...form, source: take(form.source, keysOf(form, internal), decisions.find) }));
    return [{ ...input, scheme: takeScheme(input.scheme), forms }];
  };
  const years = inputs.years.map(year =>
    ({ ...year, scheme: takeScheme(year.scheme), departments: year.departments.flatMap(takeDepartment) }));
  const files: Inputs = { years, diagnostics: [] };
  const made = load(files, layouts, fonts, { rules: [] });
  const { departments, diagnostics } = made;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  append(obstacles, errors.map(problem => misfit(problem, inputs, layouts)));
  append(obstacles, departments.flatMap(department => namesakes(department, loaded)));
  const withheld = withheldOf(loaded, departments, layouts);
  return { inputs: files, made, obstacles: obstacles.sort(compareObstacles), withheld };
}

/** The keys of the fields of a form that are not published, and of the reason for that, which is for the office. */
function keysOf({ kind }: FormInput, internal: readonly string[]): Set<string> {
  return new Set([...internal, kind.schema.properties?.privateReason?.key].filter(key => key !== undefined));
}

const START = { line: 0, column: 0 };

function compareObstacles(a: Obstacle, b: Obstacle): number {
  const [one, other] = [a.at ?? START, b.at ?? START];
  return compareText(a.file, b.file) || one.line - other.line || one.column - other.column;
}
