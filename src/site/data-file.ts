import { type Document, documentOf } from '../model/document.js';
import type { DepartmentEntry } from './entry.js';

const [BEFORE, AFTER] = ['catalogue(', ');\n'];

/** The folder of the data of the catalogue in the output folder. */
const DATA = 'assets/data/';

/** Returns the path of the data of a department in the output folder. */
export function dataPath({ year, folder }: Pick<DepartmentEntry, 'year' | 'folder'>): string {
  return `${DATA}${year}/${folder}.js`;
}

/** Returns the path of the copy of a YAML file in the output folder. */
export function sourcePath(source: string): string {
  return source.replace(/^data\//, DATA);
}

/**
 * Returns the file with the data of a department, for the search and for later runs. It is a script that calls one
 * function with one literal: a page opened from disk may load a script, but no JSON.
 */
export function dataFile(entry: DepartmentEntry): Document {
  return documentOf(dataPath(entry), `${BEFORE}${JSON.stringify(entry)}${AFTER}`);
}

/** Returns the data in a file that {@link dataFile} made. */
export function readDataFile(text: string): DepartmentEntry {
  return JSON.parse(text.slice(BEFORE.length, -AFTER.length)) as DepartmentEntry;
}
