import type { PNG } from 'pngjs';
import type { Pdf } from './pdf.js';

/** Thickness of the four lines around the table of a page, in pixels of the resolution asked for. */
export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const POINTS_PER_INCH = 72;
/** Pixels per inch of the picture in which the lines are looked for. */
const SURVEY = 216;
/** A line is longer than this, in points; strokes of characters are shorter. */
const LONG = 15;
/** A line is thinner than this, in points; the bars beside changed rows are thicker. */
const THIN = 1.5;

/**
 * Measures pictures of a page. The frame reaches as far as the horizontal lines do: a side without a line there has
 * thickness 0.
 *
 * @returns the frame at each resolution; undefined for a page without a table
 */
export function framesOf(pdf: Pdf, page: number, ...resolutions: number[]): Frame[] | undefined {
  const survey = darkness(pdf.picture(page, SURVEY / POINTS_PER_INCH));
  const rows = linesOf(survey);
  const [top, bottom] = [rows[0], rows.at(-1)];
  if (!top || !bottom) return undefined;
  const [left, right] = [Math.min(...rows.map(({ from }) => from)), Math.max(...rows.map(({ to }) => to))];
  return resolutions.map((dpi) => {
    const scale = dpi / SURVEY;
    const half = Math.max(2, Math.ceil(1.5 * dpi / POINTS_PER_INCH));
    // Measured at several places, for other lines end at the frame and text may come near.
    const measure = (isColumn: boolean, at: number, from: number, to: number): number => {
      const middle = Math.round(at * scale);
      const [first, last] = [middle - half, middle + half];
      const places = Array.from({ length: 11 }, (_, index) =>
        Math.round((from + ((to - from) * (index + 0.5)) / 11) * scale));
      const [start, end] = [places[0] ?? 0, (places.at(-1) ?? 0) + 1];
      const box = isColumn ? [first, start, last, end] : [start, first, end, last];
      const strip = darkness(pdf.picture(page, dpi / POINTS_PER_INCH, box));
      return median(places.map(place =>
        sum(isColumn ? strip[place - start] ?? [] : strip.map(row => row[place - start] ?? 0))));
    };
    return {
      left: measure(true, left, top.at, bottom.at),
      right: measure(true, right, top.at, bottom.at),
      top: measure(false, top.at, left, right),
      bottom: measure(false, bottom.at, left, right),
    };
  });
}

/** Darkness of every pixel from 0 to 1, by row. */
function darkness({ width, height, data }: PNG): number[][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => 1 - (data[4 * (y * width + x)] ?? 255) / 255));
}

interface Line {
  /** Its middle. */
  at: number;
  from: number;
  to: number;
}

/** The horizontal lines of a page, from top to bottom. */
function linesOf(rows: readonly number[][]): Line[] {
  const [long, thin] = [(LONG / POINTS_PER_INCH) * SURVEY, (THIN / POINTS_PER_INCH) * SURVEY];
  const lines: Line[] = [];
  let open: { first: number; last: number; from: number; to: number } | undefined;
  const close = (): void => {
    if (open && open.last - open.first < thin) {
      lines.push({ at: (open.first + open.last + 1) / 2, from: open.from, to: open.to });
    }
    open = undefined;
  };
  for (const [y, row] of rows.entries()) {
    const run = longestRun(row);
    if (run.to - run.from < long * 4) { close(); continue; }
    open = open
      ? { ...open, last: y, from: Math.min(open.from, run.from), to: Math.max(open.to, run.to) }
      : { first: y, last: y, ...run };
  }
  close();
  return lines;
}

function longestRun(row: readonly number[]): { from: number; to: number } {
  let [best, from] = [{ from: 0, to: 0 }, -1];
  for (let x = 0; x <= row.length; x += 1) {
    const isDark = (row[x] ?? 0) > 0.1;
    if (isDark && from < 0) from = x;
    if (!isDark && from >= 0) {
      if (x - from > best.to - best.from) best = { from, to: x };
      from = -1;
    }
  }
  return best;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
