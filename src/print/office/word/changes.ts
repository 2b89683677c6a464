import type { Cell, Paragraph, Row, Run, Table } from '../../../model/measured.js';

/* Tracked changes of Word: accepting all of them leaves the new form, rejecting all of them the old one. */

export type Change = 'deleted' | 'inserted';

/** Numbers the changes of a document. They have no date: documents do not depend on when they are made. */
export class Changes {
  private count = 0;

  next(): { id: number; author: string; date: string } {
    return { id: (this.count += 1), author: 'jixiao', date: '' };
  }
}

/** Returns the change of all texts of some runs; null when they differ, or there are none. */
function changeOf(runs: readonly Run[]): Change | null {
  const [first] = runs;
  return first && runs.every(({ change }) => change === first.change) ? first.change : null;
}

/**
 * Returns the change of a row as a whole: it came or went with all its words. Signs may be those of the template, and
 * a cell over several rows is of
 * a class, which is not marked where a row of it came or went.
 */
export function rowChange({ cells }: Row): Change | null {
  const runs = cells.filter(({ rows }) => rows === 1).flatMap(({ paragraphs }) => paragraphs.flatMap(one => one.runs));
  return changeOf(runs.filter(({ change, text }) => change || /[\p{L}\p{N}]/u.test(text)));
}

/**
 * Returns a table in which no merged cell begins in a row that came or went and goes on in one that did not: with its
 * first row Word would remove its text. It is divided, and its text stands in either version once.
 */
export function withDividedCells(table: Table): Table {
  const rows = table.rows.map(row => ({ ...row, cells: [...row.cells] }));
  const changes = table.rows.map(rowChange);
  rows.forEach((row, index) => {
    const change = changes[index] ?? null;
    if (!change) return;
    row.cells = row.cells.map((cell) => {
      const pieces = piecesOf(changes.slice(index, index + cell.rows));
      if (pieces.length === 1) return withRuns(cell, run => ({ ...run, change }));
      const seen = { old: false, new: false };
      const divided = pieces.map(piece => pieceOf(cell, piece.change, piece.length, seen));
      let at = index;
      divided.forEach((one, number) => {
        if (number > 0) rows[at]?.cells.push(one);
        at += one.rows;
      });
      return divided[0] ?? cell;
    });
  });
  for (const row of rows) row.cells.sort((a, b) => a.column - b.column);
  return { ...table, rows };
}

/** Rows below one another with the same change. */
function piecesOf(changes: readonly (Change | null)[]): { change: Change | null; length: number }[] {
  const pieces: { change: Change | null; length: number }[] = [];
  for (const change of changes) {
    const last = pieces.at(-1);
    if (last?.change === change) last.length += 1;
    else pieces.push({ change, length: 1 });
  }
  return pieces;
}

/** A part of a merged cell over rows of one change. @param seen in which versions its text stands above already */
function pieceOf(cell: Cell, change: Change | null, rows: number, seen: { old: boolean; new: boolean }): Cell {
  const inOld = change !== 'inserted' && !seen.old;
  const inNew = change !== 'deleted' && !seen.new;
  if (change !== 'inserted') seen.old = true;
  if (change !== 'deleted') seen.new = true;
  const piece = { ...cell, rows };
  if (inOld && inNew) return piece;
  if (inOld) return withRuns(piece, run => (run.change === 'inserted' ? null : { ...run, change: 'deleted' }));
  if (inNew) return withRuns(piece, run => (run.change === 'deleted' ? null : { ...run, change: 'inserted' }));
  return withRuns({ ...piece, paragraphs: cell.paragraphs.slice(0, 1) }, () => null);
}

function withRuns(cell: Cell, change: (run: Run) => Run | null): Cell {
  const paragraphs = cell.paragraphs.map(paragraph =>
    ({ ...paragraph, runs: paragraph.runs.map(change).filter(run => run !== null) }));
  return { ...cell, paragraphs };
}

/** A paragraph and the change of its end, which parts it from the next. */
export interface EndedParagraph {
  paragraph: Paragraph;
  end: Change | null;
}

/**
 * Returns the paragraphs of a cell with the changes of their ends: where a whole paragraph came or went, so did its
 * end.
 * The last end of a cell is never tracked; that of the paragraph before is tracked in its place.
 */
export function withEnds(paragraphs: readonly Paragraph[]): EndedParagraph[] {
  const all = joinLast(paragraphs);
  const changes = all.map(({ runs }) => changeOf(runs));
  const ends = changes.map((change, index) => (index < all.length - 1 ? change : null));
  const last = changes.at(-1) ?? null;
  const before = changes.findLastIndex((change, index) => index < all.length - 1 && change === null);
  if (last && before >= 0) ends[before] = last;
  return all.map((paragraph, index) => ({ paragraph, end: ends[index] ?? null }));
}

/** A last paragraph that came where another went is one paragraph with it. */
function joinLast(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  const [before, last] = paragraphs.slice(-2);
  if (!before || !last) return paragraphs;
  const [one, other] = [changeOf(before.runs), changeOf(last.runs)];
  if (!one || !other || one === other) return paragraphs;
  return [...paragraphs.slice(0, -2), { ...last, runs: [...before.runs, ...last.runs] }];
}
