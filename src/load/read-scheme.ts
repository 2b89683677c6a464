import { append } from '../model/append.js';
import { type Diagnostic, isUnreadable } from '../model/diagnostic.js';
import type { Fonts } from '../model/fonts.js';
import type { Kind, Scheme } from '../model/form.js';
import type { Schema } from '../model/schema.js';
import type { Source } from '../model/source.js';
import { checkScheme, type FieldKeys } from './check.js';
import type { Layouts } from './layouts.js';
import { readForm } from './read-form.js';
import { rechecksIn } from './rechecks.js';
import { applyWaivers } from './waivers.js';

/** A scheme as read, and its problems. */
interface SchemeFile {
  /** As written, without defaults; `undefined` when it cannot be used. */
  scheme: Partial<Scheme> | undefined;
  found: Diagnostic[];
  waived: Diagnostic[];
}

/** Schemes are read once, however often the inputs are loaded: for fonts, for forms, after each round of fixes. */
const known = new WeakMap<Source, SchemeFile>();

/** Returns a scheme, and its problems. @param kinds of the forms that it is for */
export function readScheme(
  source: Source,
  kinds: readonly Kind[] | undefined,
  layouts: Layouts,
  fonts: Fonts,
): SchemeFile {
  let file = known.get(source);
  if (!file) known.set(source, (file = judgedScheme(source, kinds ?? [], layouts, fonts)));
  return file;
}

function judgedScheme(source: Source, kinds: readonly Kind[], layouts: Layouts, fonts: Fonts): SchemeFile {
  const { data, positions, comments, found } = readForm(source, layouts.scheme);
  const scheme = data as Partial<Scheme> | undefined;
  if (!scheme) return { scheme, found, waived: [] };
  const findings = checkScheme(scheme, positions, source, fonts, layouts.names(), keysIn(kinds));
  const { kept, waived } = applyWaivers(findings, [{ source, positions, comments }], () => true);
  append(found, kept);
  append(found, rechecksIn(comments, source));
  return { scheme: found.some(isUnreadable) ? undefined : scheme, found, waived };
}

/** The keys of all fields of some kinds. */
function keysIn(kinds: readonly Kind[]): FieldKeys {
  const groups = (schema: Schema): Schema[] =>
    [schema, ...[...schema.items ? [schema.items] : [], ...Object.values(schema.properties ?? {})].flatMap(groups)];
  const all = kinds.flatMap(({ schema }) => groups(schema));
  const names = all.flatMap(({ properties, required = [] }) => required.flatMap(code => properties?.[code]?.key ?? []));
  return { keys: new Set(all.flatMap(({ key }) => key ?? [])), names: new Set(names) };
}
