/** html → pdf: the one step that needs Chromium, so that tests and the cache can stand in for it. */
export type Print = (html: string, label: string) => Promise<Uint8Array>;

export interface Attachment {
  name: string;
  bytes: Uint8Array;
}

/** An entry of the outline. */
export interface Bookmark {
  title: string;
  /** What it leads to; something in the document links there too. */
  anchor: string;
  children: Bookmark[];
}

/** The fonts of a run: those of the schemes, and the one that is always there. */
export interface PrintFonts {
  /** Whether one of them has this PostScript name. */
  has: (postScriptName: string) => boolean;
  /** Whether one of them has a glyph for a character. */
  covers: (codePoint: number) => boolean;
  /** The font program for a PostScript name, cut to some characters with glyph numbers kept. */
  program: (postScriptName: string, codePoints: readonly number[]) => Uint8Array;
}

/** What makes a print a finished PDF. All that shows in the PDF is in here or in the print. */
export interface Finishing {
  title: string;
  author: string;
  /** The page that was printed. */
  html: string;
  /** The YAML files the document shows. */
  attachments: readonly Attachment[];
  /** Instead of the headings that Chromium makes bookmarks of. */
  bookmarks?: readonly Bookmark[];
}

/** A finished PDF that is there, or can be got when it is needed. */
export interface ReadyPdf {
  sha256: string;
  pages: number;
  bytes: () => Promise<Uint8Array>;
}

/** Page of each anchor that something links to, from 1. */
export type PagesByAnchor = ReadonlyMap<string, number>;

/**
 * The same as `make`, or what an earlier run made of equal parts.
 *
 * @param parts everything that shows in the PDF and is not the same for all PDFs of the run
 */
export type Store = (parts: readonly (string | Uint8Array)[], make: () => Promise<ReadyPdf>) => Promise<ReadyPdf>;

/** A store that remembers nothing. */
export const noStore: Store = (_parts, make) => make();

/** What can be read from a PDF without showing it. */
export interface PdfContents {
  title: string;
  pages: number;
  attachments: Attachment[];
}

/** A PDF that cannot be read, through no fault of the program; the message says why, in Chinese. */
export class UnreadablePdf extends Error {}
