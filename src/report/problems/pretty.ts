import pc from 'picocolors';
import { append } from '../../model/append.js';
import type { CodeEntry } from '../../model/code.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { visible } from '../../model/visible.js';
import { byRule, countInWords } from './by-rule.js';
import { codeFrame } from './code-frame.js';
import { columns } from './columns.js';
import { SEVERITY } from './explain.js';
import { oneLine } from '../text.js';

export interface PrettyOptions {
  colour: boolean;
  /** Returns the text of a file for the code frame; `undefined` when it cannot be shown. */
  textOf: (file: string) => string | undefined;
}

/** Returns problems for a terminal, grouped by file. */
export function pretty(diagnostics: readonly Diagnostic[], { colour, textOf }: PrettyOptions): string {
  const { bold, red, yellow, cyan, dim } = pc.createColors(colour);
  const lines: string[] = [];
  let file = '';
  let source: string[] = [];
  for (const { severity, message, hint, code, range, related = [], new: isNew, ...place } of diagnostics) {
    if (place.file !== file) {
      file = place.file;
      source = textOf(file)?.split('\n') ?? [];
      lines.push(bold(visible(file)));
    }
    const mark = (severity === 'error' ? red : yellow)((isNew ? '新' : '') + SEVERITY[severity]);
    lines.push(`  ${mark} ${range.start.line}:${range.start.column} ${oneLine(message)} ${dim(code)}`);
    if (source.length > 1 || source[0]) append(lines, codeFrame(source, range).map(line => `    ${dim(line)}`));
    for (const { file: other, range: { start }, message: about } of related) {
      lines.push(`    ${dim('另见')} ${visible(other)}:${start.line}:${start.column} ${oneLine(about)}`);
    }
    if (hint) lines.push(`    ${cyan('→')} ${oneLine(hint)}`);
    lines.push('');
  }
  return lines.join('\n');
}

/** Returns the number of problems by rule for a long report; nothing for a single problem. */
export function overview(diagnostics: readonly Diagnostic[], codes: readonly CodeEntry[], colour: boolean): string[] {
  if (diagnostics.length < 2) return [];
  const { red, yellow, dim } = pc.createColors(colour);
  const counts = byRule(diagnostics, codes);
  const digits = counts.reduce((most, { count }) => Math.max(most, String(count).length), 0);
  return columns(counts.map(({ code, title, severity, count }) => [
    `${String(count).padStart(digits)} 个${(severity === 'error' ? red : yellow)(SEVERITY[severity])}`,
    dim(code),
    title,
  ]));
}

/** Returns one line with the counts. @param base the name of the version compared with, when new problems are marked */
export function summary(diagnostics: readonly Diagnostic[], files: number, base?: string): string {
  if (!diagnostics.length) return `检查了 ${files} 个文件，没有问题`;
  const inFiles = new Set(diagnostics.map(({ file }) => file)).size;
  const all = `检查了 ${files} 个文件：${countInWords(diagnostics)}，在 ${inFiles} 个文件里`;
  if (base === undefined) return all;
  const introduced = diagnostics.filter(problem => problem.new);
  return `${all}；和 ${visible(base)} 相比，${introduced.length ? `新的有 ${countInWords(introduced)}` : '没有新问题'}`;
}
