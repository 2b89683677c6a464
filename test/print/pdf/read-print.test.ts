import { beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/model/user-error.js';
import { Ref, Stream, type Value } from '../../../src/print/pdf/objects.js';
import { type Part, partsOf } from '../../../src/print/pdf/part.js';
import { inflated, Lookup, readPrint, ValueReader } from '../../../src/print/pdf/read-print.js';
import { FONTS, printed } from '../../support/press.js';
import { skiaFile, skiaPrint } from '../../support/skia.js';
import { seeded } from '../../support/seeded.js';

/** Returns what the message says that a print should have. @throws what is no UserError */
function expectedBy(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const expected = /^浏览器印出的 PDF 和本程序认得的不一样：应当(.+)$/.exec(error.message)?.[1];
    if (expected === undefined) expect(error.message).toContain('印不出的字'); // a damaged font is taken for another
    else expect(error.hint).toContain('换用随程序安装的浏览器');
    return expected ?? error.message;
  }
}

/** Returns a file after a change of its text. @throws when there is nothing to change */
function edited(file: Buffer, from: string | RegExp, to: string): Buffer {
  const text = file.toString('latin1');
  const changed = text.replace(from, () => to);
  if (changed === text) throw new Error(`nothing to replace: ${String(from)}`);
  return Buffer.from(changed, 'latin1');
}

describe('values', () => {
  const value = (text: string): unknown => new ValueReader(text).value();

  test('are tokens as they are written', () => {
    for (const token of ['12', '-0.5', '.5', 'true', 'null', '/Name', '/A#20b', '/', '<FEFF4E00>', '<>', '(a b)', '()']) {
      expect(value(` \n${token} 1`)).toBe(token);
    }
  });

  test('are references, which are not the numbers before a word with R', () => {
    expect(value('12 0 R')).toEqual(new Ref(12));
    expect(value('12 0 R>>')).toEqual(new Ref(12));
    expect(value('12 0 RG')).toBe('12');
    expect(value('12 1 R')).toBe('12');
    expect(value('[1 2 0 R 3]')).toEqual(['1', new Ref(2), '3']);
  });

  test('are arrays and dictionaries in one another', () => {
    expect(value('[[]<</A[/B(c)]/D<</E 1 0 R>>>>]'))
      .toEqual([[], new Map<string, unknown>([['A', ['/B', '(c)']], ['D', new Map([['E', new Ref(1)]])]])]);
  });

  test('are strings whose parentheses are escaped, and with line ends', () => {
    expect(value(String.raw`(a\)\\) x`)).toBe(String.raw`(a\)\\)`);
    expect(value('(a\n\\\nb)')).toBe('(a\n\\\nb)');
  });

  test.each([
    ['(a(b)c)', '每个字符串里没有括号'], ['(a', '每个字符串里没有括号'], ['<GG>', '有十六进制字符串'], ['<12', '有十六进制字符串'],
    ['[1', '有一个值'], ['<</A 1', '有一个值'], ['<</A', '有一个值'], ['<<1 2>>', '每个字典的键是名称'], ['<<[1] 2>>', '每个字典的键是名称'],
    ['', '有一个值'], [')', '有一个值'], ['<</A>>', '有一个值'],
  ])('that are written otherwise are refused: %s', (text, expected) => {
    expect(expectedBy(() => value(text))).toBe(expected);
  });
});

