import { beforeAll, expect, test } from 'vitest';
import { finish } from '../../../src/print/finish.js';
import { markArtifacts } from '../../../src/print/pdf/artifacts.js';
import { normalise } from '../../../src/print/pdf/normalise.js';
import { contentOf, FONTS, printed } from '../../support/pdf-objects.js';

// A department whose name has a ligature stands below every page.
const CSS = '@page { @bottom-center { content: "甲fi乙" counter(page); font-family: own; } }';
const ROWS = '<tr><th id="a">甲</th><th id="b">乙</th></tr><tr><td headers="a">1</td><td headers="b">2</td></tr>';
const PAGE = `<h1>甲</h1><p>fi丙</p><hr><table style="break-before: page">${ROWS}</table>`;
const TRANSPARENT = '<p>甲</p><p style="opacity: 0.5">甲\u{E123}</p>';
const OTHER = '<p>甲</p><table><tr><th>乙</th></tr><tr><td>1</td></tr></table>';

let prints: Uint8Array[] = [];

beforeAll(async () => {
  prints = await printed('甲乙丙fiﬁ0123456789 ', CSS, PAGE, OTHER, PAGE, TRANSPARENT);
});

test('in a marked print all painting operators are marked, and marks and text objects are nested', async () => {
  const { document } = await normalise(prints[0] ?? Buffer.of());
  markArtifacts(document);
  expect(document.getPageCount()).toBe(2);
  for (const page of [0, 1]) {
    const open: string[] = [];
    for (const line of contentOf(document, page).split('\n')) {
      const operator = /(?:^|\s|>>)(BT|ET|BMC|EMC|Tj|f|BDC)$/.exec(line)?.[1] ?? '';
      if (operator === 'BT') open.push(operator);
      else if (operator === 'BMC' || operator === 'BDC') open.push('mark');
      else if (operator === 'ET') expect(open.pop()).toBe('BT');
      else if (operator === 'EMC') expect(open.pop()).toBe('mark');
      else if (operator) expect(open).toContain('mark');
    }
    expect(open).toEqual([]);
    expect(contentOf(document, page)).toMatch(/\/Artifact BMC\n[^]*?\/Span<<\/ActualText \(fi\) >> BDC\n[^]*?ET\n[^]*?EMC/);
  }
});

test('the same page gives the same document, whatever Chromium printed before', async () => {
  const finishing = { title: '甲', author: '乙', html: '', attachments: [] };
  const [first, other, again] = await Promise.all(prints.slice(0, 3).map(print => finish(print, finishing, FONTS)));
  expect(Buffer.compare(prints[0] ?? Buffer.of(), prints[2] ?? Buffer.of())).not.toBe(0);
  expect(Buffer.compare(first?.bytes ?? Buffer.of(), again?.bytes ?? Buffer.of())).toBe(0);
  expect([first, other].map(finished => finished?.pages)).toEqual([2, 1]);
});

test('a character without a glyph in a transparent element is reported', async () => {
  const finishing = { title: '甲', author: '乙', html: '', attachments: [] };
  await expect(finish(prints[3] ?? Buffer.of(), finishing, FONTS)).rejects.toThrow('印不出的字');
});
