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
