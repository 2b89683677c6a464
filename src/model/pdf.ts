import { sha256Of } from './document.js';

/** Prints HTML as PDF. The only step that needs Chromium; tests and the cache can replace it. */
export type Print = (html: string, label: string) => Promise<Uint8Array>;

export interface Attachment {
  name: string;
  bytes: Uint8Array;
}

/** An entry of the outline (ISO 32000-1, 12.3.3). */
export interface Bookmark {
  title: string;
  /** The anchor it leads to; a link in the document must lead there too. */
  anchor: string;
  children: Bookmark[];
}

/** A font program with some glyphs, and their places in it by their numbers in the whole font. */
export interface CutProgram {
  program: Uint8Array;
  places: ReadonlyMap<number, number>;
}

/** The fonts of a run: those of the schemes and the default font. */
export interface PrintFonts {
  /** Returns their PostScript names, sorted. */
  names: () => string[];
  /** True when one of them has a glyph for the character. */
  covers: (codePoint: number) => boolean;
  /**
   * Returns the number in the whole font of a glyph of the font that the page prints with: that has the characters of
   * the run only, and documents must not depend on them.
   */
  wholeGlyph: (postScriptName: string, glyph: number) => number;
  /**
   * Returns the font program of a PostScript name with some glyphs, sorted by their numbers in the whole font, and the
   * place of each in it.
   */
  cut: (postScriptName: string, glyphs: readonly number[]) => CutProgram;
  /** Returns the glyph of a digit in the font of a PostScript name, and its width in 1/1000 em. */
  digit: (postScriptName: string, digit: string) => { glyph: number; width: number };
}

/** The parts of a finished PDF that are not in the print. */
export interface Finishing {
  title: string;
  author: string;
  /** The HTML that was printed. */
  html: string;
  /** The YAML files shown in the document. */
  attachments: readonly Attachment[];
}

/** A PDF that was just finished. */
export interface MadePdf {
  bytes: Uint8Array;
  pages: number;
  /** Its parts for volumes, encoded; no bytes when nothing is bound of it. */
  part: Uint8Array;
}

/** A finished PDF whose bytes are read when they are needed. */
export interface ReadyPdf {
  /** Its key in the store; `''` when nothing is stored. */
  key: string;
  sha256: string;
  pages: number;
  bytes: () => Promise<Uint8Array>;
  part: () => Promise<Uint8Array>;
  /** SHA-256 of the part, in hex. */
  partSha256: string;
}

/** The page of each anchor that something links to, from 1. */
export type PagesByAnchor = ReadonlyMap<string, number>;

/**
 * Returns the result of `make`, or the one that an earlier run stored for the same inputs.
 *
 * @param inputs everything that shows in the PDF and is not the same for all PDFs of the run
 */
export type Store = (inputs: readonly (string | Uint8Array)[], make: () => Promise<MadePdf>) => Promise<ReadyPdf>;

/** A store that keeps nothing. */
export const noStore: Store = async (_inputs, make) => readyPdf('', await make());

/** Returns a PDF that is in memory. */
export function readyPdf(key: string, { bytes, pages, part }: MadePdf): ReadyPdf {
  return {
    key,
    pages,
    sha256: sha256Of(bytes),
    bytes: held(bytes),
    partSha256: sha256Of(part),
    part: held(part),
  };
}

/** Functions that are made in one scope hold all of it: the part of a form must not keep its PDF in memory. */
function held(bytes: Uint8Array): () => Promise<Uint8Array> {
  return () => Promise.resolve(bytes);
}

/** The data of a PDF that can be read without rendering it. */
export interface PdfContents {
  title: string;
  pages: number;
  attachments: Attachment[];
}

/** The PDF cannot be read, which is no bug of the program. The message gives the reason in Chinese. */
export class UnreadablePdf extends Error {}

/** A difference between a PDF and the one it should be. Numbers of pages count from 1. */
export type PdfDifference =
  | { kind: 'pages'; expected: number; given: number } |
  /** Lines of text on a page, in the order of painting. */
  { kind: 'text'; page: number; expected: string[]; given: string[] } |
  /** The same text, painted otherwise: other places, lines, sizes, or glyphs. */
  { kind: 'drawing'; page: number } |
  { kind: 'description'; name: 'Title' | 'Author' | 'Creator' | 'Producer'; expected: string; given: string } |
  { kind: 'attachments'; names: string[] } |
  /** Fonts, tags, bookmarks or the order of objects differ, and nothing of the above. */
  { kind: 'other' };
