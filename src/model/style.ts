/** A stylesheet as an element of a page. `</` would end the element; in CSS `<\/` means the same. */
export function styleElement(css: string): string {
  return `<style>${css.replaceAll('</', '<\\/')}</style>`;
}
