import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type OfficeSource, SOURCES_NAMESPACE, SOURCES_PART } from '../../model/office-sources.js';
import { must } from '../../model/must.js';
import { recordOf } from '../../model/record.js';

/** The parts of a Word file or a workbook, by their names in the zip. */
export class OfficePackage {
  private readonly parts: Map<string, Uint8Array>;

  /** @param bytes as a library made them */
  constructor(bytes: Uint8Array) {
    this.parts = new Map(Object.entries(unzipSync(bytes)));
  }

  /** Returns the text of a part. */
  text(name: string): string {
    return strFromU8(must(this.parts.get(name), name));
  }

  /** Writes the text of a part. */
  write(name: string, text: string): void {
    this.parts.set(name, strToU8(text));
  }

  /** Changes the text of the parts whose name matches. */
  change(names: RegExp, change: (text: string) => string): void {
    for (const name of this.parts.keys()) if (names.test(name)) this.write(name, change(this.text(name)));
  }

  /** Adds the YAML as a custom XML part. @param main the part that the file begins with, `word/document.xml` */
  addSources(main: string, sources: readonly OfficeSource[]): void {
    const items = sources.map(({ name, sheet, texts, bytes }) =>
      `<source name="${escapeXml(name)}" sheet="${escapeXml(sheet)}" texts="${texts}">${Buffer.from(bytes).toString('base64')}</source>`);
    this.write(SOURCES_PART, `${XML}<sources xmlns="${SOURCES_NAMESPACE}">${items.join('')}</sources>`);
    this.write('customXml/itemProps1.xml', `${XML}<ds:datastoreItem ds:itemID="${ITEM}" xmlns:ds="${OFFICE}/customXml"><ds:schemaRefs>` +
    `<ds:schemaRef ds:uri="${SOURCES_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>`);
    this.write('customXml/_rels/item1.xml.rels', `${XML}<Relationships xmlns="${RELATIONSHIPS}">` +
    `<Relationship Id="rId1" Type="${OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>`);
    const own = main.replace(/(?<![^/])[^/]+$/, name => `_rels/${name}.rels`);
    const relation = `<Relationship Id="rIdSources" Type="${OFFICE}/relationships/customXml" Target="../${SOURCES_PART}"/>`;
    this.write(own, this.text(own).replace('</Relationships>', () => `${relation}</Relationships>`));
    const type = '<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>';
    this.change(/^\[Content_Types\]\.xml$/, text => text.replace('</Types>', () => `${type}</Types>`));
  }

  /** Returns the file: the same bytes for the same parts, on every machine and at any time. */
  bytes(): Uint8Array {
    const rank = (name: string): string => (name === '[Content_Types].xml' ? '' : name);
    const names = [...this.parts.keys()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    return zipSync(recordOf(names.map(name => [name, must(this.parts.get(name), name)] as const)), {
      // The time of a zip has no zone: what is read as local time is written as it stands here.
      mtime: '1980-01-01T00:00:00', level: 6,
    });
  }
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
/** Names our part among the custom parts of a file; any GUID does. */
const ITEM = '{5D0A6E0B-7C53-4B1E-9B7F-6A6978696100}';

/** Returns a text for XML; characters that XML 1.0 cannot hold are left out. */
export function escapeXml(text: string): string {
  return text

    .replace(/[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '')
    .replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}
