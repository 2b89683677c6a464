import { numberText } from './number-text.js';

/** x, y, width, height. */
export type Rectangle = [number, number, number, number];

/** Shorter runs are no dotted line. */
const LEAST = 4;

/**
 * Returns operators that fill rectangles. Those of one size at equal distances in a row, as Chromium paints dotted
 * lines, become one dashed line (ISO 32000-1, 8.4.3.6). Stroke and fill have one colour in prints.
 */
export function dashed(rectangles: readonly Rectangle[]): string[] {
  const lines: string[] = [];
  for (let first = 0; first < rectangles.length;) {
    const count = lengthOfRow(rectangles, first);
    const [x, y, width, height] = rectangles[first] as Rectangle;
    if (count >= LEAST) {
      const last = (rectangles[first + count - 1] as Rectangle)[0] + width;
      const gap = (rectangles[first + 1] as Rectangle)[0] - x - width;
      const middle = numberText(y + height / 2);
      lines.push(`q [${numberText(width)} ${numberText(gap)}] 0 d ${numberText(height)} w ${numberText(x)} ${middle} m ${numberText(last)} ${middle} l S Q`);
      first += count;
    } else {
      lines.push(`${[x, y, width, height].map(numberText).join(' ')} re`, 'f');
      first += 1;
    }
  }
  return lines;
}

/** Returns how many rectangles from `first` on have one size and equal distances to the right. */
function lengthOfRow(rectangles: readonly Rectangle[], first: number): number {
  const [x, y, width, height] = rectangles[first] as Rectangle;
  const step = (rectangles[first + 1]?.[0] ?? x) - x;
  if (step <= width) return 1;
  let count = 1;
  for (let next = rectangles[first + 1]; next; next = rectangles[first + count]) {
    const [nextX, nextY, nextWidth, nextHeight] = next;
    const isAlike = nextY === y && nextWidth === width && nextHeight === height;
    if (!isAlike || Math.abs(nextX - x - step * count) >= 0.001) break;
    count += 1;
  }
  return count;
}
