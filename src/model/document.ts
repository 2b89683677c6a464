import { createHash } from 'node:crypto';
import type { Role } from './schema.js';

/** A file to write to the output folder. */
export interface Document {
  /** Relative to the output folder, with `/`. */
  path: string;
  /** SHA-256 of the bytes, in hex. An equal file in the output folder makes the bytes unnecessary. */
  sha256: string;
  bytes: () => Promise<Uint8Array>;
}

/** `workbook` has all forms of a department. */
export type DocumentKind = Role | 'volume' | 'workbook';
export const FORMATS = ['html', 'pdf', 'docx', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];
/** The formats that are made unless others are asked for. */
export const USUAL_FORMATS: readonly Format[] = ['html', 'pdf'];

/** An entry of `out/manifest.json`. It has no times and no machine paths: equal builds have equal manifests. */
export interface ManifestEntry {
  path: string;
  /** `review` is the page with the changes. */
  kind: DocumentKind | 'review';
  format: Format;
  /** The YAML files the document shows, relative to the root. */
  sources: string[];
  sha256: string;
  bytes: number;
  pages?: number;
  /** Set for forms of a department with errors: every page has the watermark 草稿. */
  draft?: true;
}

/** Returns the SHA-256 of bytes, in hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Returns a document for bytes or a text in memory. */
export function documentOf(path: string, content: Uint8Array | string): Document {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { path, sha256: sha256Of(bytes), bytes: () => Promise.resolve(bytes) };
}
