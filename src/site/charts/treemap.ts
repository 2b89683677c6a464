import { widthOf } from '../../model/width.js';
import { COLOURS, draw, FONT, type Mark } from './chart.js';

/** A thing of a size, in a group. */
export interface Tile {
  label: string;
  note: string;
  value: number;
  group: string;
}

/** In pixels: the distance of letters from the edge of a tile, and of a line from the next. */
const [EDGE, LINE] = [6, FONT + 4];

/** Returns tiles whose areas are as large as their values, those of a group together and in one colour. */
export async function drawTreemap(tiles: readonly Tile[], width: number, height: number): Promise<string> {
  const groups = [...new Set(tiles.map(({ group }) => group))];
  const { series } = COLOURS;
  const colourOf = (group: string): string | undefined => series[groups.indexOf(group) % series.length];
  const values = [
    { id: 'all', parent: null },
    ...groups.map(group => ({ id: `group ${group}`, parent: 'all' })),
    ...tiles.filter(({ value }) => value > 0).map((tile, index) =>
      ({
        ...tile,
        id: `tile ${index}`,
        parent: `group ${tile.group}`,
        colour: colourOf(tile.group),
        room: widthOf(tile.note) * FONT / 2 + 2 * EDGE,
      })),
  ];
  const [x, x2, y, y2] = [{ field: 'x0' }, { field: 'x1' }, { field: 'y0' }, { field: 'y1' }];
  return draw({
    width,
    height,
    padding: 0,
    autosize: 'none',
    data: [
      {
        name: 'tree',
        values,
        transform: [
          { type: 'stratify', key: 'id', parentKey: 'parent' },
          {
            type: 'treemap', field: 'value', sort: { field: 'value', order: 'descending' }, round: true,
            method: 'squarify', ratio: 1.6, paddingInner: 2, size: [width, height],
          },
        ],
      },
      { name: 'leaves', source: 'tree', transform: [{ type: 'filter', expr: 'datum.value > 0' }] },
    ],
    marks: [
      { type: 'rect', from: { data: 'leaves' }, encode: { enter: { x, x2, y, y2, fill: { field: 'colour' } } } },
      lettering('label', 1),
      lettering('note', 2),
    ],
  });
}

/** Letters on the tiles that have room for them. @param line from 1 */
function lettering(field: 'label' | 'note', line: number): Mark {
  const room = `floor((datum.x1 - datum.x0 - ${2 * EDGE}) / ${FONT})`;
  // A number that is cut reads as another one.
  const isNarrow = field === 'note' ? 'datum.x1 - datum.x0 < datum.room' : `${room} < 2`;
  const isTooSmall = `${isNarrow} || datum.y1 - datum.y0 < ${line * LINE + 4}`;
  const [fontSize, fill] = [{ value: FONT }, { value: COLOURS.onBar }];
  return {
    type: 'text',
    from: { data: 'leaves' },
    encode: {
      enter: {
        x: { signal: `datum.x0 + ${EDGE}` },
        y: { signal: `datum.y0 + ${line * LINE}` },
        text: { signal: `${isTooSmall} ? '' : ${field === 'note' ? 'datum.note' : `truncate(datum.label, ${room})`}` },
        fontSize,
        fill,
      },
    },
  };
}
