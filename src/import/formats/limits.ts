/**
 * Files come from anywhere, and a small one may unpack to any size. With these limits a file takes at most about 5 s
 * and 500 MB; 200 forms in one file stay below a tenth of each.
 */
export const LIMITS = {
  /** Bytes of the file itself. */
  file: 64 * 1024 * 1024,
  /** Files within a docx or xlsx, with its pictures. */
  entries: 4096,
  /** Bytes of all parts that are unpacked; a million formatted rows without content are 110 MB. */
  unpacked: 160 * 1024 * 1024,
  /** Unpacked to packed bytes of a part above `smallPart`. Deflate ends at 1032; formatted rows have 13. */
  ratio: 200,
  smallPart: 4 * 1024 * 1024,
  /** Elements within one another. Word nests tables to about 60. */
  depth: 256,
  /** Elements that are kept in memory. */
  elements: 2_000_000,
  /** The most elements of a page, which take four times as much. */
  pageElements: 400_000,
  /** Cells with content, and places that merged cells cover, of all tables. */
  cells: 1_000_000,
  places: 1_000_000,
  /** Columns of a table in a document; Word allows 63, HTML 1000. */
  columns: 1000,
  /** Characters of all shared strings, comments and texts. */
  text: 64 * 1024 * 1024,
} as const;
