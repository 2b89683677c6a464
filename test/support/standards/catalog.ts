import { type Faults, pdf, pdfa, ua } from './faults.js';
import type { PdfFile } from './file.js';
import { Dict, LANGUAGE, listOf, nameOf, Stream, textOf } from './values.js';

const FILTERS = /^(FlateDecode|ASCIIHexDecode|ASCII85Decode|RunLengthDecode|CCITTFaxDecode|DCTDecode|JBIG2Decode|JPXDecode)$/;

/** Keys that a dictionary may not have; the test says of which dictionaries. */
const FORBIDDEN: [keys: string[], test: (dict: Dict, file: PdfFile) => boolean, what: string, clause: string][] = [
  [['AA'], () => true, 'additional actions AA', pdfa('6.5.2')],
  [['Requirements', 'Perms'], (dict, file) => dict === file.catalog, 'Requirements or Perms', pdfa('6.11')],
  [['AlternatePresentations', 'PresSteps', 'JavaScript'], () => true, 'alternate presentations or scripts', pdfa('6.10')],
  [['XFA', 'NeedsRendering'], () => true, 'XFA', pdfa('6.4.2')],
  [['NeedAppearances'], dict => dict.get('NeedAppearances') === true, 'NeedAppearances', pdfa('6.4.1')],
  [['Interpolate'], dict => dict.get('Interpolate') === true, 'image with Interpolate', pdfa('6.2.8')],
  [['Alternates', 'OPI'], dict => nameOf(dict.get('Subtype') ?? null) === 'Image', 'image with Alternates or OPI', pdfa('6.2.8')],
  [['OPI', 'PS', 'Ref', 'Subtype2'], dict => nameOf(dict.get('Subtype') ?? null) === 'Form', 'form with OPI, PS or Ref', pdfa('6.2.9')],
];

/** Checks what the catalog says about the document, and what may not be anywhere. */
export function checkCatalog(file: PdfFile): void {
  const { faults, catalog } = file;
  faults.must(nameOf(file.at(catalog, 'Type')) === 'Catalog', 'no catalog', pdf('7.7.2'));
  faults.must(file.at(catalog, 'ViewerPreferences', 'DisplayDocTitle') === true, 'no DisplayDocTitle', ua('7.1'));
  faults.must(file.at(catalog, 'MarkInfo', 'Marked') === true, 'not Marked', pdfa('6.7.2.2'));
  faults.must(file.at(catalog, 'MarkInfo', 'Suspects') !== true, 'Suspects', ua('7.1'));
  const language = textOf(file.at(catalog, 'Lang'));
  faults.must(language !== undefined && LANGUAGE.test(language), 'no Lang, or no language tag', ua('7.2'));
  for (const value of file.all()) {
    if (value instanceof Stream) checkStream(file, value);
    const dict = file.dict(value);
    if (!dict) continue;
    for (const [keys, test, what, clause] of FORBIDDEN) {
      faults.must(!keys.some(key => dict.has(key) && test(dict, file)), what, clause);
    }
  }
  for (const config of [file.dict(catalog, 'OCProperties', 'D'), ...listOf(file.at(catalog, 'OCProperties', 'Configs'))].map(value => file.dict(value))) {
    if (config) faults.must(Boolean(textOf(file.at(config, 'Name'))) && !config.has('AS'), 'layers without Name or with AS', ua('7.10'));
  }
}

function checkStream(file: PdfFile, { dict }: Stream): void {
  file.faults.must(!['F', 'FFilter', 'FDecodeParms'].some(key => dict.has(key)), 'stream in another file', pdfa('6.1.7.1'));
  const filters = file.list(dict, 'Filter').map(filter => nameOf(file.resolve(filter)) ?? '');
  file.faults.must(filters.every(filter => FILTERS.test(filter)), 'filter that is not allowed', pdfa('6.1.7.2'));
}

/** Checks the first and last bytes and the trailer. */
export function checkFrame(file: PdfFile): void {
  const { faults, text, trailer } = file;
  faults.must(/^%PDF-1\.[0-7](\r\n|\r|\n)/.test(text), 'header that is not %PDF-1.n', pdfa('6.1.2'));
  faults.must(/^[^\r\n]*(\r\n|\r|\n)%[\x80-\xFF]{4}/.test(text), 'no comment of four bytes over 127 behind the header', pdfa('6.1.2'));
  faults.must(/%%EOF(\r\n|\r|\n)?$/.test(text), 'bytes behind %%EOF', pdfa('6.1.3'));
  checkTrailer(trailer, file, faults);
}

function checkTrailer(trailer: Dict, file: PdfFile, faults: Faults): void {
  const id = listOf(file.at(trailer, 'ID'));
  faults.must(id.length === 2 && id.every(Boolean), 'trailer without ID', pdfa('6.1.3'));
  faults.must(!trailer.has('Encrypt'), 'encrypted', pdfa('6.1.3'));
}
