import { createHash } from 'node:crypto';
import type { Role } from './schema.js';

/** What is written: a file of `out/`. */
export interface Document {
  /** Relative to `out/`, with `/`. */
  path: string;
  /** Of its bytes, in hex: an equal file that is there already needs no bytes. */
  sha256: string;
  bytes: () => Promise<Uint8Array>;
}

export type DocumentKind = Role | 'volume';
export type Format = 'html' | 'pdf';
export const FORMATS: readonly Format[] = ['html', 'pdf'];

/** One entry of `out/manifest.json`. No times and no machine paths: equal builds have equal manifests. */
export interface ManifestEntry {
  path: string;
  /** `review` is the page that tells of changes. */
  kind: DocumentKind | 'review';
  format: Format;
  /** The YAML files it shows, relative to the root. */
  sources: string[];
  sha256: string;
  bytes: number;
  pages?: number;
  /** Of a form of a department with errors: every page has the watermark 草稿. */
  draft?: true;
}

/** In hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A document whose bytes are at hand. */
export function documentOf(path: string, content: Uint8Array | string): Document {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { path, sha256: sha256Of(bytes), bytes: () => Promise.resolve(bytes) };
}
