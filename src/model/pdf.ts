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

/** The fonts of a run: those of the schemes and the default font. */
export interface PrintFonts {
  /** True when one of them has this PostScript name. */
  has: (postScriptName: string) => boolean;
  /** True when one of them has a glyph for the character. */
  covers: (codePoint: number) => boolean;
  /** Returns the font program for a PostScript name, cut to these characters; glyphs keep their numbers. */
  program: (postScriptName: string, codePoints: readonly number[]) => Uint8Array;
}

/** The parts of a finished PDF that are not in the print. */
export interface Finishing {
  title: string;
  author: string;
  /** The HTML that was printed. */
  html: string;
  /** The YAML files shown in the document. */
  attachments: readonly Attachment[];
  /** Replaces the bookmarks that Chromium makes of headings. */
  bookmarks?: readonly Bookmark[];
}

/** A finished PDF whose bytes are read when they are needed. */
export interface ReadyPdf {
  sha256: string;
  pages: number;
  bytes: () => Promise<Uint8Array>;
}

/** The page of each anchor that something links to, from 1. */
export type PagesByAnchor = ReadonlyMap<string, number>;

/**
 * Returns the result of `make`, or the one that an earlier run stored for the same parts.
 *
 * @param parts everything that shows in the PDF and is not the same for all PDFs of the run
 */
export type Store = (parts: readonly (string | Uint8Array)[], make: () => Promise<ReadyPdf>) => Promise<ReadyPdf>;

/** A store that keeps nothing. */
export const noStore: Store = (_parts, make) => make();

/** The data of a PDF that can be read without rendering it. */
export interface PdfContents {
  title: string;
  pages: number;
  attachments: Attachment[];
}

/** The PDF cannot be read, which is no bug of the program. The message gives the reason in Chinese. */
export class UnreadablePdf extends Error {}
