import { createHash } from 'node:crypto';

/*
 * The YAML in the Word files and workbooks that we make, so that importing them again is exact. It is a custom XML
 * part, which Word and Excel keep
 * when a person saves the file; it says which texts the file had, so that one sees whether they were changed since.
 */

/**
 * The part with the YAML. Its name may be another one after Word saved the file; its root has {@link
 * SOURCES_NAMESPACE}.
 */
export const SOURCES_PART = 'customXml/item1.xml';
export const SOURCES_NAMESPACE = 'urn:jixiao:sources';

/** A YAML file in a Word file or a workbook. */
export interface OfficeSource {
  /** Name of the file without folders. */
  name: string;
  bytes: Uint8Array;
  /** In a workbook the name of the sheet that shows it, else `''`. */
  sheet: string;
  /** {@link textsDigest} of the texts of the document or sheet when it was made. */
  texts: string;
}

/**
 * Returns a digest of the texts of a document, in the order of the document; blanks and how they are divided do not
 * count.
 */
export function textsDigest(texts: Iterable<string>): string {
  return createHash('sha256').update([...texts].join('').replace(/\s/g, '')).digest('hex');
}
