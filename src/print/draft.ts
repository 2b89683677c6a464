import { styleElement } from '../model/style.js';
import type { PageView } from './views/page.js';

/** Returns the view with a title that contains 草稿: tabs, screen readers and PDF viewers show the title. */
export function draftView<V extends { page: PageView }>(view: V): V {
  return { ...view, page: { ...view.page, documentTitle: `${view.page.documentTitle}（草稿）` } };
}

/**
 * Returns the page with the watermark on every printed page. It is inserted into the finished page, so that the user's
 * templates cannot leave it out.
 *
 * @param style text of templates/assets/draft.css
 */
export function withWatermark(html: string, style: string): string {
  const mark = `${styleElement(style)}\n<div class="draft-mark" aria-hidden="true"></div>\n`;
  const end = html.lastIndexOf('</body>');
  return end < 0 ? html + mark : html.slice(0, end) + mark + html.slice(end);
}
