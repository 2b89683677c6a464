import pc from 'picocolors';
import type { Diagnostic } from '../model/diagnostic.js';
import { codeFrame } from './code-frame.js';
import { plain } from './text.js';

export interface PrettyOptions {
  colour: boolean;
  /** The text of a file, for the frame; `undefined` for one that cannot be shown. */
  textOf: (file: string) => string | undefined;
}

/** Problems for a person, grouped by file. */
export function pretty(diagnostics: readonly Diagnostic[], { colour, textOf }: PrettyOptions): string {
  const { bold, red, yellow, cyan, dim } = pc.createColors(colour);
  const lines: string[] = [];
  let file = '';
  for (const { severity, message, hint, code, range, ...place } of diagnostics) {
    if (place.file !== file) {
      file = place.file;
      lines.push(bold(plain(file)));
    }
    const mark = severity === 'error' ? red('错误') : yellow('提醒');
    lines.push(`  ${mark} ${range.start.line}:${range.start.column} ${plain(message)} ${dim(code)}`);
    const text = textOf(file);
    if (text !== undefined && text !== '') lines.push(...codeFrame(text, range).map(line => `    ${dim(line)}`));
    if (hint) lines.push(`    ${cyan('→')} ${plain(hint)}`);
    lines.push('');
  }
  return lines.join('\n');
}

/** One line that counts. */
export function summary(diagnostics: readonly Diagnostic[], files: number): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  if (!diagnostics.length) return `检查了 ${files} 个文件，没有问题`;
  const inFiles = new Set(diagnostics.map(({ file }) => file)).size;
  return `检查了 ${files} 个文件：${errors} 个错误，${warnings} 个提醒，在 ${inFiles} 个文件里`;
}
