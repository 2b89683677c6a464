import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Pdf } from '../test/support/pdf.js';

/**
 * Checks that the PDFs of forms in a folder have the same characters as those of jixiao. The order of reading differs
 * between programs, so it is not compared. The forms must have one page each: longer ones break elsewhere, and what is
 * repeated on each page differs.
 *
 * @throws Error with the characters that only one of them has
 */
export async function checkWords(folder: string, out: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.pdf'));
  for (const name of names) {
    const [theirs, ours] = [await charactersOf(join(folder, name)), await charactersOf(join(out, name))];
    const [extra, missing] = [without(theirs, ours), without(ours, theirs)];
    if (extra || missing) throw new Error(`${name}: other words than jixiao’s: “${extra}” too much, “${missing}” missing`);
  }
}

async function charactersOf(path: string): Promise<string[]> {
  const pdf = new Pdf(await readFile(path));
  return Array.from({ length: pdf.pages }, (_, page) => [...pdf.text(page)]).flat();
}

/** Returns what is left of some characters when others are taken away. */
function without(characters: readonly string[], others: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const one of others) counts.set(one, (counts.get(one) ?? 0) + 1);
  return characters.filter((one) => {
    const count = counts.get(one) ?? 0;
    counts.set(one, count - 1);
    return count <= 0;
  }).join('');
}
