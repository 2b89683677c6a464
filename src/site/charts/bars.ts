import Big from 'big.js';
import { type Decimal, sum } from '../../model/decimal.js';
import { cutToWidth, widthOf } from '../../model/width.js';
import { COLOURS, draw, FONT, type Mark, WIDTH } from './chart.js';

/** A bar under its label, of one part or of several behind each other. */
export interface Bar {
  label: string;
  /** At the right end of the line of the label: `39.30 万元　10%`. */
  note: string;
  parts: readonly (readonly [value: Big, colour: string])[];
}

/** In pixels: the height of a bar with its label, and where in it they are. */
const [ROW, LABEL_AT, BAR_AT, BAR_HEIGHT] = [38, 14, 20, 10];

/** The value of a part of a bar, and its colour. */
export type BarPart = readonly [value: Decimal | number, colour: string];

/** Returns a bar. */
export function bar(label: string, note: string, ...parts: readonly BarPart[]): Bar {
  return { label, note, parts: parts.map(([value, colour]) => [new Big(value), colour]) };
}

/** Returns the value of the longest of some bars. @param least what it is at the least, above 0 */
export function largest(bars: readonly Bar[], least?: number): Big {
  const totals = bars.map(({ parts }) => sum(parts.map(([value]) => value)));
  const most = totals.reduce((most, total) => (total.gt(most) ? total : most), new Big(least ?? 0));
  return most.gt(0) ? most : new Big(1);
}

/** Returns bars below each other. @param full the value of a bar of full width */
export async function drawBars(bars: readonly Bar[], full: Big): Promise<string> {
  const inPixels = (value: Big): number => value.times(WIDTH).div(full).toNumber();
  const labels = bars.map(({ label, note }, row) => ({ row, note, label: cutToWidth(label, roomBeside(note)) }));
  const pieces = bars.flatMap(({ parts }, row) => {
    let from = new Big(0);
    return parts.filter(([value]) => value.gt(0)).map(([value, colour]) => {
      const to = from.plus(value);
      const piece = { row, from: inPixels(from), to: inPixels(to), colour };
      from = to;
      return piece;
    });
  });
  return draw({
    width: WIDTH,
    height: bars.length * ROW,
    padding: 0,
    autosize: 'none',
    data: [{ name: 'labels', values: labels }, { name: 'pieces', values: pieces }],
    marks: [
      lettering('label', 0, 'left', COLOURS.text),
      lettering('note', WIDTH, 'right', COLOURS.muted),
      stripe('labels', { x: { value: 0 }, x2: { value: WIDTH }, fill: { value: COLOURS.tile } }),
      stripe('pieces', {
        x: { field: 'from' }, x2: { signal: 'max(datum.to, datum.from + 1)' }, fill: { field: 'colour' },
      }),
    ],
  });
}

function lettering(field: string, x: number, align: 'left' | 'right', colour: string): Mark {
  const y = { signal: `datum.row * ${ROW} + ${LABEL_AT}` };
  const [x_, fontSize, fill] = [{ value: x }, { value: FONT }, { value: colour }];
  return {
    type: 'text',
    from: { data: 'labels' },
    encode: { enter: { x: x_, y, align: { value: align }, text: { field }, fontSize, fill } },
  };
}

function stripe(data: string, sides: object): Mark {
  const y = { signal: `datum.row * ${ROW} + ${BAR_AT}` };
  return { type: 'rect', from: { data }, encode: { enter: { ...sides, y, height: { value: BAR_HEIGHT } } } };
}

/** The room for a label, in characters of half a letter's width. */
function roomBeside(note: string): number {
  return Math.floor(WIDTH / (FONT / 2)) - widthOf(note) - 3;
}
