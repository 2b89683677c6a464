import { join } from 'node:path';
import { FontLibrary } from '../../src/io/fonts/library.js';
import { readInputs } from '../../src/io/inputs/inputs.js';
import type { Layouts } from '../../src/load/layouts.js';
import { load, type Loaded } from '../../src/load/load.js';
import { rememberingReader } from '../../src/load/read-form.js';
import { type DepartmentInput, type FormInput, type Inputs, isUnder, sourcesOf, type YearInput } from '../../src/model/inputs.js';
import { Source } from '../../src/model/source.js';
import { ownLayouts } from './layouts.js';
import { REPOSITORY } from './run.js';

/** A file, and those that it is checked with: its scheme, the form of its department, and two projects. */
export interface World {
  source: Source;
  layouts: Layouts;
  inputs: Inputs;
  load: (inputs: Inputs) => Loaded;
}

/** Folders with `data/`, and those with their layouts. */
const ROOTS = [
  ['', ''],
  ...['clean', 'good/shapingba'].map(name => [name, '']),
  ...['ministry', 'county'].map(name => [`good/${name}`, `layouts/${name}`]),
  ...['ministry', 'sheet', 'county', 'bureau'].map(name => [`layouts/${name}`, `layouts/${name}`]),
  ...['执行率留二十分', '执行率成行'].map(name => [`schemes/${name}`, '']),
] as const;

const fonts = new FontLibrary([]);

/** Returns every file of the repository's data and of its fixtures. */
export function readWorlds(): World[] {
  const known = new Map<string, Layouts>();
  return ROOTS.flatMap(([root = '', own = '']): World[] => {
    const layouts = known.get(own) ?? ownLayouts(own && `test/fixtures/${own}`);
    known.set(own, layouts);
    const { years } = readInputs(join(REPOSITORY, root && `test/fixtures/${root}`), sources => layouts.kindsFor(sources));
    return sourcesOf({ years }).map((source): World => {
      const readForm = rememberingReader();
      return { source, layouts, inputs: around(source, years), load: one => load(one, layouts, fonts, { readForm }) };
    });
  });
}

/** Returns the inputs that a file is checked with, few enough to be checked often. */
function around({ path }: Source, years: readonly YearInput[]): Inputs {
  const few = ({ forms }: DepartmentInput): FormInput[] => {
    const first = forms.filter(({ kind }) => kind.role === 'project').slice(0, 2);
    return forms.filter(form => form.kind.role !== 'project' || first.includes(form) || form.source.path === path);
  };
  const of = (year: YearInput): DepartmentInput[] => {
    const own = year.departments.filter(department => isUnder(path, department.path));
    const all = own.length ? own : year.departments.slice(0, 1);
    return all.map(department => ({ ...department, forms: few(department) }));
  };
  const own = years.filter(year => isUnder(path, year.path));
  return { years: own.map(year => ({ ...year, departments: of(year) })), diagnostics: [] };
}

/** Returns the inputs with another text for one of the files. */
export function withBytes(inputs: Inputs, path: string, bytes: Uint8Array): Inputs {
  const changed = new Source(path, bytes);
  return {
    ...inputs,
    years: inputs.years.map((year): YearInput => ({
      ...year,
      scheme: year.scheme?.path === path ? changed : year.scheme,
      departments: year.departments.map(department => ({
        ...department,
        scheme: department.scheme?.path === path ? changed : department.scheme,
        forms: department.forms.map(form => (form.source.path === path ? { ...form, source: changed } : form)),
      })),
    })),
  };
}
