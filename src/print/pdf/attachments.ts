import type { Attachment } from '../../model/pdf.js';
import { hexString } from './objects.js';
import type { ObjectWriter } from './object-writer.js';

/**
 * Embeds files in a document (ISO 32000-1, 7.11.4) as associated files with the relationship Source (ISO 19005-3, 6.8):
 * whoever has the PDF has its YAML. The names are sorted, as a name tree requires (ISO 32000-1, 7.9.6).
 *
 * @returns entries of the catalog; `''` when there are no files
 */
export function attachFiles(attachments: readonly Attachment[], writer: ObjectWriter): string {
  if (!attachments.length) return '';
  const files = attachments.map(({ name, bytes }) => {
    const stream = writer.putCompressed(`/Type/EmbeddedFile/Subtype/application#2Fyaml/Params<</Size ${bytes.length}>>`, bytes);
    const written = hexString(name);
    const file = `<</Type/Filespec/F(source.yaml)/UF${written}/Desc${hexString(`${name} 的数据`)}/EF<</F ${stream} 0 R/UF ${stream} 0 R>>/AFRelationship/Source>>`;
    return { written, number: writer.put(file) };
  });
  // Without the last sign, which comes after every digit.
  const key = ({ written }: { written: string }): string => written.slice(0, -1);
  files.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const names = files.map(({ written, number }) => `${written} ${number} 0 R`).join(' ');
  return `/Names<</EmbeddedFiles<</Names[${names}]>>>>/AF[${files.map(({ number }) => `${number} 0 R`).join(' ')}]`;
}
