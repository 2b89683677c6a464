import type { OfficeFile } from '../../grid.js';
import { Flow, type Place, quoted } from '../flow.js';
import { Lines } from './lines.js';
import { fillTable, isForLayout } from './table.js';
import { attribute, childrenOf, type Element, isElement, isHidden, type Node, parsePage, textIn } from './tree.js';

const BLOCK = /^(address|article|aside|blockquote|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|legend|li|main|menu|nav|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$/;
/** Never seen as text. */
const UNSEEN = /^(script|style|template|noscript|head|title|link|meta|base|datalist|rp)$/;
/** Shown from another address. */
const OUTSIDE = /^(iframe|frame|object|embed|audio|video)$/;

/**
 * Reads a page as a browser shows it. A table that only puts other tables below one another is left out: what is in it
 * stands as if it were not there.
 *
 * @throws Unreadable when it is too large
 */
export function readHtml(path: string, text: string): OfficeFile {
  const page = new Page();
  const lines = new Lines();
  page.read(parsePage(text), lines);
  page.end(lines);
  return page.flow.finish(path);
}

/** Returns the encoding that a page names at its start (HTML, 13.2.3.2). */
export function encodingNamed(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  return /<meta[^>]+charset\s*=\s*(?:["']\s*)?([\w-]+)/i.exec(start)?.[1] ?? /^<\?xml[^>]{1,500}encoding\s{0,9}=\s{0,9}["']([\w-]+)/i.exec(start)?.[1];
}

class Page {
  readonly flow = new Flow();
  private place: Place = {};
  private pictures = 0;
  private nested: number[] = [];

  read(parent: Element, lines: Lines, isPreformatted = false): void {
    for (const node of parent.childNodes) this.readNode(node, lines, isPreformatted);
  }

  /** Ends what stands outside of cells, or in one. */
  end(lines: Lines): void {
    lines.end();
    if (this.place.table === undefined) for (const line of lines.lines.splice(0)) this.flow.paragraph(line);
    if (this.pictures) this.flow.remark(`有 ${this.pictures} 张图片，没有读`, this.place);
    this.pictures = 0;
  }

  private readNode(node: Node, lines: Lines, isPreformatted: boolean): void {
    if (node.nodeName === '#text') lines.add((node as { value: string }).value, isPreformatted);
    if (!isElement(node) || UNSEEN.test(node.tagName)) return;
    const name = node.tagName;
    const isBlock = BLOCK.test(name);
    const text = (): string => quoted(textIn(node));
    if (isHidden(node) && name !== 'table') {
      if (textIn(node).trim()) this.flow.remark(`有网页不显示的文字，没有算进来：${text()}`, this.place);
      return;
    }
    if (isBlock) lines.end();
    if (name === 'br') lines.end();
    else if (name === 'img') this.pictures += 1;
    else if (OUTSIDE.test(name)) this.flow.remark(`引用了外面的内容（${attribute(node, 'src') ?? attribute(node, 'data') ?? name}），没有去取`, this.place);
    else if (name === 'rt') this.flow.remark(`注音${text()}没有算进来`, this.place);
    else if (name === 'input') lines.add(this.filledIn(node), false);
    else if (name === 'select') lines.add(this.chosen(node), false);
    else if (name === 'table' && !isForLayout(node)) this.table(node, lines);
    else {
      if (/^(s|del|strike)$/.test(name) && textIn(node).trim()) this.flow.remark(`有带删除线的文字，仍算在内：${text()}`, this.place);
      this.read(node, lines, isPreformatted || name === 'pre' || name === 'textarea');
    }
    if (isBlock) lines.end();
  }

  private table(table: Element, lines: Lines): void {
    for (const caption of childrenOf(table, 'caption')) this.readNode(caption, lines, false);
    const outer = this.place;
    const isNested = outer.table !== undefined;
    this.end(lines);
    const grid = this.flow.table(isNested ? lines.lines : undefined);
    if (isHidden(table)) this.flow.remark('这个表网页不显示，照读', { table: grid.table });
    const { nested } = this;
    fillTable(table, grid, this.flow, (cell, row, column) => {
      this.place = { table: grid.table, row, column };
      this.nested = [];
      const inner = new Lines();
      this.read(cell, inner);
      this.end(inner);
      const [first] = this.nested;
      if (first !== undefined) this.flow.remark(`这一格里套着表：第 ${this.nested.join('、')} 个表`, this.place);
      return { text: inner.lines.join('\n'), ...first !== undefined && { nested: first } };
    });
    this.place = outer;
    this.nested = nested;
    if (isNested) this.nested.push(grid.table);
  }

  private filledIn(input: Element): string {
    const type = (attribute(input, 'type') ?? 'text').toLowerCase();
    if (type === 'checkbox' || type === 'radio') return attribute(input, 'checked') === undefined ? '☐' : '☑';
    return /^(hidden|button|submit|reset|image|file|password)$/.test(type) ? '' : attribute(input, 'value') ?? '';
  }

  private chosen(select: Element): string {
    const options = [...childrenOf(select, 'option'), ...childrenOf(select, 'optgroup').flatMap(group => childrenOf(group, 'option'))];
    const chosen = options.find(option => attribute(option, 'selected') !== undefined) ?? options[0];
    return chosen ? textIn(chosen).trim() : '';
  }
}
