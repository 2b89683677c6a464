import { expect, test } from 'vitest';
import { withFits } from '../../src/print/fits.js';

test('a page says on its body that its print has one page', () => {
  expect(withFits('<html><head></head>\n<body>\n<article></article></body>')).toBe('<html><head></head>\n<body class="fits">\n<article></article></body>');
  expect(withFits('<p>&lt;body&gt;</p>')).toBe('<p>&lt;body&gt;</p>');
});
