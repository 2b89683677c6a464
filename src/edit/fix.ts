import { append } from '../model/append.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { AppliedFix } from '../model/fix.js';
import type { Fonts } from '../model/fonts.js';
import type { Inputs } from '../model/inputs.js';
import type { Source } from '../model/source.js';
import { groupBy } from '../model/group-by.js';
import { applyEdits, describe, type Edit, fixesOf, inOrder, isAsMeant } from './edits.js';
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
 * Returns true if a fix is to be made: the mechanical ones are; about one that a person has to agree to, that person is
 * asked.
 */
export type Consent = (problem: Diagnostic, fix: AppliedFix[]) => boolean | Promise<boolean>;

/**
 * Applies the fixes that the rules propose until none is left. Writes no file.
 *
 * @param isWanted true for a problem that may be fixed
 * @param consent asked once about each fix that needs it
 */
export async function fixInputs(
  inputs: Inputs,
  isWanted: (problem: Diagnostic) => boolean,
  layouts: Layouts,
  fonts: Fonts,
  consent: Consent,
): Promise<Fixed> {
  const files = new Map<string, Fixed['files'][number]>();
  const fixes: AppliedFix[] = [];
  const left = new Set<string>();
  const answers = new Map<string, boolean>();
  /** The texts that each file has had. */
  const texts = new Map<string, Set<string>>();
  const agrees = async (problem: Diagnostic, fix: AppliedFix[]): Promise<boolean> => {
    if (!problem.fix?.asks) return true;
    const key = [problem.code, problem.file, problem.pointer, problem.range.start.line, ...fix.flatMap(({ removed, added }) => [removed, added])].join('\0');
    const known = answers.get(key);
    const answer = known ?? await consent(problem, fix);
    answers.set(key, answer);
    return answer;
  };
  let current = inputs;
  for (let round = 0; round < ROUNDS; round += 1) {
    const fixable = groupBy(load(current, layouts, fonts).diagnostics.filter(problem =>
      problem.fix !== undefined && isWanted(problem) && !left.has(problem.file)), ({ file }) => file);
    const count = fixes.length;
    current = await mapSources(current, async (source) => {
      const own = fixable.get(source.path) ?? [];
      const fixed = own.length ? await fixSource(source, own, agrees) : undefined;
      if (own.length && !fixed) left.add(source.path);
      if (!fixed?.fixes.length) return source;
      // Words of a scheme may exchange each other for ever.
      const seen = texts.get(source.path) ?? new Set([source.text]);
      texts.set(source.path, seen);
      if (seen.has(fixed.source.text)) {
        left.add(source.path);
        return source;
      }
      seen.add(fixed.source.text);
      files.set(source.path, { before: files.get(source.path)?.before ?? source, after: fixed.source });
      append(fixes, fixed.fixes);
      return fixed.source;
    });
    if (fixes.length === count) break;
  }
  return { files: [...files.values()], fixes, left: [...left] };
}

/** Returns the fixed source; `undefined` when every fix would change more than its places. */
async function fixSource(
  source: Source,
  diagnostics: readonly Diagnostic[],
  agrees: (problem: Diagnostic, fix: AppliedFix[]) => Promise<boolean>,
): Promise<{ source: Source; fixes: AppliedFix[] } | undefined> {
  const parsed = parse(source);
  const { data } = parsed;
  if (data === undefined) return undefined;
  const make = (fixes: readonly Edit[][]): Source | undefined => {
    const edits = inOrder(fixes);
    const fixed = source.withText(applyEdits(source.text, edits));
    return isAsMeant(data, parse(fixed).data, edits) ? fixed : undefined;
  };
  const shown = (fixes: readonly Edit[][]): AppliedFix[] => inOrder(fixes).map(edit => describe(edit, source));
  const chosen: Edit[][] = [];
  const possible = fixesOf(source, parsed, diagnostics);
  for (const { problem, edits } of possible) if (await agrees(problem, shown([edits]))) chosen.push(edits);
  // A fix that changes more than its place must not block the others.
  const whole = make(chosen);
  const fixes = whole ? chosen : chosen.filter(edits => make([edits]));
  if (!whole && !fixes.length) return undefined;
  const fixed = whole ?? make(fixes);
  return fixed && { source: fixed, fixes: shown(fixes) };
}

async function mapSources(inputs: Inputs, change: (source: Source) => Promise<Source>): Promise<Inputs> {
  const years = [];
  // One after the other: a person answers one question at a time.
  for (const year of inputs.years) {
    const departments = [];
    for (const department of year.departments) {
      const forms = [];
      for (const { kind, source } of department.forms) forms.push({ kind, source: await change(source) });
      departments.push({ ...department, forms });
    }
    years.push({ ...year, departments });
  }
  return { ...inputs, years };
}
