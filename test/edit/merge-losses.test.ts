import { expect, test } from 'vitest';
import { merge } from '../../src/edit/merge.js';
import { type Triple, Triples } from '../support/merge-triples.js';

const NAMES = { names: ['名称'], classes: ['一级', '二级'] };
const TRIPLES = Number(process.env.TRIPLES ?? 400);

test('the result of a merge has every line and comment that one side added, and none that a side removed', () => {
  const triples = new Triples(Number(process.env.SEED ?? 9));
  const counts = { clean: 0, conflicts: 0, left: 0 };
  for (let index = 0; index < TRIPLES; index += 1) {
    const triple = triples.next();
    const merged = merge(triple.base, triple.ours, triple.theirs, NAMES);
    if (!merged) counts.left += 1;
    else if (merged.conflicts) counts.conflicts += 1;
    else counts.clean += 1;
    if (merged) expect(problemsOf(triple, merged.text), JSON.stringify(triple)).toEqual([]);
  }
  if (process.env.TRIPLES) console.log(counts);
  expect(counts.left).toBe(0);
  expect(counts.clean).toBeGreaterThan(TRIPLES / 3);
  expect(counts.conflicts).toBeGreaterThan(TRIPLES / 10);
});

test('a merge with the base gives exactly the other version', () => {
  const triples = new Triples(Number(process.env.SEED ?? 10));
  for (let index = 0; index < TRIPLES / 6; index += 1) {
    const { base, ours, theirs } = triples.next();
    for (const [x, y] of [[base, ours], [base, theirs], [ours, theirs]] as const) {
      if (!x) continue;
      for (const versions of [[x, x, y], [x, y, x], [x, y, y]] as const) {
        expect(merge(...versions, NAMES)).toEqual({ text: y, conflicts: 0 });
      }
    }
  }
});

type Counts = ReadonlyMap<string, number>;

/** Compares how often each comment and each line without its comment is in the versions and in the result. */
function problemsOf({ base, ours, theirs }: Triple, text: string): string[] {
  const [before, a, b, all] = [base, ours, theirs, text].map(one => countsOf(one.split('\n')));
  const settled = countsOf(withoutConflicts(text.split('\n')));
  const problems: string[] = [];
  for (const atom of new Set([base, ours, theirs].flatMap(one => [...countsOf(one.split('\n')).keys()]))) {
    const count = (counts: Counts | undefined): number => counts?.get(atom) ?? 0;
    const [was, mine, yours] = [count(before), count(a), count(b)];
    const added = Math.max(0, mine - was, yours - was);
    const removed = Math.max(0, was - mine) + Math.max(0, was - yours);
    if (count(all) < was + added - removed) problems.push(`lost: ${atom}`);
    const isUnique = Math.max(was, mine, yours) === 1;
    const isClass = atom.startsWith('一级');
    if (isUnique && !isClass && was && (!mine || !yours) && mine + yours === 1 && count(settled)) problems.push(`came back: ${atom}`);
    // Both sides may have added two different things, such as two indicators of one class.
    const isOne = was > 0 || mine !== yours;
    if (isUnique && isOne && count(settled) > 1) problems.push(`twice: ${atom}`);
  }
  return problems;
}

function countsOf(lines: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const [content = '', comment = ''] = line.split(/(?:^| )(?=#)/);
    for (const atom of [content.trim().replace(/^- /, ''), comment.trim()]) {
      if (atom) counts.set(atom, (counts.get(atom) ?? 0) + 1);
    }
  }
  return counts;
}

function withoutConflicts(lines: readonly string[]): string[] {
  let isIn = false;
  return lines.filter((line) => {
    if (line.startsWith('<<<<<<< ')) isIn = true;
    if (!line.startsWith('>>>>>>> ')) return !isIn;
    isIn = false;
    return false;
  });
}
