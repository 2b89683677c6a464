import { PDFContext, PDFName } from 'pdf-lib';
import { expect, test } from 'vitest';
import { informationOf } from '../../../src/print/pdf/metadata.js';
import { textAt } from '../../support/pdf-objects.js';

const context = PDFContext.create();

test('the information dictionary has title, author and programs, but no date', () => {
  const info = informationOf(context, { title: '甲', author: '乙' });
  const texts = info.keys().map(key => [key.decodeText(), textAt(context, info, key.decodeText())]);
  expect(texts).toEqual([['Title', '甲'], ['Author', '乙'], ['Creator', 'jixiao'], ['Producer', 'Skia/PDF']]);
});

test('texts are UTF-16BE with a byte order mark, characters above U+FFFF as surrogate pairs', () => {
  const info = informationOf(context, { title: '𠮷(', author: '' });
  expect(info.get(PDFName.of('Title'))?.toString()).toBe('<FEFFD842DFB70028>');
  expect(info.get(PDFName.of('Author'))?.toString()).toBe('<FEFF>');
});
