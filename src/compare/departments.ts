import { type DepartmentInput, departmentOf, departmentsIn } from '../model/inputs.js';
import { nameOfFolder, type Side } from './side.js';

/** A department before and after. */
export interface DepartmentPair {
  before: DepartmentInput | undefined;
  after: DepartmentInput | undefined;
}

/**
 * Matches departments: by folder, then renamed folders. A folder counts as renamed when most of the files moved from
 * one to the other, or when the 编制单位 is the same.
 *
 * @param renames of files, as git detected them
 */
export function pairDepartments(before: Side, after: Side, renames: ReadonlyMap<string, string>): DepartmentPair[] {
  const [olds, news] = [before, after].map(({ inputs }) => departmentsIn(inputs));
  const newOf = new Map(news?.map(department => [department.path, department]));
  const pairs: DepartmentPair[] = [];
  const gone: DepartmentInput[] = [];
  for (const department of olds ?? []) {
    const same = newOf.get(department.path);
    newOf.delete(department.path);
    if (same) pairs.push({ before: department, after: same });
    else gone.push(department);
  }
  const travels = countTravels(renames);
  for (const department of gone) {
    const likely = [...newOf.values()]
      .map(candidate => ({ candidate, score: likeness(department, candidate, before, after, travels) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)[0]?.candidate;
    if (likely) newOf.delete(likely.path);
    pairs.push({ before: department, after: likely });
  }
  return [...pairs, ...[...newOf.values()].map(department => ({ before: undefined, after: department }))];
}

/** Returns the number of files that moved from one folder to another. */
function countTravels(renames: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const travels = new Map<string, number>();
  for (const [from, to] of renames) {
    const key = keyOf(departmentOf(from), departmentOf(to));
    travels.set(key, (travels.get(key) ?? 0) + 1);
  }
  return travels;
}

function keyOf(from: string, to: string): string {
  return `${from}\0${to}`;
}

function likeness(
  one: DepartmentInput,
  other: DepartmentInput,
  before: Side,
  after: Side,
  travels: ReadonlyMap<string, number>,
): number {
  const travelled = (travels.get(keyOf(one.path, other.path)) ?? 0) / Math.max(1, one.forms.length);
  const [unit, name] = [nameOfFolder(one.path, before), nameOfFolder(other.path, after)];
  const isSame = unit === name;
  if (!isSame && travelled < 0.3) return 0;
  return travelled + (isSame ? 2 : 0) + (one.year === other.year ? 1 : 0);
}
