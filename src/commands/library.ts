import { interruptible } from '../io/interruptible.js';
import { writeTextFile } from '../io/output/text-file.js';
import type { Terminal } from '../io/terminal.js';
import { load } from '../load/load.js';
import { openProject } from '../load/project.js';
import { type LibraryEntry, libraryOf } from '../model/library/library.js';
import { usesOf } from '../model/library/use.js';
import { csvLibrary } from '../report/library/csv.js';
import { prettyLibrary } from '../report/library/pretty.js';
import { yamlLibrary } from '../report/library/yaml.js';

export type LibraryFormat = 'pretty' | 'yaml' | 'csv';

export interface LibraryOptions {
  root: string;
  paths: string[];
  format: LibraryFormat;
  /** The file to write; stdout without one. */
  out?: string;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
}

const FORMATS: Record<LibraryFormat, (entries: readonly LibraryEntry[]) => string> = {
  pretty: prettyLibrary, yaml: yamlLibrary, csv: csvLibrary,
};

/**
 * Writes the library of indicators: those of all years and departments, the latest year first.
 *
 * @returns the exit code: 1 when forms are left out because they cannot be read
 * @throws UserError when there is no data, or the file cannot be written
 */
export async function library(options: LibraryOptions, { out, note }: Terminal): Promise<number> {
  const { root, paths, format, signal } = options;
  const { narrowed, layouts, fonts, wanted } = openProject(root, paths);
  const loaded = await interruptible(signal, () => load(narrowed, layouts, fonts, { rules: [] }));
  const forms = [...loaded.forms.values()].filter(({ source: { path } }) => wanted.includes(path));
  const uses = usesOf(forms);
  const entries = libraryOf(uses);
  const text = FORMATS[format](entries);
  if (options.out !== undefined) writeTextFile(options.out, text.endsWith('\n') ? text : `${text}\n`);
  else if (text) out(text.trimEnd());
  const unread = new Set(loaded.diagnostics
    .filter(({ file, severity, code }) => severity === 'error' && code.includes('/') && wanted.includes(file)).map(({ file }) => file));
  if (unread.size) note(`有 ${unread.size} 个文件读不出来，没有算在内；运行 npm run check 看是哪些`);
  note(`${entries.length} 项指标，写过 ${uses.length} 次${options.out === undefined ? '' : `，写进了 ${options.out}`}`);
  return unread.size ? 1 : 0;
}
