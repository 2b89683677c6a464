/**
 * Returns a page with a class on its body that says that the print has one page. The style then puts the label of the
 * indicators in the middle of its cell, which a table that runs over pages does not have. CSS cannot ask how many pages
 * a print has: print with the class first, and again without it if there are more.
 *
 * @param html of a page whose body tag has no attribute
 */
export function withFits(html: string): string {
  return html.replace('<body>', '<body class="fits">');
}

/**
 * Returns a page of several forms with that class on those that have one page each.
 *
 * @param anchors of these forms
 */
export function withFitting(html: string, anchors: ReadonlySet<string>): string {
  return html.replace(FORM, (form, before: string, name: string | undefined, rest: string, anchor: string) =>
    (anchors.has(anchor) ? `${before} class="${name === undefined ? '' : `${name} `}fits"${rest}` : form));
}

/** The start of a form in a volume, as the partials `form` and `landscape` write it. */
const FORM = /(<article)(?: class="([^"]*)")?([^<>]*>\s*<div id="([^"]+)">)/g;
