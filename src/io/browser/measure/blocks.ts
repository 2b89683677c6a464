import type { Block, Cell, Paragraph, Row, Run, Sides, Table } from '../../../model/measured.js';

/** Runs in the page: returns what stands on it from top to bottom, and where it ends, in points. */
export function blocksOf(): { blocks: Block[]; bottom: number } {
  const pt = (pixels: number): number => Math.round(pixels * 75) / 100;
  const number = (text: string): number => parseFloat(text) || 0;
  const styleOf = (element: Element): CSSStyleDeclaration => getComputedStyle(element);
  const isInline = (element: Element): boolean =>
    styleOf(element).display.startsWith('inline') || ['BR', 'DEL', 'INS', 'WBR'].includes(element.tagName);
  const isShown = (element: Element): boolean =>
    element.getAttribute('aria-hidden') !== 'true' && styleOf(element).display !== 'none' && element.tagName !== 'STYLE';
  const sides = (style: CSSStyleDeclaration, name: (side: string) => string): Sides => {
    const value = (side: string): number => pt(number(style.getPropertyValue(name(side))));
    return { top: value('top'), right: value('right'), bottom: value('bottom'), left: value('left') };
  };

  /**
   * The look of text within an element; a change is that of the nearest `<del>` or `<ins>`, whose own look does not
   * count.
   */
  const lookOf = (element: Element): Omit<Run, 'text'> => {
    const changed = element.closest('del, ins');
    const style = styleOf(changed?.parentElement ?? element);
    return {
      size: pt(number(style.fontSize)),
      families: style.fontFamily.split(',').map(name => name.trim().replace(/^["']|["']$/g, '')),
      bold: number(style.fontWeight) >= 600,
      spacing: pt(number(style.letterSpacing)),
      change: changed ? (changed.tagName === 'DEL' ? 'deleted' : 'inserted') : null,
    };
  };

  /** Appends the texts of inline nodes, blanks collapsed as CSS says. */
  const addRuns = (node: Node, runs: Run[]): void => {
    const parent = node.parentElement ?? document.body;
    const push = (text: string, of: Element): void => {
      const look = lookOf(of);
      const last = runs.at(-1);
      if (!text) return;
      if (last && JSON.stringify({ ...last, text: '' }) === JSON.stringify({ text: '', ...look })) last.text += text;
      else runs.push({ text, ...look });
    };
    if (node instanceof Text) {
      const keeps = styleOf(parent).whiteSpaceCollapse !== 'collapse';
      const text = keeps ? node.data : node.data.replace(/[ \t\n\r\f]+/g, ' ');
      const before = runs.at(-1)?.text ?? '\n';
      push(!keeps && /[ \n\t]$/.test(before) ? text.replace(/^ /, '') : text, parent);
    } else if (node instanceof HTMLBRElement) {
      push('\n', parent);
    } else if (node instanceof Element && isShown(node)) {
      // Words that margins part, such as boxes to tick, are parted by a blank.
      const style = styleOf(node);
      const isApart = style.display === 'inline-block' && number(style.marginLeft) >= number(style.fontSize) / 2;
      if (isApart && runs.length) push('　', parent);
      for (const child of node.childNodes) addRuns(child, runs);
    }
  };

  const trimmed = (runs: Run[]): Run[] => {
    const shown = runs.filter(({ text }) => text);
    const [first, last] = [shown[0], shown.at(-1)];
    if (first) first.text = first.text.replace(/^ +/, '');
    if (last) last.text = last.text.replace(/(?<! ) +$/, '');
    for (const run of shown) run.text = run.text.replace(/(?<! ) *\n */g, '\n');
    return shown.filter(({ text }) => text);
  };

  const paragraphOf = (container: Element, runs: Run[], nodes: readonly Node[]): Paragraph => {
    const style = styleOf(container);
    const size = number(style.fontSize);
    const [, level = '0'] = /^H([1-6])$/.exec(container.closest('h1, h2, h3, h4, h5, h6')?.tagName ?? '') ?? [];
    const words: Record<string, Paragraph['align']> =
      { center: 'center', right: 'right', end: 'right', justify: 'justify' };
    const paragraph: Paragraph = {
      level: Number(level),
      align: words[style.textAlign] ?? 'left',
      firstLine: pt(number(style.textIndent)),
      left: 0,
      right: 0,
      line: pt(number(style.lineHeight) || size * 1.3),
      keepNext: style.breakAfter === 'avoid',
      tabs: [],
      runs: trimmed(runs),
    };
    // Lines of equal length are lines in a narrower place.
    const first = nodes[0];
    const last = nodes.at(-1);
    if (first && last && /balance|pretty/.test(style.getPropertyValue('text-wrap-style'))) {
      const range = document.createRange();
      range.setStartBefore(first);
      range.setEndAfter(last);
      const lines = new Map<number, { left: number; right: number }>();
      for (const { left, right, bottom } of range.getClientRects()) {
        const line = lines.get(Math.round(bottom));
        lines.set(Math.round(bottom), {
          left: line && line.left < left ? line.left : left, right: line && line.right > right ? line.right : right,
        });
      }
      const widest = [...lines.values()].map(({ left, right }) => right - left)
        .reduce((most, width) => (width > most ? width : most), 0);
      const inner = container.clientWidth - number(style.paddingLeft) - number(style.paddingRight);
      const spare = pt(inner - widest - size / 3);
      if (lines.size > 1 && spare > 0) {
        paragraph.right = paragraph.align === 'center' ? spare / 2 : spare;
        paragraph.left = paragraph.align === 'center' ? spare / 2 : 0;
      }
    }
    // Figures in boxes stand with their points below one another: their right edges are where they are seen.
    const figures = nodes.filter((node): node is Element =>
      node instanceof Element && styleOf(node).display === 'inline-block' && styleOf(node).textAlign === 'right');
    const [figure] = figures;
    if (figures.length === 1 && figure && figure.textContent === paragraph.runs.map(({ text }) => text).join('')) {
      const range = document.createRange();
      range.selectNodeContents(figure);
      const seen = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ right }) => right);
      const around = number(style.paddingRight) + number(style.borderRightWidth);
      const edge = container.getBoundingClientRect().right - around;
      const texts = seen.reduce((most, right) => (right > most ? right : most), 0);
      const fraction = figure.querySelector('.fraction');
      const end = fraction && !fraction.textContent ? fraction.getBoundingClientRect().left : texts;
      if (seen.length) return { ...paragraph, align: 'right', right: pt(edge - end < 0 ? 0 : edge - end) };
    }
    return paragraph;
  };

  /** Texts side by side: one paragraph with tabs where there is room between them. */
  const sideBySide = (flex: Element): Paragraph => {
    const box = flex.getBoundingClientRect();
    const runs: Run[] = [];
    const tabs: Paragraph['tabs'] = [];
    let [end, hanging] = [box.left, 0];
    for (const node of flex.childNodes) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const seen = range.getBoundingClientRect();
      if (!seen.width) continue;
      const gap = seen.left - end;
      if (runs.length && gap > number(styleOf(flex).fontSize) / 2) {
        const isLast = seen.right > box.right - 2;
        tabs.push(isLast ? { at: pt(box.width), align: 'right' } : { at: pt(seen.left - box.left), align: 'left' });
        runs.push({ text: '\t', ...lookOf(flex) });
      } else if (seen.height > 1.6 * number(styleOf(flex).lineHeight)) hanging = seen.left - box.left;
      end = seen.right;
      addRuns(node, runs);
    }
    return { ...paragraphOf(flex, runs, []), tabs, left: pt(hanging), firstLine: pt(-hanging) };
  };

  /** Returns the paragraphs in an element, each with its box; tables in it are left to `found`. */
  const readFlow = (
    container: Element,
    found: (paragraph: Paragraph, box: DOMRect) => void,
    table: (one: HTMLTableElement) => void,
  ): void => {
    if (styleOf(container).display.includes('flex')) {
      const range = document.createRange();
      range.selectNodeContents(container);
      found(sideBySide(container), range.getBoundingClientRect());
      return;
    }
    let nodes: ChildNode[] = [];
    const flush = (): void => {
      const runs: Run[] = [];
      for (const node of nodes) addRuns(node, runs);
      const [first, last] = [nodes[0], nodes.at(-1)];
      if (first && last && trimmed(runs).length) {
        const range = document.createRange();
        range.setStartBefore(first);
        range.setEndAfter(last);
        const isAlone = nodes.length === container.childNodes.length && !/^T[DH]$/.test(container.tagName);
        found(paragraphOf(container, runs, nodes), (isAlone ? container : range).getBoundingClientRect());
      }
      nodes = [];
    };
    for (const child of container.childNodes) {
      if (!(child instanceof Element) || isInline(child)) {
        nodes.push(child);
        continue;
      }
      flush();
      if (!isShown(child)) continue;
      if (child instanceof HTMLTableElement) table(child);
      else readFlow(child, found, table);
    }
    flush();
  };

  const cellOf = (cell: HTMLTableCellElement, column: number): Cell => {
    const style = styleOf(cell);
    const paragraphs: Paragraph[] = [];
    const add = (one: Paragraph): void => { paragraphs.push(one); };
    const addTable = (table: HTMLTableElement): void => {
      for (const row of table.rows) for (const inner of row.cells) readFlow(inner, add, addTable);
    };
    readFlow(cell, add, addTable);
    if (!paragraphs.length) paragraphs.push(paragraphOf(cell, [], []));
    const vertical = style.verticalAlign === 'middle' ? 'center' : style.verticalAlign === 'bottom' ? 'bottom' : 'top';
    return {
      column,
      columns: cell.colSpan,
      rows: cell.rowSpan,
      isLabel: cell.tagName === 'TH',
      vertical,
      padding: sides(style, side => `padding-${side}`),
      borders: sides(style, side => `border-${side}-width`),
      paragraphs,
    };
  };

  /** The height of what is in a cell, with its padding and lines. */
  const contentHeight = (cell: HTMLTableCellElement): number => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    const style = styleOf(cell);
    const line = number(style.lineHeight);
    const inner = range.getBoundingClientRect().height;
    const around = number(style.paddingTop) + number(style.paddingBottom) + number(style.borderTopWidth);
    return (inner < line ? line : inner) + around;
  };

  const tableOf = (element: HTMLTableElement): Table => {
    const covered: number[] = [];
    const edges = new Map<number, number>();
    const origin = element.getBoundingClientRect().left;
    const shown = [...element.rows].filter(row => isShown(row.parentElement ?? row) && isShown(row));
    const rows = shown.map((row): Row => {
      const style = styleOf(row);
      const cells: Cell[] = [];
      let column = 0;
      for (const cell of row.cells) {
        while ((covered[column] ?? 0) > 0) column += 1;
        cells.push(cellOf(cell, column));
        const { left, right } = cell.getBoundingClientRect();
        edges.set(column, left - origin);
        edges.set(column + cell.colSpan, right - origin);
        for (let index = 0; index < cell.colSpan; index += 1) covered[column + index] = cell.rowSpan;
        column += cell.colSpan;
      }
      covered.forEach((count, index) => { covered[index] = count > 0 ? count - 1 : 0; });
      const { height } = row.getBoundingClientRect();
      const needed = [...row.cells].filter(({ rowSpan }) => rowSpan === 1).map(contentHeight);
      const most = needed.reduce((max, value) => (value > max ? value : max), 0);
      const isHead = row.parentElement === element.tHead;
      return {
        isHeader: isHead,
        isWhole: style.breakInside === 'avoid',
        keepNext: style.breakAfter === 'avoid' || (isHead && styleOf(row.parentElement ?? row).breakAfter === 'avoid'),
        height: pt(height),
        isStretched: height > most + 3,
        cells,
      };
    });
    shown.forEach((row, index) => {
      const before = rows[index - 1];
      if (before && styleOf(row).breakBefore === 'avoid') before.keepNext = true;
    });
    const last = [...edges.keys()].reduce((max, value) => (value > max ? value : max), 0);
    for (let index = 1; index < last; index += 1) {
      // No cell ends between these columns: they are as wide as one another.
      if (edges.has(index)) continue;
      let next = index;
      while (!edges.has(next)) next += 1;
      const from = edges.get(index - 1) ?? 0;
      edges.set(index, from + ((edges.get(next) ?? from) - from) / (next - index + 1));
    }
    const widths = Array.from({ length: last }, (_, index) =>
      pt((edges.get(index + 1) ?? 0) - (edges.get(index) ?? 0)));
    return { widths, rows };
  };

  const blocks: Block[] = [];
  const body = document.body.getBoundingClientRect();
  let end = body.top;
  readFlow(
    document.body,
    (paragraph, box) => {
      blocks.push({ kind: 'paragraph', gap: pt(box.top - end), paragraph });
      end = box.bottom;
    },
    (element) => {
      const box = element.getBoundingClientRect();
      blocks.push({ kind: 'table', gap: pt(box.top - end), left: pt(box.left - body.left), table: tableOf(element) });
      end = box.bottom;
    },
  );
  return { blocks, bottom: pt(end - body.top) };
}
