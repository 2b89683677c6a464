import type { Diagnostic } from '../../model/diagnostic.js';
import { bounded } from '../../model/bounded.js';
import type { CodeEntry } from '../../model/code.js';
import { overview, pretty, summary } from './pretty.js';

export interface Problems {
  diagnostics: readonly Diagnostic[];
  /** The number of YAML files that were read. */
  files: number;
  /** Every code that a problem may have, for the overview by rule. */
  codes: readonly CodeEntry[];
  /** For code frames. */
  textOf: (file: string) => string | undefined;
  /** The name of the version compared with, when new problems are marked. */
  base?: string | undefined;
}

/** Every problem, then how many of each rule, then how many of all. */
export function allProblems({ diagnostics, files, textOf, codes, base }: Problems, colour: boolean): string {
  return joined([
    ...list(diagnostics, textOf, codes, colour),
    summary(diagnostics, files, base),
    diagnostics.some(({ severity }) => severity === 'warning')
      ? '想知道一条规则为什么有、怎么改，运行 npm run check -- --explain 规则名'
      : '',
  ]);
}

/**
 * Writes every error but only the number of warnings: who runs a build wants the documents.
 *
 * @param settled number of warnings in departments that are not checked again
 */
export function onlyErrors({ diagnostics, files, textOf, codes }: Problems, settled: number, colour: boolean): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = diagnostics.length - errors.length + settled;
  const places = new Set(errors.map(({ file }) => file)).size;
  return joined([
    ...list(errors, textOf, codes, colour),
    errors.length ? `检查了 ${files} 个文件：${errors.length} 个错误，在 ${places} 个文件里` : '',
    warnings ? `${errors.length ? '另有' : '有'} ${warnings} 个提醒，运行 npm run check 逐条查看` : '',
  ]);
}

/** Parts of a report, without those that are empty. */
export function joined(parts: readonly string[]): string {
  return parts.filter(Boolean).join('\n');
}

function list(
  diagnostics: readonly Diagnostic[],
  textOf: Problems['textOf'],
  codes: readonly CodeEntry[],
  colour: boolean,
): string[] {
  const lines = overview(diagnostics, codes, colour);
  return [
    diagnostics.length ? pretty(bounded(diagnostics), { colour, textOf }) : '',
    lines.length ? `${lines.join('\n')}\n` : '',
  ];
}
