import type { Layouts } from '../load/layouts.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { departmentOf, type DepartmentInput, type Inputs, isUnder, type YearInput } from '../model/inputs.js';
import { kindOfFile } from '../model/kinds.js';
import { Source } from '../model/source.js';

/** The texts of an editor, by the path of the file; a text stays the same object as long as it does not change. */
export type OpenTexts = ReadonlyMap<string, Source>;

/**
 * Returns inputs with the texts of an editor in the place of those of the files. A file that is not on the disk yet
 * is added where its path is that of a form.
 */
export function withTexts({ years, diagnostics }: Inputs, texts: OpenTexts, layouts: Layouts): Inputs {
  const isThere = ({ code, file }: Diagnostic): boolean => code === 'file/missing' && texts.has(file);
  return {
    years: years.map(year => yearWith(year, texts, layouts)),
    diagnostics: diagnostics.filter(problem => !isThere(problem)),
  };
}

function yearWith(year: YearInput, texts: OpenTexts, layouts: Layouts): YearInput {
  const own = [...texts.values()].filter(({ path }) => isUnder(path, year.path));
  if (!own.length) return year;
  const scheme = own.find(({ path }) => path === `${year.path}/scheme.yaml`) ?? year.scheme;
  const known = new Set(year.departments.map(({ path }) => path));
  const folders = new Set(own.filter(({ path }) => path.split('/').length > 3).map(({ path }) => departmentOf(path)));
  const added = [...folders].filter(path => !known.has(path)).map((path): DepartmentInput => ({
    year: year.year,
    name: path.split('/')[2] ?? '',
    path,
    scheme: undefined,
    kinds: layouts.kindsFor([year.scheme]),
    forms: [],
  }));
  const departments = [...year.departments, ...added].map(one => departmentWith(one, own));
  return { ...year, scheme, departments };
}

function departmentWith(department: DepartmentInput, texts: readonly Source[]): DepartmentInput {
  const { path, kinds } = department;
  const own = texts.filter(source => isUnder(source.path, path));
  if (!own.length) return department;
  const textOf = new Map(own.map(source => [source.path, source]));
  const scheme = textOf.get(`${path}/scheme.yaml`) ?? department.scheme;
  const forms = department.forms.map(form => ({ ...form, source: textOf.get(form.source.path) ?? form.source }));
  const known = new Set(forms.map(({ source }) => source.path));
  for (const source of own) {
    const kind = known.has(source.path) ? undefined : kindOfFile(source.path.slice(path.length + 1), kinds ?? []);
    if (kind) forms.push({ kind, source });
  }
  forms.sort((a, b) => (a.source.path < b.source.path ? -1 : 1));
  return { ...department, scheme, forms };
}

/** Returns the text of an editor as a file. @param before the file as it was known, which stays if it says the same */
export function sourceOf(path: string, text: string, before: Source | undefined): Source {
  return before?.text === text ? before : new Source(path, new TextEncoder().encode(text));
}
