import { checkCatalog, checkFrame } from './catalog.js';
import { checkColours } from './colours.js';
import { readContent } from './content.js';
import { Faults } from './faults.js';
import { PdfFile } from './file.js';
import { checkFiles } from './files.js';
import { checkFonts } from './fonts.js';
import { checkLinks } from './links.js';
import { checkMarks, readParents } from './marks.js';
import { checkMetadata } from './metadata.js';
import { checkNesting } from './nesting.js';
import { readPages } from './pages.js';
import { checkPractice } from './practice.js';
import { readStructure } from './structure.js';
import { checkNames, checkTables, readTables } from './tables.js';
import { readTree } from './trees.js';

/**
 * Checks a PDF against what veraPDF checks of PDF/UA-1 and PDF/A-3a, as far as prints of this project can offend it.
 *
 * It uses nothing of src/, whose work it judges, and no PDF library, which would repair what it reads.
 *
 * @returns a line for each kind of fault with the clause and a count; lines of what only this project asks for begin
 *   with `practice:`
 */
export function standardFaults(bytes: Uint8Array): string[] {
  const faults = new Faults();
  const file = new PdfFile(bytes, faults);
  checkFrame(file);
  if (file.trailer.has('Encrypt')) return faults.lines();
  checkCatalog(file);
  checkMetadata(file);
  const pages = readPages(file);
  const contents = pages.map(page => readContent(file, page));
  checkColours(file, contents);
  checkFonts(file, contents);
  checkFiles(file);
  const top = readStructure(file);
  if (!file.catalog.has('StructTreeRoot')) return faults.lines();
  const parents = readParents(file);
  const names = readTree(file, file.dict(file.catalog, 'StructTreeRoot', 'IDTree'), 'Names');
  const tables = readTables(top);
  checkMarks(file, contents, top, parents);
  checkNesting(top, faults);
  checkNames(top, names, faults);
  checkTables(tables, names, faults);
  checkLinks(file, pages, top, parents);
  checkPractice(file, pages, contents, tables);
  return faults.lines();
}
