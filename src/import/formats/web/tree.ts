import { type DefaultTreeAdapterTypes, defaultTreeAdapter, html as names, parse } from 'parse5';
import { LIMITS } from '../limits.js';
import { tooMuch } from '../unreadable.js';

export type Element = DefaultTreeAdapterTypes.Element;
export type Node = DefaultTreeAdapterTypes.ChildNode;

/** Open elements within one another. Pages of old editors nest to some hundreds; the time of parsing grows with it. */
const DEPTH = 600;

/**
 * Returns the body of a page as browsers understand it, however it is written. Scripts are not run.
 *
 * @throws Unreadable when it has too many elements, or too deep ones
 */
export function parsePage(text: string): Element {
  let [elements, depth] = [0, 0];
  const page = parse(text, {
    scriptingEnabled: false,
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement(...of) {
        elements += 1; // also those that mending adds
        if (elements > LIMITS.pageElements) throw tooMuch(`网页的元素超过 ${LIMITS.pageElements} 个`);
        return defaultTreeAdapter.createElement(...of);
      },
      onItemPush() {
        depth += 1;
        if (depth > DEPTH) throw tooMuch(`网页的元素套了 ${DEPTH} 层以上`);
      },
      onItemPop() {
        depth -= 1;
      },
    },
  });
  const html = page.childNodes.find((node): node is Element => node.nodeName === 'html');
  const body = html?.childNodes.find((node): node is Element => node.nodeName === 'body' || node.nodeName === 'frameset');
  return body ?? defaultTreeAdapter.createElement('body', names.NS.HTML, []);
}

export function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

export function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find(attr => attr.name === name)?.value;
}

/** True for what a browser does not show at all. */
export function isHidden(element: Element): boolean {
  return attribute(element, 'hidden') !== undefined || /display\s*:\s*none/i.test(attribute(element, 'style') ?? '');
}

/** Returns the child elements with these names, in order; those in a table's sections are the section's. */
export function childrenOf({ childNodes }: Element, ...names: string[]): Element[] {
  return childNodes.filter((node): node is Element => isElement(node) && names.includes(node.tagName));
}

/** Returns all text in a node, on one line. */
export function textIn(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  return isElement(node) && !/^(script|style|template)$/.test(node.tagName) ? node.childNodes.map(textIn).join(' ') : '';
}
