import { deflateSync } from 'node:zlib';
import { PDFArray, PDFName, PDFNumber } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { markArtifacts } from '../../../src/print/pdf/artifacts.js';
import { contentOf, documentOf, streamAt } from '../../support/pdf-objects.js';

/** Returns the content with everything marked that no tag is about; lines are joined by ` | `. */
async function marked(...lines: string[]): Promise<string> {
  const document = await documentOf(`${lines.join('\n')}\n`);
  markArtifacts(document);
  return contentOf(document).trimEnd().replaceAll('\n', ' | ');
}

describe('content without a tag', () => {
  test('is marked as an artifact before, between and after tagged content', async () => {
    expect(await marked('0 0 1 1 re', 'f', '/P <</MCID 0 >>BDC', 'BT', '<0001> Tj', 'ET', 'EMC', '/X8 Do', '/P <</MCID 1 >>BDC', 'f', 'EMC', '<0002> Tj'))
      .toBe('/Artifact BMC | 0 0 1 1 re | f | EMC | /P <</MCID 0 >>BDC | BT | <0001> Tj | ET | EMC | ' +
        '/Artifact BMC | /X8 Do | EMC | /P <</MCID 1 >>BDC | f | EMC | /Artifact BMC | <0002> Tj | EMC');
  });

  test.each(['<0001> Tj', '[<0001> 3] TJ', 'f', 'f*', 'F', 'S', 's', 'B', 'B*', 'b', 'b*', '/S0 sh', '/X0 Do'])('is marked when it paints: %s', async (line) => {
    expect(await marked(line)).toBe(`/Artifact BMC | ${line} | EMC`);
  });

  test.each(['q', 'W* n', '1 0 0 1 0 0 cm', '/G3 gs', '/F4 16 Tf', '0 0 1 1 re', 'BT', 'Q', '/Tj gs'])('is not marked when it does not paint: %s', async (line) => {
    expect(await marked(line)).toBe(line);
  });

  test('is not marked within tagged content', async () => {
    const lines = ['/P <</MCID 0 >>BDC', '/Span<</ActualText (fi) >> BDC', '<0001> Tj', 'EMC', '<0002> Tj', 'EMC'];
    expect(await marked(...lines)).toBe(lines.join(' | '));
  });

  test('is a single artifact when it has a replacement text, not split within the text object', async () => {
    const lines = ['BT', '<0001> Tj', '/Span<</ActualText (fi) >> BDC', '<0002> Tj', 'EMC', '<0003> Tj', 'ET'];
    expect(await marked(...lines, '/P <</MCID 0 >>BDC', 'f', 'EMC'))
      .toBe(`/Artifact BMC | ${lines.join(' | ')} | EMC | /P <</MCID 0 >>BDC | f | EMC`);
  });

  test('is not marked again when it is an artifact', async () => {
    const lines = ['/Artifact BMC', 'f', 'EMC'];
    expect(await marked(...lines)).toBe(lines.join(' | '));
  });

  test('has a stream with the right length', async () => {
    const document = await documentOf('f\n', '');
    markArtifacts(document);
    for (const page of document.getPages()) {
      const stream = streamAt(document.context, page.node, 'Contents');
      expect(stream.dict.lookup(PDFName.of('Length'), PDFNumber).asNumber()).toBe(stream.contents.length);
    }
    expect([contentOf(document, 0), contentOf(document, 1)]).toEqual(['/Artifact BMC\nf\nEMC\n', '']);
  });

  test('keeps bytes that are not ASCII', async () => {
    const document = await documentOf('');
    const stream = streamAt(document.context, document.getPage(0).node, 'Contents');
    (stream as { contents: Uint8Array }).contents = deflateSync(Buffer.from([0x80, 0xFF, 0x0A, 0x66, 0x0A]));
    markArtifacts(document);
    expect(contentOf(document)).toBe('/Artifact BMC\n\x80\xFF\nf\nEMC\n');
  });

  test('is an error when the page has several streams', async () => {
    const document = await documentOf('');
    const { node } = document.getPage(0);
    node.set(PDFName.of('Contents'), document.context.obj([node.get(PDFName.of('Contents')) ?? null]));
    expect(node.get(PDFName.of('Contents'))).toBeInstanceOf(PDFArray);
    expect(() => markArtifacts(document)).toThrow('the content of a page is not one stream');
  });
});
