import type { CodeEntry } from '../../model/code.js';
import { compareWorst, type Diagnostic, isListed } from '../../model/diagnostic.js';
import { must } from '../../model/must.js';
import { levelOf } from '../../model/rank.js';
import { titleOf } from './by-rule.js';
import { plain } from '../text.js';

/**
 * Returns problems as workflow commands of GitHub Actions, which shows them at the lines of a pull request.
 *
 * @param notes about things that could not be checked
 * @returns one command a line, in the order of {@link mostTelling}
 */
export function github(
  diagnostics: readonly Diagnostic[],
  notes: readonly string[],
  codes: readonly CodeEntry[],
): string {
  const commands = mostTelling(diagnostics).map((problem) => {
    const { code, severity, message, hint, file, range: { start, end } } = problem;
    const properties = {
      file,
      line: start.line,
      endLine: end.line,
      // GitHub ignores columns of a range of several lines.
      ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
      title: [problem.new ? '新' : '', levelOf(problem), titleOf(code, codes), code].filter(Boolean).join(' · '),
    };
    return command(isListed(problem) ? severity : 'notice', properties, hint ? `${message}\n→ ${hint}` : message);
  });
  return [...commands, ...notes.map(note => command('notice', {}, note))].join('\n');
}

/**
 * Sorts problems so that the first ones are the most informative: GitHub shows the first ten errors and the first ten
 * warnings of a step and drops the rest. New problems come before others, the worst first. Within these groups the
 * first finding of every rule comes before the second of any rule, and rules with few findings come first.
 */
function mostTelling(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const groups = [diagnostics.filter(problem => problem.new), diagnostics.filter(problem => !problem.new)];
  return groups.flatMap((group) => {
    const found = new Map<string, number>();
    const ranked = group.map((diagnostic) => {
      const nth = (found.get(diagnostic.code) ?? 0) + 1;
      found.set(diagnostic.code, nth);
      return { diagnostic, nth };
    });
    const total = ({ code }: Diagnostic): number => must(found.get(code), code);
    return ranked.sort(({ diagnostic: a, nth: nthOfA }, { diagnostic: b, nth: nthOfB }) =>
      compareWorst(a, b) || nthOfA - nthOfB || total(a) - total(b),
    ).map(({ diagnostic }) => diagnostic);
  });
}

/** Returns a workflow command. Its values are escaped, so that no text can end the command or start another one. */
function command(name: string, properties: Record<string, string | number>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join();
  return `::${name}${list && ` ${list}`}::${escapeMessage(message)}`;
}

function escapeMessage(text: string): string {
  return plain(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
