/** Returns the style of forms for a shadow tree: its root is the element that holds the form. */
export function styleInShadow(style: string): string {
  return `${style.replaceAll(':root', ':host')}\n${PAPER}`;
}

/** The paper, grey for a form that is not the current one, and the cells of the problem that was clicked. */
const PAPER = `.paper { color: #000; opacity: var(--ink, 1); }
.paper [data-chosen] { outline: 3px solid #b45309; outline-offset: -2px; background: #fff3c4; scroll-margin: 30vh; }
`;
