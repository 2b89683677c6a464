import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { listener, reader } from '../support/browser.js';
import { gitRoot } from '../support/git.js';
import { cleanRoot, edit, emptyFolder, filesOf, inProcess, PROJECT, REPOSITORY } from '../support/run.js';

/* Templates and stylesheets of a pull request, in pages that a reviewer opens. */

async function put(root: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, 'templates', file)), { recursive: true });
  await writeFile(join(root, 'templates', file), text);
}

const own = (file: string): Promise<string> => readFile(join(REPOSITORY, 'templates', file), 'utf8');

/** Every way in which a stylesheet asks for something, and one that ends its element. */
const hostileStyle = (url: string, own = ''): string => `@import url("${url}/import");
@font-face { font-family: 甲; src: url(${url}/font); }
body { font-family: 甲; background: url("${url}/background"); }
${own}
</style><meta http-equiv="refresh" content="0;url=${url}/refresh"><img src="${url}/img"><script>fetch("${url}/script")</script>`;

test('opened with scripts and network on, built pages have their look, and ask for nothing that a stylesheet names', async () => {
  const { url, asked } = await listener();
  const root = await cleanRoot();
  await put(root, 'assets/print.css', hostileStyle(url, await own('assets/print.css')));
  const style = `<style>@import url("${url}/a"); p { background: url(${url}/b) }</style><p style="background: url(${url}/c)">甲</p>`;
  await put(root, 'partials/form.hbs', (await own('partials/form.hbs')).replace('<article', `${style}<article`));
  expect(await inProcess(['build', '--root', root, '--format', 'html'])).toMatchObject({ code: 0 });
  const open = await reader();
  const pages = [...(await filesOf(join(root, 'out'))).keys()].filter(path => path.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(2);
  for (const path of pages) {
    const page = await open(join(root, 'out', path));
    const fonts = await page.evaluate(() => [...document.fonts].filter(({ family }) => family.includes('Noto')).map(({ status }) => status));
    expect(fonts).toContain('loaded');
    const isForm = !/(?:index|library)\.html$/.test(path);
    const look = await page.evaluate(() => getComputedStyle(document.querySelector('h1') ?? document.body).textAlign);
    expect(look).toBe(isForm ? 'center' : 'start');
    expect(page.url()).toContain('file:');
  }
  expect(asked).toEqual([]);
  // Without the policy the same page asks for all of it.
  const path = pages.find(name => name.endsWith('department.html')) ?? '';
  await edit(join(root, 'out', path), text => text.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''));
  await open(join(root, 'out', path));
  expect(asked).toEqual(expect.arrayContaining(['/import', '/a', '/c']));
});

test('nor does the report of changes, whose stylesheets are in it, and its redlines', async () => {
  const { url, asked } = await listener();
  const root = await gitRoot();
  // With a print.css like these no form can be printed in its own fonts, which is refused.
  for (const name of ['review', 'redline']) await put(root, `assets/${name}.css`, hostileStyle(url, await own(`assets/${name}.css`)));
  await edit(join(root, PROJECT), text => text.replace('名称: 盘点次数', '名称: 办公设备盘点次数'));
  const args = ['diff', 'HEAD', '--root', root, '--format', 'html', '--out', join(root, 'review')];
  expect(await inProcess(args)).toMatchObject({ code: 0 });
  const page = await (await reader())(join(root, 'review/index.html'));
  expect(page.url()).toContain('review/index.html');
  expect(await page.evaluate(() => document.querySelector('h1')?.textContent)).toBe('绩效目标变化');
  expect(asked).toEqual([]);
  const unsafe = join(await emptyFolder(), 'a.html');
  await writeFile(unsafe, `<!doctype html><style>${hostileStyle(url)}</style>`);
  await (await reader())(unsafe).catch(() => undefined);
  expect(asked).toContain('/refresh');
});

const TEMPLATES: [file: string, from: string, to: string, where: string][] = [
  ['partials/page.hbs', '<title>', '<meta http-equiv="refresh" content="0;url=https://evil.example">\n<title>', 'templates/partials/page.hbs 第 8 行：不能用 <meta> 的 http-equiv="refresh"'],
  ['partials/page.hbs', '<head>', '<head>\n<script>fetch("https://evil.example")</script>', 'templates/partials/page.hbs 第 4 行：不能用 <script> 标签'],
  ['partials/form.hbs', '<h1>', '<h1 onclick="alert(1)">', 'templates/partials/form.hbs 第 2 行：不能用 <h1> 的 onclick="alert(1)"'],
  ['partials/page.hbs', '<!doctype html>\n', '', '开头不是 <!doctype html>'],
  ['partials/form.hbs', '<h1>{{page.title}}</h1>', '<{{#if page.title}}scr{{/if}}ipt>fetch("https://evil.example")</script>', '.hbs：不能用 <script> 标签'],
  ['partials/form.hbs', '<h1>', '<h1 title="', '这里的标签读不准'],
];

test.each(TEMPLATES)('a template that makes more than a document of a form is refused: %s, %s → %s', async (file, from, to, where) => {
  const root = await cleanRoot();
  const text = await own(file);
  expect(text).toContain(from);
  await put(root, file, text.replace(from, () => to));
  const { code, stderr } = await inProcess(['build', '--root', root, '--format', 'html']);
  expect(stderr).toContain(where);
  expect(stderr).not.toContain('    at ');
  expect(code).toBe(2);
});
