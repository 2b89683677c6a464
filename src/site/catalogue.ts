import type { AssetEntry } from '../io/output/manifest.js';
import type { Output } from '../io/output/output.js';
import { codes } from '../load/codes.js';
import type { Layouts } from '../load/layouts.js';
import { formsOfYearBefore, type Loaded } from '../load/load.js';
import { isUnreadable } from '../model/diagnostic.js';
import { documentOf } from '../model/document.js';
import { nameOfDepartment } from '../model/form.js';
import { groupBy } from '../model/group-by.js';
import { type DepartmentInput, departmentOf, departmentsIn, filesOf, type Inputs, yearBefore } from '../model/inputs.js';
import { usesOf } from '../model/library/use.js';
import { folderOf } from '../print/plan.js';
import { chartsOfYear } from './charts/of-year.js';
import { dataFile, dataPath, readDataFile, sourcePath } from './data-file.js';
import { departmentPage } from './department-page.js';
import { budgetsOf, type DepartmentEntry, entryOf, type Examined, printedForms } from './entry.js';
import { indexPage, type YearEntry } from './index-page.js';
import { usesFile, usesPath } from './library-data.js';
import { LIBRARY } from './library-page.js';
import { departmentPath, INDEX } from './links.js';
import type { Surroundings } from './parts.js';
import { writeLibrary } from './write-library.js';

/** The catalogue is made of these. */
export interface CatalogueInputs {
  /** The inputs of all departments. */
  inputs: Inputs;
  /** Those that this run loaded: the pages of the others are as they are. */
  open: Inputs;
  layouts: Layouts;
  loaded: Loaded;
  /** Folders of departments with errors: their forms are drafts. */
  faulty: ReadonlyMap<string, unknown>;
}

/** The catalogue is written with these. */
interface Tools {
  output: Output;
  isPublic: boolean;
}

/**
 * Writes the catalogue: for each department a page, its data and its YAML files, and a front page of all. Removes the
 * pages of departments and forms that are gone. The documents that it links to must be in the output folder already.
 *
 * @returns what was written, by the folder of each department
 */
export async function writeCatalogue(all: CatalogueInputs, tools: Tools): Promise<Map<string, AssetEntry[]>> {
  const departments = new Map(all.loaded.departments.map(department => [folderOf(department), department]));
  const problems = groupBy(all.loaded.diagnostics, ({ file }) => departmentOf(file));
  const written = new Map<string, AssetEntry[]>();
  for (const input of departmentsIn(all.open)) {
    const examined: Examined = {
      input,
      department: departments.get(input.path),
      forms: all.loaded.forms,
      problems: problems.get(input.path) ?? [],
      isDraft: all.faulty.has(input.path),
    };
    const before = budgetsOf(formsOfYearBefore(input, all.inputs.years, all.layouts, all.loaded));
    written.set(input.path, await writeDepartment(examined, before, tools));
  }
  const isNew = all.open.years.some(({ departments: opened }) => opened.length > 0);
  await writeLibrary(all.inputs, isNew, tools.output);
  await writeIndex(all.inputs, tools);
  return written;
}

async function writeDepartment(
  examined: Examined,
  before: ReadonlyMap<string, string>,
  tools: Tools,
): Promise<AssetEntry[]> {
  const { input, department, problems, forms } = examined;
  const printed = printedForms(department);
  const entry = entryOf(examined, department ? nameOfDepartment(department) : input.name);
  const titleOf = (code: string): string => codes.find(({ id }) => id === code)?.title ?? code;
  const page = await departmentPage({ entry, department, before, problems, titleOf }, surroundingsOf(tools));
  const own = input.forms.flatMap(({ source }) => printed.get(source.path) ?? forms.get(source.path) ?? []);
  const files = [
    dataFile(entry),
    usesFile(entry, usesOf(own)),
    documentOf(departmentPath(entry), page),
    ...input.forms.map(({ source }) => documentOf(sourcePath(source.path), source.bytes)),
  ];
  const entries: AssetEntry[] = [];
  for (const file of files) entries.push(await tools.output.writeAsset(file));
  return entries;
}

async function writeIndex(inputs: Inputs, tools: Tools): Promise<void> {
  const { output } = tools;
  const years: YearEntry[] = [];
  for (const { year, departments } of inputs.years) {
    const entries = distinct(departments.flatMap(input => readEntry(input, output) ?? []));
    const known = new Set(entries.map(({ folder }) => folder));
    const missing = departments.flatMap(({ name }) => (known.has(name) ? [] : [name]));
    const before = yearBefore(year, years)?.departments ?? [];
    years.push({ year, departments: entries, missing, charts: await chartsOfYear(entries, before) });
  }
  await output.writeAsset(documentOf(INDEX, indexPage(years, surroundingsOf(tools))));
  // A file that cannot be read may be the source of a page.
  if (inputs.diagnostics.some(isUnreadable)) return;
  const kept = new Set([INDEX, LIBRARY, ...departmentsIn(inputs).flatMap(pathsOf)]);
  await output.prunePages(path => kept.has(path));
}

/** Returns the data of a department; undefined when no run has made it yet. */
function readEntry({ year, name }: DepartmentInput, output: Output): DepartmentEntry | undefined {
  const text = output.readPage(dataPath({ year, folder: name }));
  return text === undefined ? undefined : readDataFile(text);
}

/** Returns departments with the name of the folder behind a name that several have. */
function distinct(entries: readonly DepartmentEntry[]): DepartmentEntry[] {
  const named = groupBy(entries, ({ name }) => name);
  return entries.map(entry =>
    ((named.get(entry.name)?.length ?? 0) > 1 ? { ...entry, name: `${entry.name}（${entry.folder}）` } : entry));
}

function pathsOf(input: DepartmentInput): string[] {
  const of = { year: input.year, folder: input.name };
  return [dataPath(of), usesPath(of), departmentPath(of), ...filesOf(input).map(({ path }) => sourcePath(path))];
}

function surroundingsOf({ output, isPublic }: Tools): Surroundings {
  const existing = (path: string): string | undefined => output.entry(path)?.path;
  return { isPublic, documentsOf: stem => ({ html: existing(`${stem}.html`), pdf: existing(`${stem}.pdf`) }) };
}
