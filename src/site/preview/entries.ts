import { posix } from 'node:path';
import { type Diagnostic, isListed } from '../../model/diagnostic.js';
import type { DepartmentInput, Inputs } from '../../model/inputs.js';
import { visible } from '../../model/visible.js';

/** A file in the list. */
export interface Entry {
  path: string;
  label: string;
  /** False for a scheme, and for a file that is no form. */
  isForm: boolean;
  /** Its problems that are shown without being asked for. */
  problems: Diagnostic[];
}

/** A department in the list, or the files that belong to none. */
export interface Group {
  /** The folder. */
  path: string;
  label: string;
  entries: Entry[];
}

/** Returns the entries of a department: its forms, then other files that have problems, and its scheme. */
export function groupOf(
  { name, year, path, scheme, forms }: DepartmentInput,
  diagnostics: readonly Diagnostic[],
): Group {
  const own = forms.map(({ kind, source }) =>
    ({ path: source.path, label: labelOf(source.path, kind), isForm: true }));
  return {
    path,
    label: `${visible(name)}　${year}`,
    entries: withProblems([...own, ...scheme ? [other(scheme.path)] : []], diagnostics),
  };
}

/** Returns the entries of the files that belong to no department; `undefined` without any. */
export function restOf({ years }: Inputs, diagnostics: readonly Diagnostic[]): Group | undefined {
  const entries = withProblems(years.flatMap(({ scheme }) => (scheme ? [other(scheme.path)] : [])), diagnostics);
  return entries.length ? { path: 'data', label: '口径和其他文件', entries } : undefined;
}

function other(path: string): Omit<Entry, 'problems'> {
  return { path, label: visible(path.split('/').slice(1).join('/')), isForm: false };
}

function labelOf(path: string, { role, title }: DepartmentInput['forms'][number]['kind']): string {
  const name = visible(posix.basename(path, '.yaml'));
  if (role === 'department') return title.replace(/\{年度[^}]*\}年?/g, '');
  return role === 'stage' ? `${visible(path.split('/')[3] ?? '')} ${name}` : name;
}

/** The files with their problems, and the files that nothing but a problem names. */
function withProblems(files: readonly Omit<Entry, 'problems'>[], diagnostics: readonly Diagnostic[]): Entry[] {
  const listed = diagnostics.filter(isListed);
  const known = new Set(files.map(({ path }) => path));
  const unknown = [...new Set(listed.map(({ file }) => file))].filter(file => !known.has(file));
  return [...files, ...unknown.map(other)]
    .map(one => ({ ...one, problems: listed.filter(({ file }) => file === one.path) }));
}
