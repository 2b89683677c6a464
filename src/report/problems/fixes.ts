import { shorten } from '../../model/characters.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { AppliedFix } from '../../model/fix.js';
import { visible } from '../../model/visible.js';
import { oneLine, plain } from '../text.js';

/**
 * Returns the report of `check --fix`: file, place, text before and after, and the number of fixes.
 *
 * @param left files that have a fix but were not changed
 * @param refused number of fixes that nobody agreed to
 */
export function fixReport(fixes: readonly AppliedFix[], left: readonly string[], refused: number): string {
  const lines: string[] = [];
  const files = [...new Set(fixes.map(({ file }) => file))].sort();
  for (const path of files) {
    lines.push(visible(path));
    for (const fix of fixes.filter(({ file }) => file === path)) lines.push(`  ${change(fix)}`);
    lines.push('');
  }
  for (const file of left) lines.push(`没有改 ${visible(file)}：改了会连带别的内容一起变，请照下面的提示手工改`);
  if (fixes.length) lines.push(`改了 ${files.length} 个文件，${fixes.length} 处`);
  else if (!left.length) lines.push('没有可以自动改的');
  if (refused) lines.push(`另有 ${refused} 处要人核对后才改，没有动：核对报告里的提示，都要改的运行 npm run check -- --fix=all`);
  return lines.join('\n');
}

/** Returns the question about a fix that needs a person. */
export function fixQuestion({ file, message }: Diagnostic, fix: readonly AppliedFix[]): string {
  const lines = [visible(file), ...fix.map(one => `  ${change(one)}`), `  ${oneLine(message)}`];
  return `${lines.join('\n')}\n  改吗？y 改，n 不改，a 后面的都改，q 后面的都不改：`;
}

function change({ start, removed, added, before, after }: AppliedFix): string {
  const show = (middle: string): string => plain(`${before}${middle}${after}`);
  return `${start.line}:${start.column} ${show(removed)} → ${show(added)}`;
}

/** The most characters of a text that the name of a fix shows. */
const SHOWN = 20;

/** Returns the name of a fix in the menu of an editor. */
export function fixTitle(fixes: readonly AppliedFix[]): string {
  const show = (text: string): string => `“${shorten(oneLine(text), SHOWN)}”`;
  const words = fixes.map(({ removed, added }) => {
    if (added === '') return `删去${show(removed)}`;
    return removed === '' ? `补上${show(added)}` : `${show(removed)}改成${show(added)}`;
  });
  return [...new Set(words)].join('，');
}

/** Returns the name of all mechanical fixes of a file together. */
export function allFixesTitle(count: number): string {
  return `全部照改（这个文件里能自动改的 ${count} 处）`;
}
