import { FontLibrary } from '../io/fonts/library.js';
import { type Snapshot, Versions } from '../io/git/versions.js';
import { interruptible } from '../io/interruptible.js';
import { fontFolders, ownSchema } from '../io/program.js';
import { guarded } from '../load/expected-fields.js';
import { load, type Validators } from '../load/load.js';
import { withNewerFields } from '../load/newer-fields.js';
import { createValidator, type Validator } from '../load/validate.js';
import type { Version } from '../model/change.js';
import type { Fonts } from '../model/fonts.js';
import { departmentOf } from '../model/inputs.js';
import type { Schema, SchemaName } from '../model/schema.js';
import { compare, type Side } from './compare.js';
import type { Compared } from './review.js';

/** Two versions, and where they are. */
export interface VersionsOptions {
  root: string;
  /** A version, or two as `BASE..HEAD`; without it the merge base of the main branch and HEAD. */
  base: string | undefined;
  /** Without it the files on disk. */
  head: string | undefined;
  /** Ctrl-C and SIGTERM. */
  signal: AbortSignal;
}

/**
 * Everything that changed between two versions. Only departments of which something changed are read, and those of
 * a changed scheme or schema.
 *
 * @throws UserError when the versions cannot be read
 */
export async function compareVersions(
  { root, base, head, signal }: VersionsOptions,
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
      before: readSide(before, versions.base, fonts, compile),
      after: readSide(after, versions.head, fonts, compile),
    };
    return { ...sides, comparison: compare(sides.before, sides.after, versions.renames, untouched) };
  });
}

const DEPARTMENT = /^data\/\d{4}\/[^/]+\/./;

/** Which files matter when some changed: all of their departments, of a changed scheme's year, of a changed schema. */
function concerns(changed: ReadonlySet<string>): (path: string) => boolean {
  const paths = [...changed];
  if (paths.some(path => /^schemas\/[a-z]+\.schema\.json$/.test(path))) return () => true;
  const years = new Set(paths.flatMap(path => path.match(/^data\/\d{4}(?=\/)/)?.[0] ?? []));
  const whole = paths.flatMap(path => path.match(/^(data\/\d{4})\/scheme\.yaml$/)?.[1] ?? []);
  const folders = new Set([...whole, ...paths.filter(path => DEPARTMENT.test(path)).map(departmentOf)]);
  return path =>
    folders.has(departmentOf(path)) || folders.has(path.slice(0, 'data/2024'.length)) || changed.has(path) ||
    (path.endsWith('/scheme.yaml') && years.has(path.slice(0, 'data/2024'.length)));
}

/** One version, checked as its own schemas say. */
function readSide({ inputs, schemas: texts }: Snapshot, version: Version, fonts: Fonts, compile: Compile): Side {
  const schemas = {} as Record<SchemaName, Schema>;
  const validators = {} as Validators;
  for (const name of ['scheme', 'department', 'project'] as const) {
    const own = ownSchema(name);
    const text = texts.get(own.path) ?? own.text;
    const path = version.commit ? `${version.name}:${own.path}` : own.path;
    schemas[name] = compile(name, text, path).schema;
    const validator = compile(name, withNewerFields(text, own.text), path);
    // Rules and forms are written for the fields of today's schemas.
    validators[name] = text === own.text ? validator : guardedBy(compile(name, own.text, own.path).schema, validator);
  }
  return { version, inputs, schemas, loaded: load(inputs, validators, fonts) };
}

function guardedBy(own: Schema, validator: Validator): Validator {
  const validate: Validator['validate'] = (parsed, source) => {
    const valid = validator.validate(parsed, source);
    return { ...valid, data: guarded(valid.data, own) };
  };
  return { ...validator, validate };
}

type Compile = typeof createValidator;

/** Mostly both versions have the same schemas: these are compiled once. */
function compileOnce(): Compile {
  const known = new Map<string, ReturnType<Compile>>();
  return (name, text, path) => {
    const validator = known.get(text) ?? createValidator(name, text, path);
    known.set(text, validator);
    return validator;
  };
}
