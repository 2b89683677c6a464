/** Returns a stylesheet as an element of a page. `</` would end the element; `<\/` means the same in CSS. */
export function styleElement(css: string): string {
  return `<style>${css.replaceAll('</', '<\\/')}</style>`;
}
