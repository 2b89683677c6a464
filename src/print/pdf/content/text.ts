import { append } from '../../../model/append.js';
import { numberText } from './number-text.js';

/** A glyph that page content shows. */
export interface ShownGlyph {
  /** Its number in the whole font, in hex. */
  code: string;
  /** In 1/1000 em. */
  width: number;
}

/** A font of a page. */
export interface PageFont {
  /** The resource name in our documents, without slash. */
  name: string;
  /** Returns a glyph by its number in the print, in hex, and notes that it is used. */
  glyph: (code: string) => ShownGlyph;
}

const FONT = /^\/(\S+) ([\d.]+) Tf$/;
const GLYPHS = /^(?:(-?[\d.]+) (-?[\d.]+) Td )?<([\dA-F]+)> Tj$/;
const MOVE = /^(-?[\d.]+) (-?[\d.]+) Td$/;

/** Least share of the gaps of a text that one spacing must have to be set for all. */
const LEAST_COMMON = 3;

interface PlacedGlyph extends ShownGlyph {
  /** Distance from the first glyph, in units of the text. */
  x: number;
}

/**
 * Returns the lines of a text object with the glyphs of a line in one string. Chromium moves to each glyph by itself
 * (`14 0 Td <52EC> Tj`); here they follow each other by their widths, with a correction where they do not (`TJ`, ISO
 * 32000-1, 9.4.3). Corrections are whole thousandths of the font size and never add up, so no glyph is more than half
 * a thousandth from its place.
 */
export function rewriteText(lines: readonly string[], fonts: ReadonlyMap<string, PageFont>): string[] {
  const out: string[] = [];
  let font: PageFont | undefined;
  let size = 0;
  let line: PlacedGlyph[] = [];
  /** The distance between the place that `Td` counts from and the one that Chromium counts from. */
  let shift = 0;
  let x = 0;
  let hasGlyphs = false;
  const flush = (): void => {
    if (line.length) append(out, lineText(line, size));
    line = [];
  };
  for (const one of lines) {
    const glyphs = GLYPHS.exec(one);
    if (glyphs) {
      const [, dx, dy, codes = ''] = glyphs;
      if (Number(dy ?? 0) !== 0) {
        flush();
        out.push(`${numberText(shift + Number(dx))} ${dy} Td`);
        [shift, x] = [0, 0];
      } else if (dx !== undefined) {
        shift += Number(dx);
        x = shift;
      }
      hasGlyphs = true;
      if (!line.length && x !== 0) {
        // A line that was interrupted goes on from its own place.
        out.push(`${numberText(x)} 0 Td`);
        [shift, x] = [shift - x, 0];
      }
      for (let at = 0; at < codes.length; at += 4) {
        const printed = codes.slice(at, at + 4);
        const { code, width } = font?.glyph(printed) ?? { code: printed, width: 0 };
        line.push({ code, width, x });
        x += width * size / 1000;
      }
      continue;
    }
    flush();
    const [, name, points] = FONT.exec(one) ?? [];
    const move = MOVE.exec(one);
    if (name !== undefined) {
      font = fonts.get(name);
      size = Number(points);
      out.push(`/${font?.name ?? name} ${points} Tf`);
    } else if (move) {
      out.push(`${numberText(shift + Number(move[1]))} ${move[2]} Td`);
      [shift, x] = [0, 0];
    } else {
      if (one.endsWith(' Tm')) [shift, x] = [0, 0];
      out.push(one);
    }
  }
  flush();
  return hasGlyphs ? out : [];
}

/** Returns the operators that show the glyphs of a line. */
function lineText(line: readonly PlacedGlyph[], size: number): string[] {
  const spacing = commonGap(line, size);
  const pieces: string[] = [];
  let run = '';
  let pen = line[0]?.x ?? 0;
  for (const glyph of line) {
    const correction = Math.round((pen - glyph.x) * 1000 / size);
    if (correction !== 0) {
      pieces.push(`<${run}>`, String(correction));
      run = '';
      pen -= correction * size / 1000;
    }
    run += glyph.code;
    pen += glyph.width * size / 1000 + spacing;
  }
  pieces.push(`<${run}>`);
  const shown = pieces.length > 1 ? `[${pieces.join('')}]TJ` : `${pieces[0] ?? ''}Tj`;
  return spacing ? [`${numberText(spacing)} Tc`, shown, '0 Tc'] : [shown];
}

/** Returns the distance that most glyphs have from the one before, beyond its width; 0 when few have one. */
function commonGap(line: readonly PlacedGlyph[], size: number): number {
  const counts = new Map<number, number>();
  for (let index = 1; index < line.length; index += 1) {
    const [before, glyph] = [line[index - 1], line[index]] as [PlacedGlyph, PlacedGlyph];
    const gap = Math.round((glyph.x - before.x - before.width * size / 1000) * 1000) / 1000;
    counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  let common = 0;
  for (const [gap, count] of counts) if (count >= LEAST_COMMON && count > (counts.get(common) ?? 0)) common = gap;
  return Math.abs(common) * 1000 / size < 0.5 ? 0 : common;
}
