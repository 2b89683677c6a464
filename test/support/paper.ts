import { BEGINS, cell, docx, GOES_ON, paragraph, row, run, SPAN, table, text } from './office/word.js';
import { inline, xlsx } from './office/sheet.js';

/** A cell of a form on paper: its text, or text, columns and rows. */
export type PaperCell = string | readonly [text: string, columns: number, rows?: number];

/** A form on paper: paragraphs, and rows of cells. A cell over several rows stands in its first row only. */
export interface Paper {
  above: readonly string[];
  rows: readonly (readonly PaperCell[])[];
}

interface Placed {
  text: string;
  row: number;
  column: number;
  rows: number;
  columns: number;
}

function placed({ rows }: Paper): Placed[][] {
  const taken = new Set<string>();
  return rows.map((cells, index) => {
    let column = 1;
    return cells.map((one) => {
      const [content, columns = 1, height = 1] = typeof one === 'string' ? [one] : one;
      while (taken.has(`${index} ${column}`)) column += 1;
      for (let down = 0; down < height; down += 1) {
        for (let right = 0; right < columns; right += 1) taken.add(`${index + down} ${column + right}`);
      }
      return { text: content, row: index + 1, column, rows: height, columns };
    });
  });
}

const escaped = (plain: string): string =>
  plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** As Word tables, one below the other. */
export function asWord(papers: readonly Paper[]): Buffer {
  return docx(
    papers
      .map((paper) => {
        const cells = placed(paper);
        const width = Math.max(...cells.flat().map(({ column, columns }) => column + columns - 1));
        const rows = cells.map((_, index) => {
          const parts: string[] = [];
          for (let column = 1; column <= width;) {
            const over = cells
              .flat()
              .find(
                one =>
                  one.row <= index + 1 &&
                  index + 1 < one.row + one.rows &&
                  one.column <= column &&
                  column < one.column + one.columns,
              );
            if (!over) parts.push(text(''));
            else {
              const span = over.columns > 1 ? SPAN(over.columns) : '';
              const lines = over.text
                .split('\n')
                .map(line => paragraph(run(escaped(line))))
                .join('');
              parts.push(
                over.row === index + 1
                  ? cell(lines, span + (over.rows > 1 ? BEGINS : ''))
                  : cell(paragraph(), span + GOES_ON),
              );
            }
            column += over?.columns ?? 1;
          }
          return row(...parts);
        });
        return [...paper.above.map(line => paragraph(run(escaped(line)))), table(...rows), paragraph()].join('');
      })
      .join(''),
  );
}

/** As a workbook with a sheet for each form; the paragraphs are the first rows. */
export function asExcel(papers: readonly Paper[]): Buffer {
  const letter = (column: number): string => String.fromCharCode(64 + column);
  return xlsx({
    sheets: papers.map((paper, index) => {
      const cells = placed(paper);
      const down = paper.above.length;
      const head = paper.above.map((line, at) => `<row r="${at + 1}">${inline(`A${at + 1}`, escaped(line))}</row>`);
      const rows = cells.map(
        (ofRow, at) =>
          `<row r="${at + 1 + down}">${ofRow.map(one => inline(`${letter(one.column)}${at + 1 + down}`, escaped(one.text))).join('')}</row>`,
      );
      const merges = cells
        .flat()
        .filter(({ rows: height, columns }) => height * columns > 1)
        .map(
          one =>
            `<mergeCell ref="${letter(one.column)}${one.row + down}:${letter(one.column + one.columns - 1)}${one.row + one.rows - 1 + down}"/>`,
        );
      return [
        `表${index + 1}`,
        `<sheetData>${[...head, ...rows].join('')}</sheetData>${merges.length ? `<mergeCells>${merges.join('')}</mergeCells>` : ''}`,
      ] as const;
    }),
  });
}

/** As a page. */
export function asPage(papers: readonly Paper[]): string {
  const body = papers.map((paper) => {
    const rows = placed(paper).map(
      ofRow =>
        `<tr>${ofRow.map(one => `<td rowspan="${one.rows}" colspan="${one.columns}">${escaped(one.text).replaceAll('\n', '<br>')}</td>`).join('')}</tr>`,
    );
    return `${paper.above.map(line => `<p>${escaped(line)}</p>`).join('')}<table>${rows.join('')}</table>`;
  });
  return `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${body.join('')}</body></html>`;
}
