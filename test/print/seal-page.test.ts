import { expect, test } from 'vitest';
import { bodyOf, sealPage } from '../../src/print/seal-page.js';

const page = (body: string, head = '<title>甲</title>'): string =>
  `<!doctype html>\n<html lang="zh-CN">\n<head>\n${head}\n</head>\n<body>\n${body}\n</body>\n</html>\n`;

test('the policy is inserted first in the head, and nothing else changes', () => {
  const html = page('<p style="color: red">甲 &lt; 乙</p><a href="#x">丙</a><img src="data:image/png;base64,AA" alt=丁>');
  const sealed = sealPage(html) as string;
  expect(sealed).toMatch(/^<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta http-equiv="Content-Security-Policy" content="default-src 'none';/);
  expect(sealed.replace(/<meta http-equiv[^>]*>\n/, '')).toBe(html);
  expect(bodyOf(sealed)).toBe('\n<p style="color: red">甲 &lt; 乙</p><a href="#x">丙</a><img src="data:image/png;base64,AA" alt=丁>\n');
});

const LINKS = ['<a href="https://example.gov.cn/甲">甲</a>', '<a href="../甲.html">甲</a>', '<a href="anchor:甲">甲</a>'];

test.each(LINKS)('a link that a reader may follow is allowed: %s', (link) => {
  expect(sealPage(page(link))).toContain(link);
});

const REFUSED: [markup: string, message: string][] = [
  ['<script>1</script>', '<script> 标签'],
  ['<SCRIPT src=x></SCRIPT>', '<SCRIPT> 标签'],
  ['<script/src=x></script>', '标签读不准'],
  ['<svg><script>1</script></svg>', '<script> 标签'],
  ['<base href="https://evil.example/">', '<base> 标签'],
  ['<iframe srcdoc="x"></iframe>', '<iframe> 标签'],
  ['<object data="x"></object>', '<object> 标签'],
  ['<form action="x"></form>', '<form> 标签'],
  ['</template>', '</template> 标签'],
  ['<textarea>', '<textarea> 标签'],
  ['<meta http-equiv="refresh" content="0;url=https://evil.example">', 'http-equiv="refresh"'],
  ['<meta/http-equiv=refresh content=0>', '标签读不准'],
  ['<p onclick="x()">甲</p>', 'onclick="x()"'],
  ['<p\nONCLICK=x()>甲</p>', 'ONCLICK=x()'],
  ['<a href="javascript:x()">甲</a>', 'href="javascript:x()"'],
  ['<a href=" java\nscript:x()">甲</a>', 'href='],
  ['<a href="java&#115;cript:x()">甲</a>', 'href='],
  ['<link rel="preconnect" href="x">', 'rel="preconnect"'],
  ['<link rel="stylesheet" href="//evil.example/x.css">', 'href="//evil.example/x.css"'],
  ['<img src="https://evil.example/x">', 'src="https://evil.example/x"'],
  ['<!-- 甲', '标签读不准'],
  ['<p title="甲', '标签读不准'],
  ['<p title="甲>乙</p>', '标签读不准'],
  ['甲 < 乙', '标签读不准'],
  ['<style>p{}', '标签读不准'],
  ['<style><p></p></style>', '标签读不准'],
  ['</body><body>', 'html、head、body'],
];

test.each(REFUSED)('%s is refused', (markup, message) => {
  expect(sealPage(page(markup))).toMatchObject({ message: expect.stringContaining(message) as string });
});

const STARTS = ['<p>甲</p>', '<!doctype html><html>甲<head></head><body></body></html>', '<html><head></head><body></body></html>'];

test.each(STARTS)('a page with content before its head is refused: %s', (html) => {
  expect(sealPage(html)).toMatchObject({ message: expect.stringContaining('开头') as string });
});

test('a page of several megabytes is checked in linear time, valid or not', () => {
  expect(typeof sealPage(page('<p class="甲">乙</p>\n'.repeat(100_000)))).toBe('string');
  for (const piece of ['<', '<p ', '<p title="', '<p a=', ' a', ' a=b', '\n']) {
    expect(sealPage(page(`<p ${piece.repeat(1_000_000 / piece.length)}<`))).toHaveProperty('message');
  }
});
