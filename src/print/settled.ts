import type { PdfCache } from '../io/cache/cache.js';
import type { AssetEntry } from '../io/output/manifest.js';
import type { Output } from '../io/output/output.js';
import type { BoundVolume } from './bound.js';
import { type Diagnostic, isListed } from '../model/diagnostic.js';
import type { ManifestEntry } from '../model/document.js';
import { type DepartmentInput, departmentOf, type Inputs, type YearInput } from '../model/inputs.js';
import { type BoundNote, departmentKey, isQuestioned, recallMade, rememberMade } from './made.js';

/** Departments without errors whose documents an earlier run made, as that run recorded them. */
export interface Settled {
  /** The inputs without these departments. */
  inputs: Inputs;
  /** The number of documents of these departments, and of bound years. */
  documents: number;
  /** The number of their warnings. */
  warnings: number;
  /** The prints that years are bound of, by the folder of the department. */
  bound: ReadonlyMap<string, BoundNote>;
  /** Folders of the years whose volumes are as they would be bound now. */
  years: ReadonlySet<string>;
}

/** The record of the documents of a department, or of the volume of a year, in the output folder. */
interface Note {
  entries: readonly ManifestEntry[];
  /** Its pages in the catalogue. */
  pages: readonly AssetEntry[];
  warnings: number;
}

/**
 * Leaves out departments whose files are those of an earlier run that found no errors, and whose documents exist byte
 * by byte: checking and printing them again would have the same result.
 *
 * @param common the inputs of all departments, besides their files
 * @param options binds: true when years are bound into volumes; strict: true when warnings are reported in full, so
 *   that departments with warnings are not left out
 */
export async function leaveOutSettled(
  inputs: Inputs,
  common: readonly string[],
  { binds, strict }: { binds: boolean; strict: boolean },
  cache: PdfCache,
  output: Output,
): Promise<Settled> {
  // Without documents nothing is settled: a shared store need not be asked for each department.
  if (!output.entries().length) return { inputs, documents: 0, warnings: 0, bound: new Map(), years: new Set() };
  const left = { inputs: { ...inputs, years: [] as YearInput[] }, documents: 0, warnings: 0 };
  const bound = new Map<string, BoundNote>();
  const years = new Set<string>();
  for (const year of inputs.years) {
    const departments: DepartmentInput[] = [];
    for (const department of year.departments) {
      const key = departmentKey(common, inputs.years, year, department);
      const note = await recallIn(inputs, department, cache, key) ?? NOTHING;
      const made = binds && note.entries.length ? await recallMade(inputs, year, department, common, cache) : undefined;
      const isOpen = (strict && note.warnings > 0) || (binds && !made?.bound);
      const isThere = note.entries.length > 0 && output.has(note.entries) && output.hasPages(note.pages);
      const isSettled = isThere && !isOpen;
      if (!isSettled) {
        departments.push(department);
        continue;
      }
      if (made?.bound) bound.set(department.path, made.bound);
      left.documents += note.entries.length;
      left.warnings += note.warnings;
    }
    left.inputs.years.push({ ...year, departments });
    if (departments.length || !binds) continue;
    const note = await recallIn(inputs, year, cache, yearKey(common, inputs.years, year));
    if (!note || !output.has(note.entries)) continue;
    years.add(year.path);
    left.documents += note.entries.length;
  }
  return { ...left, bound, years };
}

const NOTHING: Note = { entries: [], pages: [], warnings: 0 };

/**
 * Records the documents of departments without errors, and of bound years.
 *
 * @param folders of these departments
 * @param made the documents by the folder of their department or year
 * @param pages the pages of the catalogue by the folder of their department
 * @param bound the prints of each department that are bound, by its folder
 */
export function settle(
  inputs: Inputs,
  diagnostics: readonly Diagnostic[],
  folders: readonly string[],
  made: ReadonlyMap<string, ManifestEntry[]>,
  pages: ReadonlyMap<string, AssetEntry[]>,
  bound: ReadonlyMap<string, BoundVolume>,
  common: readonly string[],
  cache: PdfCache,
): void {
  const clean = new Set(folders);
  const warnings = new Map<string, number>();
  const ofFiles = new Set(inputs.diagnostics); // found again in every run
  for (const diagnostic of diagnostics) {
    if (ofFiles.has(diagnostic) || !isListed(diagnostic)) continue;
    const folder = departmentOf(diagnostic.file);
    warnings.set(folder, (warnings.get(folder) ?? 0) + 1);
  }
  for (const year of inputs.years) {
    for (const department of year.departments) {
      const entries = made.get(department.path);
      if (!entries || !clean.has(department.path)) continue;
      const note: Note = {
        entries,
        pages: pages.get(department.path) ?? [],
        warnings: warnings.get(department.path) ?? 0,
      };
      cache.remember(departmentKey(common, inputs.years, year, department), note);
      rememberMade(inputs, year, department, bound.get(department.path), common, cache);
    }
    const entries = made.get(year.path);
    const note: Note = { entries: entries ?? [], pages: [], warnings: 0 };
    if (entries) cache.remember(yearKey(common, inputs.years, year), note);
  }
}

/** Writes the files shared by the HTML pages, if their inputs changed. */
export async function settleAssets(
  key: readonly string[],
  make: () => Promise<AssetEntry[]>,
  cache: PdfCache | undefined,
  output: Output,
): Promise<void> {
  const known = await cache?.recall(['assets', ...key]);
  if (Array.isArray(known) && known.length > 0 && known.every(isAsset) && output.hasAssets(known)) return;
  const made = await make();
  cache?.remember(['assets', ...key], made);
}

async function recallIn(
  inputs: Inputs,
  owner: { path: string },
  cache: PdfCache,
  key: (string | Uint8Array)[],
): Promise<Note | undefined> {
  const note = isQuestioned(inputs, owner) ? undefined : await cache.recall(key);
  return isNote(note) ? note : undefined;
}

function isNote(value: unknown): value is Note {
  const { entries, pages, warnings } = (value ?? {}) as Partial<Note>;
  return Array.isArray(entries) && entries.length > 0 && entries.every(isEntry) && Number.isInteger(warnings) &&
    Array.isArray(pages) && pages.every(isAsset);
}

function isEntry(value: unknown): value is ManifestEntry {
  const { kind, format, sources, pages } = (value ?? {}) as Partial<ManifestEntry>;
  return isAsset(value) && [kind, format].every(word => typeof word === 'string') &&
    Array.isArray(sources) && sources.every(source => typeof source === 'string') &&
    (pages === undefined || Number.isInteger(pages));
}

function isAsset(value: unknown): value is AssetEntry {
  const { path, sha256, bytes } = (value ?? {}) as Partial<AssetEntry>;
  return typeof path === 'string' && typeof sha256 === 'string' && Number.isInteger(bytes);
}

function yearKey(common: readonly string[], years: readonly YearInput[], year: YearInput): (string | Uint8Array)[] {
  return ['year', ...common, ...year.departments.flatMap(one => departmentKey([], years, year, one))];
}
