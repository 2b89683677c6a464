import { type Diagnostic, isListed } from '../../model/diagnostic.js';
import { bounded } from '../../model/bounded.js';
import { scoresOf } from './cards.js';
import { firstPlaces, fixLine, formTable, pretty, scoreLine, type Shown, summary } from './pretty.js';

export interface Problems extends Omit<Shown, 'colour'> {
  /** The problems to list. */
  diagnostics: readonly Diagnostic[];
  /** All of them, listed or not: what scores are made of. */
  all?: readonly Diagnostic[];
  /** The number of YAML files that were read. */
  files: number;
  /** The number of forms that can be read, of those that were asked about. */
  forms?: number;
  /** The name of the version compared with, when new problems are marked. */
  base?: string | undefined;
  /** Lines about what is not listed. */
  notes?: readonly string[];
}

/** A table of forms, every problem as cards, and where to begin: the end is what stays on the screen. */
export function allProblems(problems: Problems, colour: boolean): string {
  const { diagnostics, all = diagnostics, files, forms = 0, base, notes = [] } = problems;
  const shown = { ...problems, colour };
  const scores = scoresOf(all);
  return joined([
    section(formTable(diagnostics, scores, colour)),
    diagnostics.length ? pretty(bounded(diagnostics), shown, scores) : '',
    section(firstPlaces(diagnostics, shown)),
    summary(diagnostics, files, base),
    scoreLine(scores, forms),
    fixLine(diagnostics),
    ...notes,
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
export function onlyErrors(problems: Problems, settled: number, colour: boolean): string {
  const { diagnostics, files } = problems;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = diagnostics.filter(problem => problem.severity === 'warning' && isListed(problem)).length + settled;
  const places = new Set(errors.map(({ file }) => file)).size;
  return joined([
    errors.length ? pretty(bounded(errors), { ...problems, colour }) : '',
    errors.length ? `检查了 ${files} 个文件：${errors.length} 个错误，在 ${places} 个文件里` : '',
    warnings ? `${errors.length ? '另有' : '有'} ${warnings} 个提醒，运行 npm run check 逐条查看` : '',
  ]);
}

/** Parts of a report, without those that are empty. */
export function joined(parts: readonly string[]): string {
  return parts.filter(Boolean).join('\n');
}

function section(lines: readonly string[]): string {
  return lines.length ? `${lines.join('\n')}\n` : '';
}
