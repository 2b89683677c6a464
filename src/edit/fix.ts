import { append } from '../model/append.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { AppliedFix } from '../model/fix.js';
import type { Fonts } from '../model/fonts.js';
import type { Inputs } from '../model/inputs.js';
import type { Source } from '../model/source.js';
import { applyEdits, describe, type Edit, editsOf, isAsMeant } from './edits.js';
import type { Layouts } from '../load/layouts.js';
import { load } from '../load/load.js';
import { parse } from '../load/parse.js';

export interface Fixed {
  /** The changed files, before and after. */
  files: { before: Source; after: Source }[];
  fixes: AppliedFix[];
  /** Files left unchanged because a fix would have changed more than its place. */
  left: string[];
}

/** A fix may enable another one; this limits the repetition. */
const ROUNDS = 20;

/**
 * Applies the fixes that the rules propose until none is left. Writes no file.
 *
 * @param isWanted true when a file may be changed
 */
export function fixInputs(
  inputs: Inputs,
  isWanted: (file: string) => boolean,
  layouts: Layouts,
  fonts: Fonts,
): Fixed {
  const files = new Map<string, Fixed['files'][number]>();
  const fixes: AppliedFix[] = [];
  const left = new Set<string>();
  let current = inputs;
  for (let round = 0; round < ROUNDS; round += 1) {
    const fixable = load(current, layouts, fonts).diagnostics
      .filter(({ file, fix }) => fix !== undefined && isWanted(file) && !left.has(file));
    const count = fixes.length;
    current = mapSources(current, (source) => {
      const own = fixable.filter(({ file }) => file === source.path);
      const fixed = own.length ? fixSource(source, own) : undefined;
      if (own.length && !fixed) left.add(source.path);
      if (!fixed?.fixes.length) return source;
      files.set(source.path, { before: files.get(source.path)?.before ?? source, after: fixed.source });
      append(fixes, fixed.fixes);
      return fixed.source;
    });
    if (fixes.length === count) break;
  }
  return { files: [...files.values()], fixes, left: [...left] };
}

/** Returns the fixed source; `undefined` when more than the fixes would change. */
function fixSource(
  source: Source,
  diagnostics: readonly Diagnostic[],
): { source: Source; fixes: AppliedFix[] } | undefined {
  const parsed = parse(source);
  const { data } = parsed;
  if (data === undefined) return undefined;
  const make = (edits: readonly Edit[]): Source | undefined => {
    const fixed = source.withText(applyEdits(source.text, edits));
    return isAsMeant(data, parse(fixed).data, edits) ? fixed : undefined;
  };
  const all = editsOf(source, parsed, diagnostics);
  // A fix that changes more than its place must not block the others.
  const whole = make(all);
  const edits = whole ? all : all.filter(edit => make([edit]));
  const fixed = whole ?? (edits.length ? make(edits) : undefined);
  return fixed && { source: fixed, fixes: edits.map(edit => describe(edit, source)) };
}

function mapSources(inputs: Inputs, change: (source: Source) => Source): Inputs {
  const years = inputs.years.map(year => ({
    ...year,
    scheme: year.scheme && change(year.scheme),
    departments: year.departments.map(department => ({
      ...department,
      scheme: department.scheme && change(department.scheme),
      forms: department.forms.map(({ kind, source }) => ({ kind, source: change(source) })),
    })),
  }));
  return { ...inputs, years };
}
