import { FontLibrary } from '../io/fonts/library.js';
import { type Snapshot, Versions } from '../io/git/versions.js';
import { interruptible } from '../io/interruptible.js';
import { fontFolders, ownSchemas } from '../io/program.js';
import { layoutsOf } from '../load/known-layouts.js';
import type { Layouts } from '../load/layouts.js';
import { load } from '../load/load.js';
import type { Version } from '../model/change.js';
import { isListed } from '../model/diagnostic.js';
import type { Fonts } from '../model/fonts.js';
import { departmentOf } from '../model/inputs.js';
import { compare, type Side } from './compare.js';
import type { Compared } from './review.js';

/** Two versions and their folder. */
export interface VersionsOptions {
  root: string;
  /** A version, or two as `BASE..HEAD`; without it the merge base of the main branch and HEAD. */
  base: string | undefined;
  /** Without it the files on disk. */
  head: string | undefined;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
  /** True to compare problems that are not reported without being asked for, too. */
  hints?: boolean;
}

/**
 * Returns the changes between two versions. Only departments with changes, and those of a changed scheme or schema, are
 * read.
 *
 * @throws UserError when the versions cannot be read
 */
export async function compareVersions(
  { root, base, head, signal, hints = false }: VersionsOptions,
): Promise<Compared> {
  const versions = await Versions.open(root, base, head);
  const isWanted = concerns(versions.changed);
  const { before, after } = await versions.read(isWanted);
  const fonts = new FontLibrary(fontFolders(root));
  const folders = new Set([...versions.paths()].filter(path => DEPARTMENT.test(path)).map(departmentOf));
  const untouched = [...folders].filter(folder => !isWanted(`${folder}/`)).length;
  const compile = compileOnce();
  return interruptible(signal, () => {
    const sides = {
      before: readSide(before, versions.base, fonts, compile, hints),
      after: readSide(after, versions.head, fonts, compile, hints),
    };
    return { ...sides, comparison: compare(sides.before, sides.after, versions.renames, untouched) };
  });
}

const DEPARTMENT = /^data\/\d{4}\/[^/]+\/./;

/**
 * Returns a function that is true for the files to read: those of departments with changes, of the year of a changed
 * scheme, and all files for a changed schema.
 */
function concerns(changed: ReadonlySet<string>): (path: string) => boolean {
  const paths = [...changed];
  if (paths.some(path => /^schemas\/.+\.schema\.json$/.test(path))) return () => true;
  const years = new Set(paths.flatMap(path => path.match(/^data\/\d{4}(?=\/)/)?.[0] ?? []));
  const whole = paths.flatMap(path => path.match(/^(data\/\d{4})\/scheme\.yaml$/)?.[1] ?? []);
  const folders = new Set([...whole, ...paths.filter(path => DEPARTMENT.test(path)).map(departmentOf)]);
  return path =>
    folders.has(departmentOf(path)) || folders.has(path.slice(0, 'data/2024'.length)) || changed.has(path) ||
    (path.endsWith('/scheme.yaml') && years.has(path.slice(0, 'data/2024'.length)));
}

/** One version, checked as its own schemas say; what it does not have is the program's, as `readSchemas` does it. */
function readSide(
  { inputs: readInputs, schemas }: Snapshot,
  version: Version,
  fonts: Fonts,
  layoutsOf: LayoutsOf,
  hints: boolean,
): Side {
  const layouts = layoutsOf(schemas, version);
  const inputs = readInputs(sources => layouts.kindsFor(sources));
  const loaded = load(inputs, layouts, fonts);
  const diagnostics = hints ? loaded.diagnostics : loaded.diagnostics.filter(isListed);
  return { version, inputs, layouts, loaded: { ...loaded, diagnostics } };
}

type LayoutsOf = (schemas: ReadonlyMap<string, string>, version: Version) => Layouts;

/** Returns a function that compiles equal schemas once: most versions have the same ones. */
function compileOnce(): LayoutsOf {
  const known = new Map<string, Layouts>();
  return (schemas, { name, commit }) => {
    const own = ownSchemas();
    const files = [
      ...own.filter(({ path }) => SHARED.test(path) || !schemas.has(path)),
      ...[...schemas].filter(([path]) => !SHARED.test(path)).map(([path, text]) => ({ path, text })),
    ];
    const key = JSON.stringify(files);
    const layouts = known.get(key) ?? layoutsOf(files, commit ? `${name}:` : '');
    known.set(key, layouts);
    return layouts;
  };
}

const SHARED = /^schemas\/[^/]+$/;
