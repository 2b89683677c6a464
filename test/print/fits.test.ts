import { expect, test } from 'vitest';
import { withFits, withFitting } from '../../src/print/fits.js';

test('a page says on its body that its print has one page', () => {
  expect(withFits('<html><head></head>\n<body>\n<article></article></body>')).toBe('<html><head></head>\n<body class="fits">\n<article></article></body>');
  expect(withFits('<p>&lt;body&gt;</p>')).toBe('<p>&lt;body&gt;</p>');
});

test('of several forms those that have one page each say so', () => {
  const html = [
    '<article>\n  <div id="form-1-1"></div><h1>甲</h1></article>',
    '<article class="landscape" data-owner="乙">\n  <div id="form-1-2"></div><h1>乙</h1></article>',
    '<article class="landscape">\n  <div id="form-1-3"></div><h1>丙</h1></article>',
    '<article>\n  <h1>丁</h1></article>',
  ];
  expect(withFitting(html.join('\n'), new Set(['form-1-1', 'form-1-2'])).split('\n<article')).toEqual([
    '<article class="fits">\n  <div id="form-1-1"></div><h1>甲</h1></article>',
    ' class="landscape fits" data-owner="乙">\n  <div id="form-1-2"></div><h1>乙</h1></article>',
    ...html.slice(2).map(form => form.slice('<article'.length)),
  ]);
});
