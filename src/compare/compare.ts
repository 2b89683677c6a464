import type {
  Comparison, DepartmentChanges, FormChanges, Problems, SchemeChanges, Totals,
} from '../model/change.js';
import { compareText, isUnreadable } from '../model/diagnostic.js';
import { type DepartmentInput, departmentOf, isUnder } from '../model/inputs.js';
import { bounded } from '../model/bounded.js';
import { must } from '../model/must.js';
import { type DepartmentPair, pairDepartments } from './departments.js';
import { pairFiles } from './files.js';
import { compareForm, type Compared } from './forms.js';
import { compareMoney, moneyOf, totalOf } from './money.js';
import { compareProblems, isJudged, type Judgement, type Moves } from './problems.js';
import { compareSchemas, compareSchemes } from './schemes.js';
import { nameOfFolder, type Side } from './side.js';

export type { Side } from './side.js';

/**
 * Returns the changes between two versions, with the labels of the forms.
 *
 * @param renames of files: path before → path after
 * @param untouched the number of departments that were not read because nothing that affects them changed
 */
export function compare(
  before: Side,
  after: Side,
  renames: ReadonlyMap<string, string>,
  untouched: number,
): Comparison {
  const pairs = pairDepartments(before, after, renames);
  const files = pairFiles(pairs, before, after, renames);
  const notes = compareSchemas(before, after);
  const compared = files.flatMap(pair => compareForm(pair, before, after, notes.length > 0) ?? []);
  const newPaths = new Map(
    files.flatMap(({ before: old, after: now }) => (old && now ? [[old.source.path, now.source.path]] : [])),
  );
  const newFolders = new Map(
    pairs.flatMap(({ before: old, after: now }) => (old && now ? [[old.path, now.path]] : [])),
  );
  const moves: Moves = {
    pathOf: path => newPaths.get(path) ?? moveFolder(path, newFolders),
    tablesOf: path => tables.get(path),
  };
  const tables = new Map(compared.map(form => [form.path, form.tables]));
  const schemes = compareSchemes(before, after, moves);

  const all = compareProblems(before.loaded.diagnostics, after.loaded.diagnostics, moves);
  const problemsOf = groupProblems(all, moves, new Set(pairs.map(pathOf)));
  const departments = pairs
    .map(pair => compareDepartment(pair, compared, problemsOf, moves, before, after))
    .filter(({ forms, problems, renamedFrom }) =>
      forms.length || problems.introduced.length || problems.solved.length || renamedFrom !== undefined)
    .sort((a, b) => compareText(a.path, b.path));
  const loose = problemsOf('');
  return {
    base: before.version,
    head: after.version,
    departments: departments.map(department => ({
      ...listed(department), forms: department.forms.map(listed),
    })),
    schemes: schemes.map(listed),
    problems: listed({ problems: loose }).problems,
    notes: [
      ...notes,
      ...before.loaded.notes.filter(note => !after.loaded.notes.includes(note)).map(note => `改动前：${note}`),
      ...after.loaded.notes,
    ],
    totals: totalsOf(departments, schemes, loose, untouched),
  };
}

/** Returns the changes with at most as many problems as a report lists; the totals count all of them. */
function listed<T extends { problems: Problems }>(changes: T): T {
  const { introduced, solved } = changes.problems;
  return { ...changes, problems: { introduced: bounded(introduced), solved: bounded(solved) } };
}

function moveFolder(path: string, folders: ReadonlyMap<string, string>): string {
  const folder = departmentOf(path);
  return (folders.get(folder) ?? folder) + path.slice(folder.length);
}

/**
 * Returns the problems of each department. Those of no department and no scheme have the key `''`.
 *
 * @param departments paths of the compared departments
 */
function groupProblems({ introduced, solved }: Problems, { pathOf }: Moves, departments: ReadonlySet<string>) {
  const ownerOf = (path: string): string => {
    if (/^data\/\d{4}\/(?:[^/]+\/)?scheme\.yaml$/.test(path)) return 'scheme';
    return departments.has(departmentOf(path)) ? departmentOf(path) : '';
  };
  return (owner: string): Problems => ({
    introduced: introduced.filter(({ file }) => ownerOf(file) === owner),
    solved: solved.filter(({ file }) => ownerOf(pathOf(file)) === owner),
  });
}

