/** What is written: a file of `out/`. */
export interface Document {
  /** Relative to `out/`, with `/`. */
  path: string;
  /** Of its bytes, in hex: an equal file that is there already needs no bytes. */
  sha256: string;
  bytes: () => Promise<Uint8Array>;
}

export type DocumentKind = 'department' | 'project' | 'volume';
export type Format = 'html' | 'pdf';

/** One entry of `out/manifest.json`. No times and no machine paths: equal builds have equal manifests. */
export interface ManifestEntry {
  path: string;
  kind: DocumentKind;
  format: Format;
  /** The YAML files it shows, relative to the root. */
  sources: string[];
  sha256: string;
  bytes: number;
  pages?: number;
}
