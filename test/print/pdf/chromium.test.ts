import { inflateSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { finish } from '../../../src/print/finish.js';
import { type Part, partsOf } from '../../../src/print/pdf/part.js';
import { FONTS, printed } from '../../support/press.js';

// A department whose name has a ligature stands below every page.
const CSS = '@page { @bottom-center { content: "甲fi乙" counter(page); font-family: own; } }';
const ROWS = '<tr><th id="a">甲</th><th id="b">乙</th></tr><tr><td headers="a">1</td><td headers="b">2</td></tr>';
const PAGE = `<h1>甲</h1><p>fi丙</p><hr><table style="break-before: page">${ROWS}</table>`;
const TRANSPARENT = '<p>甲</p><p style="opacity: 0.5">甲\u{E123}</p>';
const OTHER = '<p>甲</p><table><tr><th>乙</th></tr><tr><td>1</td></tr></table>';
const ALMOST_BLANK = '<p style="opacity: 0.5">甲</p>';
const WATERMARK = '<p>甲</p><p style="break-before: page">乙</p><div aria-hidden="true" style="position: fixed; top: 9mm">丙丙</div>';
const FINISHING = { title: '甲', author: '乙', html: '', attachments: [] };

let prints: Uint8Array[] = [];

beforeAll(async () => {
  prints = await printed('甲乙丙fiﬁ0123456789 ', CSS, PAGE, OTHER, PAGE, TRANSPARENT, ALMOST_BLANK, WATERMARK);
});

const partOf = (index: number): Part => partsOf(prints[index] ?? Buffer.of(), FINISHING, FONTS)[0] as Part;
const bodyOf = ({ pages }: Part, page: number): string => inflateSync(pages[page]?.body ?? Buffer.of()).toString('latin1');

test('all painting operators of a print are marked, and marks and text objects are nested', () => {
  const part = partOf(0);
  expect(part.pages).toHaveLength(2);
  for (const page of [0, 1]) {
    const content = bodyOf(part, page) + (part.pages[page]?.margins ?? '');
    const open: string[] = [];
    for (const line of content.split('\n')) {
      const operator = /(?:^|\s|>>|>|\])(BT|ET|BMC|EMC|Tj|TJ|f|S|BDC)$/.exec(line)?.[1] ?? '';
      if (operator === 'BT') open.push(operator);
      else if (operator === 'BMC' || operator === 'BDC') open.push('mark');
      else if (operator === 'ET') expect(open.pop()).toBe('BT');
      else if (operator === 'EMC') expect(open.pop()).toBe('mark');
      else if (operator) expect(open).toContain('mark');
    }
    expect(open).toEqual([]);
    expect(part.pages[page]?.margins).toMatch(/\/Span<<\/ActualText \(fi\) >> BDC\n[^]*?ET\n[^]*?EMC/);
  }
});

test('the same page gives the same document, whatever Chromium printed before', async () => {
  const [first, other, again] = await Promise.all(prints.slice(0, 3).map(print => finish(print, FINISHING, FONTS)));
  expect(Buffer.compare(prints[0] ?? Buffer.of(), prints[2] ?? Buffer.of())).not.toBe(0);
  expect(Buffer.compare(first?.bytes ?? Buffer.of(), again?.bytes ?? Buffer.of())).toBe(0);
  expect([first, other].map(finished => finished?.part.pages.length)).toEqual([2, 1]);
});

test('a character without a glyph in a transparent element is reported', async () => {
  await expect(finish(prints[3] ?? Buffer.of(), FINISHING, FONTS)).rejects.toThrow('印不出的字');
});

test('a form of a few operators, which Chromium does not compress, is printed', () => {
  expect(partOf(4).extras.map(({ data }) => data !== undefined)).toContain(true);
});

test('what is at a fixed place on each page stays in the content of the page, not in its margins', () => {
  const part = partOf(5);
  for (const page of [0, 1]) {
    expect(part.pages[page]?.margins.match(/BT/g)).toEqual(partOf(0).pages[page]?.margins.match(/BT/g));
    expect(bodyOf(part, page).match(/BT/g)).toHaveLength(2);
  }
});
