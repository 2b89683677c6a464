/** html → pdf: the one step that needs Chromium, so that tests and the cache can stand in for it. */
export type Print = (html: string, label: string) => Promise<Uint8Array>;

export interface Attachment {
  /** Its last part is the name shown. */
  path: string;
  bytes: Uint8Array;
}

/** What a PDF says of itself. */
export interface Finishing {
  title: string;
  author: string;
  /** The YAML files the document shows. */
  attachments: readonly Attachment[];
}

/** A finished PDF that is there, or can be got when it is needed. */
export interface ReadyPdf {
  sha256: string;
  pages: number;
  bytes: () => Promise<Uint8Array>;
}

/** html → finished pdf. The label is for progress and messages. */
export type MakePdf = (html: string, finishing: Finishing, label: string) => Promise<ReadyPdf>;
