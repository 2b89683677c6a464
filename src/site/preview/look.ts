/** Returns the style of forms for a shadow tree: its root is the element that holds the form. */
export function styleInShadow(style: string): string {
  return `${style.replaceAll(':root', ':host')}\n.paper { color: #000; background: #fff; }\n${CHOSEN}`;
}

/** Cells that a problem was clicked for, and, on screens only, those that have one. */
const CHOSEN = `.paper [data-chosen] { outline: 3px solid #b45309; outline-offset: -2px; background: #fff3c4; scroll-margin: 30vh; }
`;
