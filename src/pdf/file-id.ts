import { createHash } from 'node:crypto';
import { type PDFDocument, PDFHexString } from 'pdf-lib';

/** The file identifier (ISO 32000-2, 14.4), made of what the file contains, so that equal files have equal ids. */
export function writeFileId(document: PDFDocument, parts: readonly (Uint8Array | string)[]): void {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  const id = PDFHexString.of(hash.digest('hex').slice(0, 32).toUpperCase());
  document.context.trailerInfo.ID = document.context.obj([id, id]);
}
