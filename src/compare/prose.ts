import type { Segment } from '../model/change.js';
import { wordsIn } from '../model/characters.js';
import { diffLists } from '../model/diff-lists.js';

/** In characters. Unchanged text of at most this length between two changes is shown as changed. */
const SHORT = 1;

/** Returns two texts as one: with insertions and deletions of words, or of clauses when too many words differ. */
export function diffProse(before: string, after: string): Segment[] {
  const segments = diffTokens(words(before), words(after)) ?? diffTokens(clauses(before), clauses(after));
  return segments ? joinShort(segments) : [{ kind: 'deleted', text: before }, { kind: 'inserted', text: after }];
}

function words(text: string): string[] {
  return wordsIn(text).map(({ segment }) => segment);
}

function clauses(text: string): string[] {
  return text.match(/[^，。；、：！？\n]*[，。；、：！？\n]?/g)?.filter(Boolean) ?? [];
}

function diffTokens(before: string[], after: string[]): Segment[] | undefined {
  return diffLists(before, after)?.map(({ kind, entries }) => ({ kind, text: entries.join('') }));
}

/** Joins changes separated by a few characters into one deletion and one insertion, which is easier to read. */
function joinShort(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  let [deleted, inserted] = ['', ''];
  const flush = (): void => {
    if (deleted) joined.push({ kind: 'deleted', text: deleted });
    if (inserted) joined.push({ kind: 'inserted', text: inserted });
    [deleted, inserted] = ['', ''];
  };
  segments.forEach(({ kind, text }, index) => {
    const isStray = [...text].length <= SHORT && text !== '\n' && index > 0 && index < segments.length - 1;
    if (kind === 'deleted') deleted += text;
    else if (kind === 'inserted') inserted += text;
    else if (isStray && deleted && inserted) [deleted, inserted] = [deleted + text, inserted + text];
    else {
      flush();
      joined.push({ kind, text });
    }
  });
  flush();
  return joined;
}
