import { posix } from 'node:path';

/** The path of the front page. */
export const INDEX = 'index.html';

/** Returns the path of the page of a department. */
export function departmentPath({ year, folder }: { year: string; folder: string }): string {
  return `${year}/${folder}/index.html`;
}

/** Returns the address of a file from a page, both by their paths in the output folder. */
export function linkFrom(page: string, target: string): string {
  const path = posix.relative(posix.dirname(page), target);
  // Letters stay as they are: browsers read them, and Chinese names would be three times as long.
  const address = path.replace(/[\u0000-\u0020%#?"<>\\^`{|}\u007F]/g, sign => encodeURIComponent(sign));
  return address.includes(':') ? `./${address}` : address;
}

/** The documents of a form that are in the output folder. */
export interface Documents {
  html: string | undefined;
  pdf: string | undefined;
}

/** Returns the paths of documents by their path without extension; only those that exist. */
export type DocumentsOf = (stem: string) => Documents;
