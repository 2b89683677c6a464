import type { Diagnostic } from '../model/diagnostic.js';
import { load } from '../pipeline/load.js';
import { json } from '../report/json.js';
import { pretty, summary } from '../report/pretty.js';
import { fixProject } from './fix.js';
import { openProject, selector } from './project.js';
import type { Terminal } from './terminal.js';

export interface CheckOptions {
  root: string;
  paths: string[];
  format: 'pretty' | 'json';
  strict: boolean;
  /** Whether to make the fixes that the rules propose first. */
  fix: boolean;
}

/** Reports everything wrong; writes nothing but, when asked to, fixes. @returns the exit code */
export async function check({ root, paths, format, strict, fix }: CheckOptions, terminal: Terminal): Promise<number> {
  const tell = format === 'pretty' ? terminal.out : terminal.note;
  const project = fix ? await fixProject(root, paths, tell) : await openProject(root, paths);
  const { inputs, narrowed, validators, fonts, textOf } = project;
  const loaded = load(narrowed, validators, fonts);
  const wanted = selector(inputs, root, paths);
  // What is said of a department or its year concerns each of its forms.
  const isShown = ({ file }: Diagnostic): boolean => wanted.includes(file) || /\/(department|scheme)\.yaml$/.test(file);
  const diagnostics = loaded.diagnostics.filter(isShown);
  if (format === 'json') terminal.out(json(diagnostics, loaded.files));
  else {
    if (diagnostics.length) terminal.out(pretty(diagnostics, { colour: terminal.colour, textOf }));
    terminal.out(summary(diagnostics, loaded.files));
  }
  for (const note of loaded.notes) terminal.note(note);
  const waived = loaded.waived.filter(isShown).length;
  if (waived) terminal.note(`另有 ${waived} 个问题已按说明放行`);
  return exitCode(diagnostics, strict);
}

/** 0 fine, 1 when the data is wrong or, with --strict, has warnings. */
export function exitCode(diagnostics: readonly Diagnostic[], strict: boolean): number {
  return diagnostics.some(({ severity }) => strict || severity === 'error') ? 1 : 0;
}
