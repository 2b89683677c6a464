import type { Diagnostic } from '../../model/diagnostic.js';
import { bounded } from '../../model/bounded.js';
import type { Code } from '../../model/code.js';
import { overview, pretty, summary } from './pretty.js';

/** The terminal that a report is written to. */
interface Output {
  out: (text: string) => void;
  colour: boolean;
}

export interface Problems {
  diagnostics: readonly Diagnostic[];
  /** The number of YAML files that were read. */
  files: number;
  /** Every code a problem may have, for the overview by rule. */
  codes: readonly Code[];
  /** Returns the text of a file, for code frames. */
  textOf: (file: string) => string | undefined;
  /** The name of the version compared with, when new problems are marked. */
  base?: string | undefined;
}

/** Writes every problem, the number of problems of each rule, and the total. */
export function showProblems({ diagnostics, files, textOf, codes, base }: Problems, { out, colour }: Output): void {
  show(diagnostics, textOf, codes, { out, colour });
  out(summary(diagnostics, files, base));
  if (diagnostics.some(({ severity }) => severity === 'warning')) {
    out('想知道一条规则为什么有、怎么改，运行 npm run check -- --explain 规则名');
  }
}

/**
 * Writes every error but only the number of warnings: who runs a build wants the documents.
 *
 * @param settled number of warnings in departments that are not checked again
 */
export function showErrors({ diagnostics, files, textOf, codes }: Problems, settled: number, terminal: Output): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = diagnostics.length - errors.length + settled;
  if (errors.length) {
    show(errors, textOf, codes, terminal);
    terminal.out(`检查了 ${files} 个文件：${errors.length} 个错误，在 ${new Set(errors.map(({ file }) => file)).size} 个文件里`);
  }
  if (warnings) terminal.out(`${errors.length ? '另有' : '有'} ${warnings} 个提醒，运行 npm run check 逐条查看`);
}

function show(
  diagnostics: readonly Diagnostic[],
  textOf: Problems['textOf'],
  codes: readonly Code[],
  { out, colour }: Output,
): void {
  if (diagnostics.length) out(pretty(bounded(diagnostics), { colour, textOf }));
  const lines = overview(diagnostics, codes, colour);
  if (lines.length) out(`${lines.join('\n')}\n`);
}