/** The folder of a department, the new one where it was renamed. */
function pathOf({ before, after }: DepartmentPair): string {
  return must(after ?? before, 'a department').path;
}

function compareDepartment(
  pair: DepartmentPair,
  compared: readonly Compared[],
  problemsOf: (owner: string) => Problems,
  moves: Moves,
  before: Side,
  after: Side,
): DepartmentChanges {
  const path = pathOf(pair);
  const own = compared.filter(form => departmentOf(form.path) === path);
  const { introduced, solved } = problemsOf(path);
  // Problems of a removed form are not solved problems.
  const gone = new Set(own.filter(({ state }) => state === 'removed').map(form => form.path));
  const [then, now] = [judgedOf(pair.before, before), judgedOf(pair.after, after)];
  const pathBefore = new Map(own.map(form => [form.path, form.renamedFrom ?? form.path]));
  const problems = {
    introduced: introduced.filter(problem => isJudged(problem, pathBefore.get(problem.file) ?? problem.file, then)),
    solved: solved.filter((problem) => {
      const path = moves.pathOf(problem.file);
      return !gone.has(problem.file) && !now.unread(path) && isJudged(problem, path, now);
    }),
  };
  const forms = own
    .map((form): FormChanges => ({
      ...form,
      problems: {
        introduced: problems.introduced.filter(({ file }) => file === form.path),
        solved: problems.solved.filter(({ file }) => file === (form.renamedFrom ?? form.path)),
      },
    }))
    .sort((a, b) => compareText(a.path, b.path));
  const told = new Set(forms.flatMap(form => [...form.problems.introduced, ...form.problems.solved]));
  return {
    path,
    ...(pair.before && pair.after && pair.before.path !== path ? { renamedFrom: pair.before.path } : {}),
    name: nameOfFolder(path, pair.after ? after : before),
    money: compareMoney(moneyOf(pair.before, before), moneyOf(pair.after, after)),
    forms,
    problems: {
      introduced: problems.introduced.filter(problem => !told.has(problem)),
      solved: problems.solved.filter(problem => !told.has(problem)),
    },
  };
}

/** Returns what was checked in a department. One that a version does not have counts as checked, without problems. */
function judgedOf(department: DepartmentInput | undefined, { loaded }: Side): Judgement {
  if (!department) return { unread: () => false, isIncomplete: false, hasScheme: true };
  const unread = new Set(department.forms.map(({ source }) => source.path).filter(path => !loaded.forms.has(path)));
  return {
    unread: path => unread.has(path),
    isIncomplete: loaded.diagnostics.some(one => isUnreadable(one) && isUnder(one.file, department.path)),
    hasScheme: loaded.schemes.has(department.path),
  };
}

function totalsOf(
  departments: readonly DepartmentChanges[],
  schemes: readonly SchemeChanges[],
  loose: Problems,
  untouched: number,
): Totals {
  const forms = departments.flatMap(department => department.forms);
  const count = (state: FormChanges['state']): number => forms.filter(form => form.state === state).length;
  const amounts = departments.map(({ money }) => money);
  const problems = [loose, ...[...departments, ...forms, ...schemes].map(one => one.problems)];
  const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
  return {
    money: compareMoney(totalOf(amounts.map(({ before }) => before)), totalOf(amounts.map(({ after }) => after))),
    forms: {
      added: count('added'),
      removed: count('removed'),
      changed: count('changed'),
      renamed: forms.filter(({ renamedFrom }) => renamedFrom !== undefined).length,
      layout: count('layout'),
    },
    changes: total([...forms, ...schemes].map(({ changes }) => changes.length)),
    problems: {
      introduced: total(problems.map(({ introduced }) => introduced.length)),
      solved: total(problems.map(({ solved }) => solved.length)),
    },
    untouched,
  };
}
