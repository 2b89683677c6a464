import type { AppliedFix } from '../../model/fix.js';
import { visible } from '../../model/visible.js';
import { plain } from '../text.js';

/**
 * Returns the report of `check --fix`: file, place, text before and after, and the number of fixes.
 *
 * @param left files that have a fix but were not changed
 */
export function fixReport(fixes: readonly AppliedFix[], left: readonly string[]): string {
  const lines: string[] = [];
  const files = [...new Set(fixes.map(({ file }) => file))].sort();
  for (const path of files) {
    lines.push(visible(path));
    for (const { start, removed, added, before, after } of fixes.filter(({ file }) => file === path)) {
      const show = (middle: string): string => plain(`${before}${middle}${after}`);
      lines.push(`  ${start.line}:${start.column} ${show(removed)} → ${show(added)}`);
    }
    lines.push('');
  }
  for (const file of left) lines.push(`没有改 ${visible(file)}：改了会连带别的内容一起变，请照下面的提示手工改`);
  if (fixes.length) lines.push(`改了 ${files.length} 个文件，${fixes.length} 处`);
  else if (!left.length) lines.push('没有可以自动改的');
  return lines.join('\n');
}
