import { append } from '../../model/append.js';
import type { CodeEntry } from '../../model/code.js';
import { compareText, type Diagnostic } from '../../model/diagnostic.js';
import { groupBy } from '../../model/group-by.js';
import { must } from '../../model/must.js';
import { levelOf } from '../../model/rank.js';
import { byRule, countInWords } from './by-rule.js';
import { escapeMarkdown } from '../escape-markdown.js';
import { oneLine } from '../text.js';

/**
 * Returns problems as the Markdown summary of a step in GitHub Actions: the number of each rule, then all problems
 * folded by file, files with errors first. New problems come first, not folded.
 *
 * @param base the name of the version compared with, when new problems are marked
 * @param room the maximum size in bytes; text beyond it is cut off, and a last line reports that
 */
export function stepSummary(
  diagnostics: readonly Diagnostic[],
  files: number,
  codes: readonly CodeEntry[],
  base: string | undefined,
  room: number,
): string {
  if (room < bytesOf(CUT)) return '';
  const title = diagnostics.length ? countInWords(diagnostics) : '没有问题';
  const page = new Page(room - bytesOf(CUT));
  page.add([`## 绩效目标检查：${title}`, '', `检查了 ${files} 个文件。`, '']);
  const introduced = diagnostics.filter(problem => problem.new);
  const old = diagnostics.filter(problem => !problem.new);
  if (base !== undefined) {
    page.add([`### 和 ${escape(base)} 相比，${introduced.length ? `新的有 ${countInWords(introduced)}` : '没有新问题'}`, '']);
    addProblems(page, introduced, codes, () => true);
    if (old.length) page.add([`### 原来就有的：${countInWords(old)}`, '']);
  }
  addProblems(page, old, codes, found => found.some(({ severity }) => severity === 'error'));
  return `${page.lines.join('\n')}\n${page.isFull ? CUT : ''}`;
}

function addProblems(
  page: Page,
  diagnostics: readonly Diagnostic[],
  codes: readonly CodeEntry[],
  isOpen: (found: readonly Diagnostic[]) => boolean,
): void {
  const table = byRule(diagnostics, codes).map(({ problem, title, count }) =>
    `| ${count} | ${levelOf(problem)} | ${escape(problem.code)} | ${escape(title)} |`);
  if (table.length) page.add(['| 次数 | 轻重 | 规则 | 说明 |', '|---:|---|---|---|', ...table, '']);
  for (const [file, found] of byFile(diagnostics)) {
    const head = `<details${isOpen(found) ? ' open' : ''}><summary>${escape(file)}：${countInWords(found)}</summary>`;
    page.fold([head, ''], found.map(item), ['', '</details>', '']);
  }
}

const CUT = '\n**到这里放不下了，后面的问题没有列出。** 运行 `npm run check` 可以看到全部。\n';

/** Lines up to a maximum number of bytes. */
class Page {
  readonly lines: string[] = [];
  isFull = false;

  constructor(private room: number) {}

  add(lines: readonly string[]): void {
    for (const line of lines) {
      this.isFull ||= bytesOf(line) > this.room;
      if (this.isFull) return;
      this.room -= bytesOf(line);
      this.lines.push(line);
    }
  }

  /** Adds lines between others that open and close them: all of these, or none. */
  fold(head: readonly string[], lines: readonly string[], foot: readonly string[]): void {
    const frame = [...head, ...foot].reduce((sum, line) => sum + bytesOf(line), 0);
    this.isFull ||= frame > this.room;
    if (this.isFull) return;
    this.room -= frame;
    append(this.lines, head);
    this.add(lines);
    append(this.lines, foot);
  }
}

/** Returns the size of a line in UTF-8, with its line end. */
function bytesOf(line: string): number {
  return new TextEncoder().encode(line).length + 1;
}

function byFile(diagnostics: readonly Diagnostic[]): [file: string, found: Diagnostic[]][] {
  const worst = (found: readonly Diagnostic[]): string => must(found.map(({ severity }) => severity).sort()[0], 'a problem');
  return [...groupBy(diagnostics, ({ file }) => file)].sort(([, a], [, b]) => compareText(worst(a), worst(b)));
}

function item(problem: Diagnostic): string {
  const { message, hint, code, range: { start }, related = [] } = problem;
  const parts = [
    `- ${levelOf(problem)} ${start.line}:${start.column} ${escape(message)}（${escape(code)}）`,
    ...related.map(one => `另见 ${escape(one.file)}:${one.range.start.line} ${escape(one.message)}`),
    ...(hint ? [`→ ${escape(hint)}`] : []),
  ];
  return parts.join('<br>');
}

/**
 * Returns the text on one line, as Markdown that shows exactly this text; see {@link escapeMarkdown}.
 */
function escape(text: string): string {
  return escapeMarkdown(oneLine(text));
}