describe('a file that Skia writes', () => {
  const FILE = skiaFile({ 1: '<</Type /Catalog\n/A [2 0 R]>>', 2: ['', 'data\nendstream\nendobj\n3 0 obj\n(no object)'], 4: '(four)', 7: '[]' });

  test('has its objects by number, streams with their data, and its catalog', () => {
    const { objects, catalog } = readPrint(FILE);
    expect([...objects.keys()]).toEqual([1, 2, 4, 7]);
    expect(catalog).toBe(objects.get(1));
    expect(catalog.get('A')).toEqual([new Ref(2)]);
    expect([objects.get(4), objects.get(7)]).toEqual(['(four)', []]);
    expect(inflated(objects.get(2) as Stream)).toBe('data\nendstream\nendobj\n3 0 obj\n(no object)');
  });

  test('may begin in the middle of a buffer', () => {
    const whole = Buffer.concat([Buffer.from('x'), FILE]);
    expect([...readPrint(whole.subarray(1)).objects.keys()]).toEqual([1, 2, 4, 7]);
  });

  test('may have no stream, or end with one', () => {
    expect(readPrint(skiaFile({ 1: '<<>>' })).objects.size).toBe(1);
    expect(readPrint(skiaFile({ 1: '<<>>', 2: ['', ''] })).objects.size).toBe(2);
    expect(readPrint(skiaFile({ 1: ['', ''], 2: '<<>>' }, 2)).objects.size).toBe(2);
  });

  test.each<[what: string, from: string | RegExp, to: string, expected: string]>([
    ['has another header', '%PDF-', '%FDF-', '有%PDF- 开头'],
    ['has something before the header', '%PDF-', ' %PDF-', '有%PDF- 开头'],
    ['has a stream longer than its Length', /\/Length (\d+)/, '/Length 5', '每个 stream 的 /Length 是它的长度'],
    ['has a stream shorter than its Length', /\/Length (\d+)/, '/Length 99999', '每个 stream 的 /Length 是它的长度'],
    ['has a negative Length', /\/Length (\d+)/, '/Length -1', '每个 stream 的 /Length 是它的长度'],
    ['has a Length in another object', /\/Length (\d+)/, '/Length 4 0 R', '每个 stream 的 /Length 是它的长度'],
    ['has no Length', /\/Length (\d+)/, '', '每个 stream 的 /Length 是它的长度'],
    ['has a stream without a dictionary', /<<\/Filter[^>]*>>/, '[]', '每个 stream 前是一个对象'],
    ['has a stream without an object', '2 0 obj\n', '', '每个对象从编号开始，到 endobj 结束'],
    ['has a string with parentheses in it', '(four)', '(f(ou)r)', '每个字符串里没有括号'],
    ['has an object without its end', '(four)\nendobj', '(four)', '每个对象从编号开始，到 endobj 结束'],
    ['has a stream without its end', 'endstream\nendobj\n4', 'endstream\n4', '有每个对象后的 endobj'],
    ['has something between objects', '4 0 obj', 'x 4 0 obj', '每个对象从编号开始，到 endobj 结束'],
    ['has an object of another generation', '4 0 obj', '4 1 obj', '每个对象从编号开始，到 endobj 结束'],
    ['has no table', 'xref\n0', 'table\n0', '每个对象从编号开始，到 endobj 结束'],
    ['has no trailer', 'trailer\n', '\n', '有trailer 里的 /Root'],
    ['has a trailer without Root', '/Root 1 0 R', '', '有trailer 里的 /Root'],
    ['has a Root that is not there', '/Root 1 0 R', '/Root 99 0 R', '有trailer 里的 /Root'],
    ['has a Root that is no dictionary', '/Root 1 0 R', '/Root 4 0 R', '有trailer 里的 /Root'],
  ])('is not one that %s', (_, from, to, expected) => {
    const changed = edited(FILE, from, to);
    const told = expectedBy(() => readPrint(changed));
    expect(told).toBe(expected.startsWith('有每') ? expected.slice(1) : expected);
  });

  test('is not one with object streams and a cross-reference stream', () => {
    const start = '%PDF-1.7\n%\xE2\xE3\xCF\xD3\n';
    const text = (stream: string): string =>
      `${start}1 0 obj\n<</Type/ObjStm/N 1/First 4/Length 10>>\nstream\n1 0 (data)\nendstream\nendobj\n${stream}`;
    const crossReferences = '2 0 obj\n<</Type/XRef/Size 3/W[1 4 2]/Root 1 0 R/Length 3>>\nstream\nabc\nendstream\nendobj\nstartxref\n99\n%%EOF\n';
    expect(expectedBy(() => readPrint(Buffer.from(text(crossReferences), 'latin1')))).toBe('每个对象从编号开始，到 endobj 结束');
    const table = 'xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 3/Root 9 0 R>>\nstartxref\n0\n%%EOF\n'; // a hybrid file
    expect(expectedBy(() => readPrint(Buffer.from(text(table), 'latin1')))).toBe('有trailer 里的 /Root');
  });

  test('is not an empty file, and not a text', () => {
    for (const text of ['', '%PDF', '<html>']) expect(expectedBy(() => readPrint(Buffer.from(text)))).toBe('有%PDF- 开头');
    expect(expectedBy(() => readPrint(Buffer.from('%PDF-1.4')))).toBe('每个对象从编号开始，到 endobj 结束');
  });
});

describe('a stream', () => {
  const streamOf = (filter: string, data: Uint8Array): Stream => new Stream(new Map([['Filter', filter]]), data);
  const flate = readPrint(skiaFile({ 1: '<<>>', 2: ['', '\xE9\n'] })).objects.get(2) as Stream;

  test('is read byte for byte', () => {
    expect(inflated(flate)).toBe('\xE9\n');
  });

  test('that is short is not compressed', () => {
    expect(inflated(new Stream(new Map(), Buffer.from('\xE9\n', 'latin1')))).toBe('\xE9\n');
  });

  test('of another filter, damaged or cut off is refused', () => {
    expect(expectedBy(() => inflated(streamOf('/LZWDecode', flate.data)))).toBe('有用 FlateDecode 压缩的内容');
    expect(expectedBy(() => inflated(streamOf('/FlateDecode', flate.data.subarray(1))))).toBe('有能解压的内容');
    expect(expectedBy(() => inflated(streamOf('/FlateDecode', flate.data.subarray(0, -1))))).toBe('有能解压的内容');
  });
});

