import { isTitle } from './read-form.js';
import type { Line } from './lines.js';

const YEAR = /(?<!\d)((?:19|20)\d{2})\s*年/;

/**
 * Returns the year that a form is of, by its title, the line below it, or a label such as 2024年预算; else
 * `undefined`.
 */
export function yearOf(lines: readonly Line[]): string | undefined {
  const texts = lines.flatMap(({ items }) => items.map(({ text }) => text.trim())).filter(text => text.length <= 60);
  const inTitle = texts
    .slice(0, 12)
    .filter(text => isTitle(text) || /^[（(]?\s*(?:19|20)\d{2}\s*年度?\s*[)）]?$/.test(text));
  const inLabel = texts.filter(
    text => /^(?:19|20)\d{2}年度?(?:部门)?(?:预算|项目|资金|支出|绩效|目标)/.test(text) && text.length <= 14,
  );
  return [...inTitle, ...inLabel].map(text => YEAR.exec(text)?.[1]).find(year => year !== undefined);
}
