import type { ObjectWriter } from './object-writer.js';
import { srgbProfile } from './srgb.js';

/** The title and the author of a document. */
export interface Description {
  title: string;
  author: string;
}

const CREATOR = 'jixiao';
/** Without the version of the browser, which documents bound from parts do not know. */
export const PRODUCER = 'Skia/PDF';

/** Returns the texts of the document information dictionary (ISO 32000-1, 14.3.3). Without dates: git has them. */
export function information({ title, author }: Description): Record<string, string> {
  return { Title: allowed(title), Author: allowed(author), Creator: CREATOR, Producer: PRODUCER };
}

/** Matches characters that XML 1.0 does not allow (production 2), and the carriage return, which its readers change. */
const FORBIDDEN = /[^\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Returns a text that XMP can have. The rules refuse such characters in forms, but not in templates. */
function allowed(text: string): string {
  return text.replace(FORBIDDEN, '\uFFFD');
}

/**
 * Writes what makes a tagged PDF a PDF/A-3a (ISO 19005-3, 6.6.2 and 6.2.3) and a PDF/UA-1 (ISO 14289-1, 5): metadata
 * that says so, and the colour space of RGB values.
 *
 * @returns entries of the catalog
 */
export function writeArchive(description: Description, writer: ObjectWriter): string {
  const metadata = writer.putStream('/Type/Metadata/Subtype/XML', Buffer.from(xmp(description)));
  const profile = writer.putCompressed('/N 3', srgbProfile());
  const intent = `<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile ${profile} 0 R>>`;
  return `/Metadata ${metadata} 0 R/OutputIntents[${intent}]`;
}

/**
 * Returns the XMP packet (ISO 16684-1). Its values equal those of the information dictionary; PDF/UA's own property is
 * described, as PDF/A knows it not (ISO 19005-3, 6.6.2.3).
 */
function xmp({ title, author }: Description): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>${CREATOR}</xmp:CreatorTool><pdf:Producer>${PRODUCER}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

function escapeXml(text: string): string {
  return allowed(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
