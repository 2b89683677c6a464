import { pdf, pdfa, ua } from './faults.js';
import type { PdfFile } from './file.js';
import { readTree } from './trees.js';
import { type Dict, nameOf, numberOf, Stream, textOf } from './values.js';

const RELATIONSHIP = /^(Source|Data|Alternative|Supplement|Unspecified)$/;
const TYPE = /^[-\w+.]+\/[-\w+.]+$/;

/** Checks the embedded files and how they belong to the document. */
export function checkFiles(file: PdfFile): void {
  const { faults, catalog } = file;
  const named = readTree(file, file.dict(catalog, 'Names', 'EmbeddedFiles'), 'Names');
  const associated = new Set(file.all().flatMap(value => file.list(file.dict(value), 'AF')).map(value => file.dict(value)));
  const specifications = new Set([...[...named.values()].map(value => file.dict(value)), ...associated,
    ...file.all().map(value => file.dict(value)).filter(dict => dict?.has('EF'))]);
  for (const specification of specifications) {
    if (!specification?.has('EF')) {
      faults.add('file specification without a file', pdf('7.11.3'));
      continue;
    }
    faults.must(associated.has(specification), 'embedded file that is associated with nothing', pdfa('6.8'));
    checkFile(file, specification);
  }
}

function checkFile(file: PdfFile, specification: Dict): void {
  const { faults } = file;
  const text = (key: string): boolean => Boolean(textOf(file.at(specification, key)));
  faults.must(text('F') && text('UF'), 'embedded file without F and UF', ua('7.11'));
  faults.must(text('Desc'), 'embedded file without Desc', ua('7.11'));
  faults.must(nameOf(file.at(specification, 'Type')) === 'Filespec', 'embedded file without Type Filespec', pdf('7.11.3'));
  faults.must(RELATIONSHIP.test(nameOf(file.at(specification, 'AFRelationship')) ?? ''), 'embedded file without AFRelationship', pdfa('6.8'));
  const stream = file.at(specification, 'EF', 'F');
  if (!(stream instanceof Stream)) {
    faults.add('embedded file without its content', pdf('7.11.4'));
    return;
  }
  faults.must(TYPE.test(nameOf(file.at(stream, 'Subtype')) ?? ''), 'embedded file without a MIME type', pdfa('6.8'));
  const size = numberOf(file.at(stream, 'Params', 'Size'));
  faults.must(size === undefined || size === file.data(stream).length, 'embedded file of another Size', pdf('7.11.4'));
}
