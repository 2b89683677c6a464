import type { Diagnostic } from '../../model/diagnostic.js';
import { bounded } from '../../model/bounded.js';
import type { Code } from '../../model/code.js';
import { overview, pretty, summary } from './pretty.js';

/** Where a report is written, and whether it has colours. */
interface Output {
  out: (text: string) => void;
  colour: boolean;
}

export interface Problems {
  diagnostics: readonly Diagnostic[];
  /** How many YAML files were read. */
  files: number;
  /** Every code that a problem may have, for the overview by rule. */
  codes: readonly Code[];
  /** For code frames. */
  textOf: (file: string) => string | undefined;
  /** What they were compared with, when the new ones are marked. */
  base?: string | undefined;
}

/** Every problem, then how many of each rule, then how many of all. */
export function showProblems({ diagnostics, files, textOf, codes, base }: Problems, { out, colour }: Output): void {
  show(diagnostics, textOf, codes, { out, colour });
  out(summary(diagnostics, files, base));
  if (diagnostics.some(({ severity }) => severity === 'warning')) {
    out('想知道一条规则为什么有、怎么改，运行 npm run check -- --explain 规则名');
  }
}

/**
 * Every error; of warnings only how many there are, for whoever builds wants the documents.
 *
 * @param settled warnings of departments that are not checked again
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
