import { departmentOf } from '../model/inputs.js';
import type { FormInput } from '../model/inputs.js';
import type { Source } from '../model/source.js';
import type { DepartmentPair } from './departments.js';
import { type Side, titleOf } from './side.js';

/** A form before and after. */
export interface FilePair {
  before: FormInput | undefined;
  after: FormInput | undefined;
}

/** The share of equal lines, from 0 to 1, above which two texts are versions of the same form. */
const ALIKE = 0.5;

/** With more pairs of unmatched files than this, their texts are not compared. */
const MAX_PAIRS = 20_000;

/**
 * Matches forms: by path (unless the names show that two files were swapped), by git's renames, by 专项资金名称, and then by
 * mostly equal texts.
 *
 * @param renames of files, as git detected them
 */
export function pairFiles(
  departments: readonly DepartmentPair[],
  before: Side,
  after: Side,
  renames: ReadonlyMap<string, string>,
): FilePair[] {
  const left = new Map(departments.flatMap(pair => (pair.before?.forms ?? []).map(form => [form.source.path, form])));
  const right = new Map(departments.flatMap(pair => (pair.after?.forms ?? []).map(form => [form.source.path, form])));
  const pairs: FilePair[] = [];
  const take = (from: string, to: string | undefined): void => {
    const [old, now] = [left.get(from), to === undefined ? undefined : right.get(to)];
    if (!old || !now || old.kind.role !== now.kind.role) return;
    pairs.push({ before: old, after: now });
    left.delete(old.source.path);
    right.delete(now.source.path);
  };
  const folderOf = new Map(departments.map(pair => [pair.before?.path ?? '', pair.after?.path ?? '']));
  const titles = { before: titlesOf(left, before), after: titlesOf(right, after) };
  /** Returns the file after with the same 专项资金名称 in the same department. */
  const namesake = (path: string): string | undefined => {
    const title = titles.before.of.get(path);
    return title === undefined ? undefined : titles.after.at.get(`${folderOf.get(departmentOf(path)) ?? ''}\0${title}`);
  };
  const place = (path: string): string => (folderOf.get(departmentOf(path)) ?? '') + path.slice(departmentOf(path).length);

  const places = new Set([...left.keys()].map(place));
  for (const path of [...left.keys()]) {
    const meant = namesake(path);
    const changedPlaces = meant !== undefined && meant !== place(path) && places.has(meant) && left.get(path)?.kind.role !== 'department';
    if (!changedPlaces) take(path, place(path));
  }
  for (const path of [...left.keys()]) take(path, namesake(path));
  for (const [from, to] of renames) take(from, to);
  for (const { from, to } of findAlike(left, right, path => folderOf.get(departmentOf(path)))) take(from, to);
  return [
    ...pairs,
    ...[...left.values()].map(form => ({ before: form, after: undefined })),
    ...[...right.values()].map(form => ({ before: undefined, after: form })),
  ];
}

function titlesOf(sources: ReadonlyMap<string, FormInput>, side: Side) {
  const [of, at] = [new Map<string, string>(), new Map<string, string>()];
  const twice = new Set<string>();
  for (const path of sources.keys()) {
    const form = side.loaded.forms.get(path);
    if (!form) continue;
    const key = `${departmentOf(path)}\0${titleOf(form, path, side)}`;
    if (at.has(key)) twice.add(key);
    of.set(path, titleOf(form, path, side));
    at.set(key, path);
  }
  // A name of two forms identifies neither.
  for (const key of twice) at.delete(key);
  return { of, at };
}

function findAlike(
  left: ReadonlyMap<string, FormInput>,
  right: ReadonlyMap<string, FormInput>,
  folderOf: (path: string) => string | undefined,
): { from: string; to: string }[] {
  if (left.size * right.size > MAX_PAIRS) return [];
  const lines = (source: Source): Set<string> =>
    new Set(source.text.split('\n').map(line => line.trim()).filter(line => line.length > 8)); // every form has short ones
  const rightLines = new Map([...right.values()].map(({ source }) => [source.path, lines(source)]));
  const candidates = [...left.values()].flatMap((old) => {
    const mine = lines(old.source);
    return [...rightLines].filter(([to]) => departmentOf(to) === folderOf(old.source.path)).map(([to, theirs]) => {
      const shared = [...mine].filter(line => theirs.has(line)).length;
      return { from: old.source.path, to, score: 2 * shared / Math.max(1, mine.size + theirs.size) };
    });
  });
  return candidates.filter(({ score }) => score >= ALIKE).sort((a, b) => b.score - a.score);
}
