import { type Mark, parse, type Spec, View } from 'vega';

export type { Mark };

/** A chart as SVG, and the same figures as rows of a table. */
export interface Chart {
  title: string;
  /** The chart in a sentence, for those who do not see it. */
  summary: string;
  /** For a wide page, and for a narrow one where it differs. */
  svg: string;
  narrow?: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/**
 * Colours as they are known to the charts. The stylesheet says what they look like in light and dark: vega writes them
 * as attributes, where they are replaced by variables.
 */
export const COLOURS = {
  text: '#000001',
  muted: '#000002',
  tile: '#000004',
  onBar: '#000005',
  series: ['#000010', '#000011', '#000012', '#000013', '#000014', '#000015', '#000016', '#000017'],
  /** The colours of the levels of problems, the worst first. */
  levels: ['#000020', '#000021', '#000022', '#000023', '#000024'],
} as const;

/** The names of the variables of the stylesheet. */
const NAMES = new Map<string, string>([
  [COLOURS.text, 'text'],
  [COLOURS.muted, 'muted'],
  [COLOURS.tile, 'tile'],
  [COLOURS.onBar, 'on-bar'],
  ...COLOURS.series.map((colour, index): [string, string] => [colour, `series-${index + 1}`]),
  ...COLOURS.levels.map((colour, index): [string, string] => [colour, `level-${index}`]),
]);

/** Returns a drawing as SVG without style, script or link. The table behind it is what a screen reader reads. */
export async function draw(spec: Spec): Promise<string> {
  const view = new View(parse(spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return svg
    .replace(/^<svg [^>]*?(viewBox="[^"]*")[^>]*>/, '<svg xmlns="http://www.w3.org/2000/svg" $1 aria-hidden="true">')
    .replace(/(?<=<(?:g|path|rect|text)\b[^<>]{0,2000}) (?:role|aria-[a-z]+|pointer-events|font-family|class)="[^"]*"/g, '')
    .replace(/"(#0000[\da-f]{2})"/g, (whole, colour: string) => {
      const name = NAMES.get(colour);
      return name === undefined ? whole : `"var(--${name})"`;
    });
}

/** In pixels: the size of a letter, and the width of charts on a phone and beside each other. */
export const [FONT, WIDTH] = [13, 420];
