import { Layouts, type SchemaFile } from './layouts.js';

/** Sets of schema files whose layouts are kept, the last used at the end; one for each version that is compared. */
const known = new Map<string, Layouts>();
const MOST = 4;

/**
 * Returns the layouts of schema files. Those of the same files that were asked for before are returned again: compiling
 * schemas takes longer than checking a form, and `watch`, the language server and a fleet do it again and again.
 *
 * @param version what the schemas are of, for messages; `''` for the files on disk
 * @throws UserError when core or scheme schema are broken
 */
export function layoutsOf(files: readonly SchemaFile[], version = ''): Layouts {
  const key = JSON.stringify([version, ...files.map(({ path, text }) => [path, text])]);
  const layouts = known.get(key) ?? new Layouts(files, version);
  known.delete(key);
  known.set(key, layouts);
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return layouts;
}
