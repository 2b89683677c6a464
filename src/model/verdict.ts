import type { PdfDifference } from './pdf.js';

/** A commit as it is reported. */
export interface CommitName {
  id: string;
  /** The day of the commit, in the time zone of its author: `2026-03-01`. */
  date: string;
  /** The first line of its message. */
  subject: string;
}

/** The version that has the YAML of a PDF: a commit, the files on disk, or the public version of these. */
export type Origin = CommitName | 'disk' | 'public';

/** The result of making a PDF again and comparing the bytes. */
export type Verdict =
  /** The repository makes the same bytes. */
  | { kind: 'same'; origin: Origin; isDraft: boolean; added: number } |
  /** The repository has the YAML, and makes another document of it. */
  { kind: 'differs'; origin: Origin; differences: PdfDifference[] } |
  /** The repository has the YAML, and no document can be made of it now. */
  { kind: 'unmade'; origin: Origin; reason: string } |
  /** No version of the repository has the YAML. */
  { kind: 'unknown' } |
  /** A volume has no YAML: it is compared with those of now only. */
  { kind: 'no-yaml' } |
  { kind: 'unreadable'; reason: string };

/** A PDF to verify, and what came of it. */
export interface Verified {
  /** As the user named it. */
  path: string;
  /** The title in the document; `''` when it cannot be read. */
  title: string;
  /** The YAML files in the repository that it shows. */
  sources: string[];
  verdict: Verdict;
}
