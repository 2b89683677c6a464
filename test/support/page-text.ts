import { type DefaultTreeAdapterTypes, parse as parseHtml } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

/** Returns the text of a page's body. */
export function textOfPage(html: string): string {
  const texts: string[] = [];
  const walk = (node: Node): void => {
    if (node.nodeName === 'head') return;
    if ('value' in node) texts.push(node.value);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parseHtml(html));
  return texts.join('');
}
