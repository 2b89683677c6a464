/** html → pdf: the one step that needs Chromium, so that tests and the cache can stand in for it. */
export type Print = (html: string, label: string) => Promise<Uint8Array>;

export interface Attachment {
  /** Its last part is the name shown. */
  path: string;
  bytes: Uint8Array;
}

/** An entry of the outline. */
export interface Bookmark {
  title: string;
  /** What it leads to; something in the document links there too. */
  anchor: string;
  children: Bookmark[];
}

/** What a PDF says of itself. */
export interface Finishing {
  title: string;
  author: string;
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

/** A page whose contents name the pages they are on: it is printed until they are right. */
export interface PagedHtml {
  /** All of its content but the numbers: what the cache knows it by. */
  html: string;
  withPages: (pages: PagesByAnchor) => string;
  /** Probable numbers, which save a print when they are right. */
  guess: PagesByAnchor;
}

/** html → finished pdf. The label is for progress and messages. */
export type MakePdf = (html: string | PagedHtml, finishing: Finishing, label: string) => Promise<ReadyPdf>;
