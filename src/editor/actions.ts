import { applyEdits, describe, type Edit, fixesOf, inOrder, isAsMeant } from '../edit/edits.js';
import { parse } from '../load/parse.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Source, Span } from '../model/source.js';
import { allFixesTitle, fixTitle } from '../report/problems/fixes.js';

/** A change of one file that an editor offers: all edits or none. */
export interface Action {
  title: string;
  /** A fix of some problems, or all mechanical fixes of the file. */
  kind: 'fix' | 'all';
  problems: Diagnostic[];
  edits: { span: Span; text: string }[];
}

/**
 * Returns the fixes of a file that change nothing but their places: those of the problems that touch a span, each by
 * itself, then all mechanical ones together.
 */
export function actionsAt(source: Source, problems: readonly Diagnostic[], span: Span): Action[] {
  const parsed = parse(source);
  const { data } = parsed;
  if (data === undefined) return [];
  const isSafe = (fixes: readonly Edit[][]): boolean => {
    const edits = inOrder(fixes);
    return isAsMeant(data, parse(source.withText(applyEdits(source.text, edits))).data, edits);
  };
  const isHere = ({ range }: Diagnostic): boolean =>
    source.offset(range.start) <= span.end && span.start <= source.offset(range.end);
  const single = problems.filter(problem => problem.fix && isHere(problem)).flatMap((problem): Action[] => {
    const edits = fixesOf(source, parsed, [problem]).flatMap(fix => fix.edits);
    const title = fixTitle(edits.map(edit => describe(edit, source)));
    return edits.length && isSafe([edits]) ? [{ title, kind: 'fix', problems: [problem], edits }] : [];
  });
  const possible = fixesOf(source, parsed, problems.filter(({ fix }) => fix && !fix.asks));
  // A fix that changes more than its place must not block the others.
  const all = isSafe(possible.map(({ edits }) => edits)) ? possible : possible.filter(({ edits }) => isSafe([edits]));
  if (!all.length) return single;
  const edits = inOrder(all.map(fix => fix.edits));
  return [...single, { title: allFixesTitle(all.length), kind: 'all', problems: all.map(({ problem }) => problem), edits }];
}
