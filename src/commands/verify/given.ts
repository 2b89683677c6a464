import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { readRegularFile, whyUnreadable } from '../../io/inputs/read-file.js';
import { walk } from '../../io/inputs/walk.js';
import { isSystemError } from '../../io/system-error.js';
import { compareText } from '../../model/diagnostic.js';
import { sha256Of } from '../../model/document.js';
import { type Attachment, UnreadablePdf } from '../../model/pdf.js';
import { UserError } from '../../model/user-error.js';
import { firstRevision } from '../../print/pdf/revisions.js';

/** A volume of a year has tens of megabytes. */
const MAX_BYTES = 512 * 1024 ** 2;

/** A PDF that the user asks about. Its bytes are read again when they are needed: a folder may hold thousands. */
export interface Given {
  /** As the user named it. */
  path: string;
  title: string;
  /** SHA-256 in hex of what was written first: later programs add signatures and notes behind it. */
  sha256: string;
  /** Bytes that were added behind it. */
  added: number;
  /** The YAML files in it. */
  yaml: Attachment[];
}

/** A PDF that cannot be read, and why. */
export interface Unreadable {
  path: string;
  reason: string;
}

/**
 * Returns the PDFs among some paths: files, and folders with all that is below them, without links.
 *
 * @throws UserError when a path does not exist, or there is no PDF
 */
export function pdfsIn(paths: readonly string[]): string[] {
  const missing = paths.filter(path => !existsSync(path));
  if (missing.length) throw new UserError(`没有这个文件或文件夹：${missing.join('、')}`, '写 PDF 文件，或放 PDF 的文件夹');
  const found = paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path];
    const folder = resolve(path);
    const files = walk(dirname(folder), basename(folder)).filter(({ kind, path: file }) => kind === 'file' && /\.pdf$/i.test(file));
    return files.map(({ path: file }) => join(dirname(folder), file)).sort(compareText).map(file => relative('', file));
  });
  if (!found.length) throw new UserError(`没有 PDF：${paths.join('、')}`, '写 PDF 文件，或放 PDF 的文件夹');
  return [...new Set(found)];
}

/** Returns the bytes that this program wrote, of a file to which others may have added. */
export function readWritten(path: string): Uint8Array {
  return firstRevision(readRegularFile(path, MAX_BYTES));
}

/** Reads a PDF. */
export async function readGiven(path: string): Promise<Given | Unreadable> {
  const { readContents } = await import('../../print/pdf/contents.js');
  try {
    const all = readRegularFile(path, MAX_BYTES);
    const bytes = firstRevision(all);
    const { title, attachments } = readContents(bytes);
    const yaml = attachments.filter(({ name }) => name.endsWith('.yaml'));
    return { path, title, sha256: sha256Of(bytes), added: all.length - bytes.length, yaml };
  } catch (error) {
    if (error instanceof UnreadablePdf) return { path, reason: error.message };
    if (isSystemError(error)) return { path, reason: whyUnreadable(error) };
    throw error;
  }
}
