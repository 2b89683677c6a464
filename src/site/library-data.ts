import { type Document, documentOf } from '../model/document.js';
import type { Use } from '../model/library/use.js';

/** Returns the path of the indicators of a department in the output folder. */
export function usesPath({ year, folder }: { year: string; folder: string }): string {
  return `assets/data/library/${year}/${folder}.json`;
}

/** Returns the file with the indicators of a department, for the page of later runs that do not read its forms. */
export function usesFile(of: { year: string; folder: string }, uses: readonly Use[]): Document {
  const [first] = uses;
  const data = { department: first?.department ?? of.folder, indicators: uses.map(({ indicator }) => indicator) };
  return documentOf(usesPath(of), JSON.stringify(data));
}

/** Returns the indicators in a file that {@link usesFile} made. */
export function readUses(text: string, of: { year: string; folder: string }): Use[] {
  const { department, indicators } = JSON.parse(text) as { department: string; indicators: Use['indicator'][] };
  return indicators.map(indicator => ({ indicator, department, ...of }));
}