describe('the lookup', () => {
  const stream = new Stream(new Map(), Buffer.of());
  const dict = new Map([['A', '1']]);
  const lookup = new Lookup(new Map<number, Value | Stream>([[1, dict], [2, ['1']], [3, stream], [4, '(a)']]));

  test('follows references, and returns other values themselves', () => {
    expect([1, 2, 3, 4, 5].map(number => lookup.resolve(new Ref(number)))).toEqual([dict, ['1'], stream, '(a)', undefined]);
    expect([lookup.resolve('7'), lookup.resolve(undefined)]).toEqual(['7', undefined]);
    expect(lookup.dict(new Ref(1), 'x')).toBe(dict);
    expect(lookup.array(new Ref(2), 'x')).toEqual(['1']);
    expect(lookup.stream(new Ref(3), 'x')).toBe(stream);
  });

  test('refuses what is not of the kind, with its name', () => {
    for (const number of [2, 3, 4, 5]) expect(expectedBy(() => lookup.dict(new Ref(number), '页面'))).toBe('有页面');
    for (const number of [1, 3, 4, 5]) expect(expectedBy(() => lookup.array(new Ref(number), '页面'))).toBe('有页面');
    for (const number of [1, 2, 4, 5]) expect(expectedBy(() => lookup.stream(new Ref(number), '每个页面'))).toBe('每个页面');
  });
});

describe('a print of Chromium', () => {
  const CSS = '@page { @bottom-center { content: counter(page); font-family: own; } }';
  const BODY = '<h1 id="甲">甲fi</h1><p><a href="#甲">乙丙</a></p><table><tr><th scope="col">1</th></tr><tr><td style="opacity: 0.5">2</td></tr></table>';
  const source = { title: '甲', html: '' };
  let print: Buffer;
  let parts: Part[];

  beforeAll(async () => {
    const [bytes = Buffer.of()] = await printed('甲乙丙fi0123456789 ', CSS, BODY);
    print = Buffer.from(bytes);
    parts = partsOf(print, source, FONTS);
  });

  test('gives the same part each time', () => {
    expect(parts).toHaveLength(1);
    expect(partsOf(print, source, FONTS)).toEqual(parts);
  });

  test('cut off anywhere gives the same part or is refused', () => {
    const random = seeded(1);
    let refused = 0;
    for (let time = 0; time < 200; time += 1) {
      const cut = print.subarray(0, Math.floor(random() * print.length));
      const told = expectedBy(() => expect(partsOf(cut, source, FONTS)).toEqual(parts));
      if (told) refused += 1;
    }
    expect(refused).toBeGreaterThan(190);
    for (let left = 1; left < 60; left += 1) {
      const cut = print.subarray(0, -left);
      expectedBy(() => expect(partsOf(cut, source, FONTS)).toEqual(parts));
    }
  });

  test('with any byte changed gives a part or is refused; changed data of streams gives the same part', () => {
    const random = seeded(2);
    let refused = 0;
    for (let time = 0; time < 300; time += 1) {
      const changed = Buffer.from(print);
      const at = Math.floor(random() * print.length);
      changed[at] = (changed[at] ?? 0) ^ (1 + Math.floor(random() * 255));
      const isData = isInStream(print, at);
      const told = expectedBy(() => {
        const read = partsOf(changed, source, FONTS);
        if (isData) expect(read).toEqual(parts);
      });
      if (told) refused += 1;
    }
    expect(refused).toBeGreaterThan(20);
  });

  test('with a changed byte in its objects never ends in another error', () => {
    const objects = Array.from(print.keys()).filter(at => !isInStream(print, at) && at < print.lastIndexOf('xref\n0'));
    const random = seeded(3);
    const signs = '0123456789<>[]()/ R\n';
    for (let time = 0; time < 400; time += 1) {
      const changed = Buffer.from(print);
      changed.write(signs[Math.floor(random() * signs.length)] ?? ' ', objects[Math.floor(random() * objects.length)] ?? 0);
      expectedBy(() => partsOf(changed, source, FONTS));
    }
  });
});

test('a part is refused whose page tree, structure or outline leads back to itself', () => {
  const read = (options: Parameters<typeof skiaPrint>[0]) => (): unknown =>
    partsOf(skiaPrint(options), { title: '甲', html: '' }, { ...FONTS, names: () => ['Own-Regular'] });
  expect(expectedBy(read({}))).toBe('');
  expect(expectedBy(read({ more: { 2: '<</Type /Pages\n/Kids [2 0 R]>>' } }))).toBe('每页在页面树里一次');
  expect(expectedBy(read({ more: { 2: '<</Type /Pages\n/Kids [10 0 R 10 0 R]>>' } }))).toBe('每页在页面树里一次');
  expect(expectedBy(read({ kids: '4 0 R' }))).toBe('每个结构元素不在自己里面');
  expect(expectedBy(read({
    catalog: '/Outlines 1000 0 R',
    more: { 1000: '<</First 1001 0 R>>', 1001: '<</Title (a)/Dest [10 0 R /XYZ 0 0 0]/Next 1001 0 R>>' },
  }))).toBe('每个书签只出现一次');
});

/** True for a byte in the compressed data of a stream, which has a checksum. */
function isInStream(file: Buffer, at: number): boolean {
  const begin = file.lastIndexOf('> stream\n', at);
  const isInside = begin >= 0 && begin + '> stream\n'.length <= at && at < file.indexOf('\nendstream', begin);
  return isInside && file.subarray(file.lastIndexOf(' obj\n', begin), begin).includes('/FlateDecode');
}
