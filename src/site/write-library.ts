import type { Output } from '../io/output/output.js';
import { documentOf, sha256Of } from '../model/document.js';
import type { Inputs } from '../model/inputs.js';
import { libraryOf } from '../model/library/library.js';
import { readUses, usesPath } from './library-data.js';
import { LIBRARY, libraryPage } from './library-page.js';

/**
 * Writes the page of all indicators, of the files of all departments. It is not made again where no file changed.
 *
 * @param isNew true when this run made one of the files: by another program, perhaps
 */
export async function writeLibrary({ years }: Inputs, isNew: boolean, output: Output): Promise<void> {
  const all = years.toReversed().flatMap(({ year, departments }) =>
    departments.map(({ name: folder }) => ({ year, folder })));
  const files = all.map(of => [of, output.page(usesPath(of))?.sha256]);
  const key = sha256Of(new TextEncoder().encode(JSON.stringify(files)));
  if (!isNew && output.readPage(LIBRARY)?.includes(`<meta name="key" content="${key}">`)) return;
  const uses = all.flatMap((of) => {
    const text = output.readPage(usesPath(of));
    return text === undefined ? [] : readUses(text, of);
  });
  await output.writeAsset(documentOf(LIBRARY, libraryPage(libraryOf(uses), key)));
}
