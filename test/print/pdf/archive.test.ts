import { describe, expect, test } from 'vitest';
import { information, PRODUCER, writeArchive } from '../../../src/print/pdf/archive.js';
import { ObjectWriter } from '../../../src/print/pdf/object-writer.js';
import { parseXml } from '../../support/standards/xml.js';
import { Pdf } from '../../support/pdf.js';

/** Returns the catalog entries, and the metadata and profile of a document. */
function archived(title: string, author = '甲'): { entries: string; xmp: string; pdf: Pdf } {
  const writer = new ObjectWriter();
  const entries = writeArchive({ title, author }, writer);
  const pages = writer.put('<</Type/Pages/Kids[]/Count 0>>');
  const pdf = new Pdf(writer.file(writer.put(`<</Type/Catalog/Pages ${pages} 0 R${entries}>>`), writer.put('<<>>')));
  return { entries, pdf, xmp: Buffer.from(pdf.catalog('Metadata').readStream().asUint8Array()).toString() };
}

const textOf = (xmp: string, tag: string): string | undefined => new RegExp(`<${tag}>(?:<rdf:\\w+>)?(?:<rdf:li[^>]*>)?([^<]*)`).exec(xmp)?.[1];

describe('the metadata', () => {
  test('say that the document is PDF/A-3a and PDF/UA-1, by whom it is and what made it', () => {
    const { xmp } = archived('标题', '部门');
    parseXml(xmp);
    expect(xmp).toMatch(/^<\?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"\?>\n/);
    expect(xmp).toMatch(/<\?xpacket end="r"\?>$/);
    expect(textOf(xmp, 'dc:title')).toBe('标题');
    expect(textOf(xmp, 'dc:creator')).toBe('部门');
    expect([textOf(xmp, 'xmp:CreatorTool'), textOf(xmp, 'pdf:Producer')]).toEqual(['jixiao', PRODUCER]);
    expect([textOf(xmp, 'pdfaid:part'), textOf(xmp, 'pdfaid:conformance'), textOf(xmp, 'pdfuaid:part')]).toEqual(['3', 'A', '1']);
  });

  test.each(['甲 & 乙', '<b>', ']]>', '&lt;', '"\'', '𠮷😀', '甲\n乙\t丙', '', '\uE000\uFFFD'])('have a title as it is: %j', (title) => {
    const { xmp } = archived(title, title);
    const [meta] = parseXml(xmp).kids;
    expect(JSON.stringify(meta)).toContain(`"text":${JSON.stringify(title)}`);
    expect(information({ title, author: title })).toMatchObject({ Title: title, Author: title });
  });

  test.each(['\0', '\x01', '\b', '\v', '\f', '\r', '\x1F', '\uFFFE', '\uFFFF', '\uD800', '\uDFFF', '\uDC00\uD800'])('cannot be made malformed by %j', (sign) => {
    const { xmp } = archived(`甲${sign}乙`);
    parseXml(xmp);
    const replaced = `甲${'\uFFFD'.repeat(sign.length)}乙`;
    expect(textOf(xmp, 'dc:title')).toBe(replaced);
    expect(information({ title: `甲${sign}乙`, author: sign }).Title).toBe(replaced);
  });

  test('are not compressed: programs that know no PDF find them', () => {
    const { pdf } = archived('甲');
    expect(pdf.catalog('Metadata', 'Filter').isNull()).toBe(true);
    expect(pdf.catalog('Metadata', 'Subtype').asName()).toBe('XML');
  });
});

test('the information has no dates: git has them', () => {
  expect(information({ title: '甲', author: '乙' })).toEqual({ Title: '甲', Author: '乙', Creator: 'jixiao', Producer: 'Skia/PDF' });
});

test('the output intent has the profile of sRGB', () => {
  const { pdf } = archived('甲');
  const intent = pdf.catalog('OutputIntents').get(0);
  expect([intent.get('S').asName(), intent.get('OutputConditionIdentifier').asString()]).toEqual(['GTS_PDFA1', 'sRGB']);
  const profile = intent.get('DestOutputProfile');
  expect(profile.get('N').asNumber()).toBe(3);
  expect(Buffer.from(profile.readStream().asUint8Array()).toString('latin1', 36, 40)).toBe('acsp');
});
