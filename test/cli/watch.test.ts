import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { dirname, join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOn } from '../support/browser.js';
import { runningProcesses } from '../support/processes.js';
import { cleanRoot, DEPARTMENT, edit, emptyFolder, PROJECT, REPOSITORY, smallRoot } from '../support/run.js';
import { startBrowser, startWatch, type Watching } from '../support/watching.js';

/* The preview as a clerk has it: the real program, a real browser, files that are written. */

let browser: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const addressOf = ({ url }: Watching, path = PROJECT): string => `${url}?form=${encodeURIComponent(path)}`;
const open = async (watching: Watching, path?: string, width?: number): Promise<Page> => {
  const page = await browser.open(addressOf(watching, path), width);
  page.on('pageerror', (error) => { throw error; });
  return page;
};
const textIn = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, element => element.textContent);
/** The text of the form. */
const paper = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector('#form')?.shadowRoot?.querySelector('.paper')?.textContent ?? '');
const stateOf = (page: Page): Promise<string> => page.$eval('#form', form => (form as HTMLElement).dataset.state ?? '');
const until = expect.poll;
/** As long as a test may take: a slow machine is no fault. */
const SOON = { timeout: 110_000, interval: 20 };

test('a save: the new form is there, the place on the page stays, and the page says how long it took', async () => {
  const root = await smallRoot();
  const page = await open(await startWatch(root));
  await page.setViewport({ width: 1280, height: 400 });
  const scroll = (): Promise<number> => page.$eval('main', main => main.scrollTop);
  await page.$eval('main', main => main.scrollTo(0, 120));
  await page.evaluate(() => document.body.setAttribute('data-same', ''));
  await until(() => paper(page), SOON).toContain('盘点次数');
  await edit(join(root, PROJECT), text => text.replace('名称: 盘点次数', '名称: 设备盘点遍数'));
  await until(() => paper(page), SOON).toContain('设备盘点遍数');
  await until(() => textIn(page, '#status'), SOON).toMatch(/^已更新，\d+ 毫秒$/);
  console.log('save → page:', await textIn(page, '#status'));
  expect(await scroll()).toBe(120);
  expect(await page.$('body[data-same]')).not.toBeNull(); // not loaded again
  // Written as editors do: a new file in the place of the old one.
  const text = await readFile(join(root, PROJECT), 'utf8');
  await writeFile(join(root, 'copy'), text.replace('设备盘点遍数', '家具盘点趟数'));
  await rename(join(root, 'copy'), join(root, PROJECT));
  await until(() => paper(page), SOON).toContain('家具盘点趟数');
  // Its problems follow too.
  expect(await textIn(page, '#problems')).not.toContain('weights-total');
  await edit(join(root, PROJECT), before => before.replace('权重: 35', '权重: 3'));
  await until(() => textIn(page, '#problems'), SOON).toContain('weights-total');
});

test('a broken file keeps the last good form, greyed, below the message; put right, it is current again', async () => {
  const root = await smallRoot();
  const page = await open(await startWatch(root));
  await until(() => stateOf(page), SOON).toBe('current');
  const before = await readFile(join(root, PROJECT), 'utf8');
  await writeFile(join(root, PROJECT), before.replace('项目概况: ', '项目概况: "'));
  await until(() => stateOf(page), SOON).toBe('stale');
  await until(() => paper(page), SOON).toContain('盘点次数');
  await until(() => textIn(page, '#banner'), SOON).toMatch(/读不出来.*引号/s);
  expect(await page.evaluate(() => Number(getComputedStyle(
    document.querySelector('#form')?.shadowRoot?.querySelector('.paper') ?? document.body).opacity))).toBeLessThan(1);
  expect(await page.$('#banner a')).toBeNull(); // what is broken is not printed
  await writeFile(join(root, PROJECT), before.replace('名称: 盘点次数', '名称: 改好了'));
  await until(() => stateOf(page), SOON).toBe('current');
  await until(() => paper(page), SOON).toContain('改好了');
  // Broken before anyone looked: the same, from what was read.
  await writeFile(join(root, DEPARTMENT, 'department.yaml'), 'a: [');
  const other = join(DEPARTMENT, 'department.yaml');
  await page.click(`a[data-form="${encodeURIComponent(other)}"]`);
  await until(() => stateOf(page), SOON).toBe('stale');
  await until(() => paper(page), SOON).toContain('支出预算总量');
});

test('new, renamed and deleted files and departments are in the list; another form is one click away', async () => {
  const root = await smallRoot();
  const page = await open(await startWatch(root));
  const labels = (): Promise<string> => textIn(page, '#list');
  const projects = join(root, dirname(PROJECT));
  const added = (await readFile(join(root, PROJECT), 'utf8')).replaceAll('设备采购类', '<img src=x onerror=alert(1)>');
  await writeFile(join(projects, '05-<b>新的&.yaml'), added);
  await until(labels, SOON).toContain('05-<b>新的&');
  await page.click(`a[data-form="${encodeURIComponent(`${dirname(PROJECT)}/05-<b>新的&.yaml`)}"]`);
  await until(() => paper(page), SOON).toContain('<img src=x onerror=alert(1)>');
  expect(await page.$eval('[aria-current]', link => link.textContent)).toContain('新的');
  expect(page.url()).toContain(encodeURIComponent('05-<b>新的&.yaml'));
  await page.goBack();
  await until(() => paper(page), SOON).not.toContain('<img');
  await rename(join(projects, '05-<b>新的&.yaml'), join(projects, '06-改名.yaml'));
  await until(labels, SOON).toContain('06-改名');
  await until(labels, SOON).not.toContain('05-');
  await rm(join(projects, '06-改名.yaml'));
  await until(labels, SOON).not.toContain('06-改名');
  await mkdir(join(root, 'data/2024/新部门/projects'), { recursive: true });
  await writeFile(join(root, 'data/2024/新部门/projects/01-甲.yaml'), added);
  await until(labels, SOON).toMatch(/新部门.*01-甲/s);
  await rm(join(root, 'data/2024/新部门'), { recursive: true });
  await until(labels, SOON).not.toContain('新部门');
  await rm(join(root, PROJECT));
  await until(() => textIn(page, '#banner'), SOON).toContain('不在了');
});

test('a change of scheme, template or style reloads everything; one that is broken says so and keeps the form', async () => {
  const root = await smallRoot();
  const page = await open(await startWatch(root));
  await until(() => paper(page), SOON).toContain('区级支出');
  await edit(join(root, 'data/2024/scheme.yaml'), text => text.replace('区级支出', '县级支出'));
  await until(() => paper(page), SOON).toContain('县级支出');
  const template = join(root, 'templates/shapingba/project.hbs');
  await mkdir(dirname(template), { recursive: true });
  const own = await readFile(join(REPOSITORY, 'templates/shapingba/project.hbs'), 'utf8');
  await writeFile(template, own.replace('单位：万元', '金额单位：万元'));
  await until(() => paper(page), SOON).toContain('金额单位：万元');
  await writeFile(template, own.replace('{{department}}', '{{departmnet}}'));
  await until(() => textIn(page, '#banner'), SOON).toContain('departmnet');
  expect(await stateOf(page)).toBe('stale');
  await until(() => paper(page), SOON).toContain('金额单位：万元');
  await writeFile(template, own);
  await until(() => stateOf(page), SOON).toBe('current');
  await mkdir(join(root, 'templates/assets'));
  const style = await readFile(join(REPOSITORY, 'templates/assets/print.css'), 'utf8');
  await writeFile(join(root, 'templates/assets/print.css'), `${style}\nh1 { color: rgb(1, 2, 3); }`);
  const colour = (): Promise<string> => page.evaluate(() =>
    getComputedStyle(document.querySelector('#form')?.shadowRoot?.querySelector('h1') ?? document.body).color);
  await until(colour, SOON).toBe('rgb(1, 2, 3)');
});

test('a click on a problem marks its field and opens the editor at the line; without an editor the page says so', async () => {
  const [root, folder] = [await smallRoot(), await emptyFolder()];
  const [editor, log] = [join(folder, 'editor'), join(folder, 'log')];
  await writeFile(editor, `#!/bin/sh\nprintf '%s\\n' "$@" > '${log}'\n`, { mode: 0o755 });
  const page = await open(await startWatch(root, { LAUNCH_EDITOR: editor }));
  const problem = await page.$eval('#problems .jump', (button) => {
    const { line = '', column = '' } = (button as HTMLElement).dataset;
    return { line, column, text: button.textContent };
  });
  expect(problem.text).toContain('“采购金额”写的是 ≥ 4 万元');
  await page.focus('#problems .jump');
  await page.keyboard.press('Enter');
  const marked = (): Promise<string[]> => page.evaluate(() =>
    [...document.querySelector('#form')?.shadowRoot?.querySelectorAll('[data-chosen]') ?? []].map((cell) => {
      const row = cell.closest('tr')?.querySelector('.name')?.textContent ?? '';
      return `${row} ${cell.textContent.trim()}`;
    }));
  expect(await marked()).toEqual(['产出-数量（采购金额） ≥']);
  await until(() => readFile(log, 'utf8').catch(() => ''), SOON).toBe(`${join(root, PROJECT)}\n${problem.line}\n${problem.column}\n`);
  expect((await readFile(join(root, PROJECT), 'utf8')).split('\n')[Number(problem.line) - 1]).toContain('性质: ≥');
  // The mark is still there after the next save.
  await edit(join(root, PROJECT), text => text.replace('名称: 盘点次数', '名称: 盘点遍数'));
  await until(() => paper(page), SOON).toContain('盘点遍数');
  expect(await marked()).toEqual(['产出-数量（采购金额） ≥']);
  await rm(editor);
  await page.click('#problems .jump');
  await until(() => textIn(page, '#notice'), SOON).toMatch(/^编辑器没有打开/);
});

test('a PDF on demand, printed by a browser that is started for it and ends', async () => {
  const [root, temporary] = [await smallRoot(), await emptyFolder()];
  const watching = await startWatch(root, { TMPDIR: temporary });
  const browsers = async (): Promise<number> =>
    (await runningProcesses()).filter(({ command }) => command.includes(`--user-data-dir=${temporary}`)).length;
  expect(await browsers()).toBe(0);
  const answer = await fetch(`${watching.url}pdf?form=${encodeURIComponent(PROJECT)}`);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(Buffer.from(await answer.arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await browsers()).toBe(0);
  await writeFile(join(root, PROJECT), 'a: [');
  const refused = async (): Promise<number> => (await fetch(`${watching.url}pdf?form=${encodeURIComponent(PROJECT)}`)).status;
  await until(refused, SOON).toBe(409);
});

interface Answer { code: number; text: string; headers: IncomingHttpHeaders }

/** Asks with any headers: `fetch` does not let Host be set. */
function ask(url: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port, hostname } = new URL(url);
    const path = url.slice(url.indexOf('/', 8));
    const asked = request({ hostname, port, path, method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => { text += part; });
      answer.on('end', () => resolve({ code: answer.statusCode ?? 0, text, headers: answer.headers }));
    });
    asked.on('error', reject).end(body);
  });
}

test('refused: another host, another site, no token, paths; what is served is in the list', async () => {
  const [root, folder] = [await cleanRoot(), await emptyFolder()];
  await writeFile(join(root, 'secret.txt'), 'secret');
  const log = join(folder, 'log');
  await writeFile(join(folder, 'editor'), `#!/bin/sh\necho opened > '${log}'\n`, { mode: 0o755 });
  const { url } = await startWatch(root, { LAUNCH_EDITOR: join(folder, 'editor') });
  const { origin, host, port } = new URL(url);
  const code = async (...args: Parameters<typeof ask>): Promise<number> => (await ask(...args)).code;
  expect(await code(url)).toBe(200);
  expect(await code(url, { host: `localhost:${port}` })).toBe(200);
  expect(await code(url, { origin, 'sec-fetch-site': 'same-origin' })).toBe(200);
  for (const hostile of [
    { host: `evil.example:${port}` }, { host: '127.0.0.1' }, { origin: 'https://evil.example' }, { origin: 'null' },
    { origin: `http://localhost:${port}` }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' },
  ]) expect([hostile, await code(url, { host, ...hostile })]).toEqual([hostile, 403]);
  for (const path of ['/', '/preview.js', '/wrong/', `${new URL(url).pathname.slice(0, -2)}/`, '/undefined/events']) {
    expect([path, await code(origin + path)]).toEqual([path, 403]);
  }
  const page = await ask(url);
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src/);
  expect(Object.keys(page.headers).filter(name => name.startsWith('access-control'))).toEqual([]);
  for (const path of [
    '../secret.txt', '..%2fsecret.txt', '%2e%2e/secret.txt', 'assets/1/../../secret.txt', 'assets/1/fonts/..%2f..%2fsecret.txt',
    'secret.txt', 'data/2024/scheme.yaml', 'assets/1/package.json',
  ]) {
    const { code: refused, text } = await ask(url + path);
    expect([403, 404]).toContain(refused);
    expect(text).not.toMatch(/secret|标签/);
  }
  const shown = await ask(`${url}?form=${encodeURIComponent('../secret.txt')}`);
  expect(shown.text).toContain('不在了');
  expect(shown.text).not.toContain('<td');
  for (const file of ['secret.txt', '../secret.txt', join(root, 'secret.txt'), `${PROJECT}/../../../../../secret.txt`]) {
    const answer = await ask(`${url}open`, { origin, 'content-type': 'application/json' }, 'POST', JSON.stringify({ file, line: 1, column: 1 }));
    expect(JSON.parse(answer.text)).toEqual({ message: '这个文件不在表里，不能打开' });
  }
  expect(await code(`${url}open`, { origin }, 'POST', 'x'.repeat(10_000))).toBe(413);
  expect(await code(`${url}open`, { origin }, 'POST', '{"file":1}')).toBe(400);
  expect(await readFile(log, 'utf8').catch(() => '')).toBe('');
});

test.runIf(process.platform === 'linux')('hundreds of quick saves leave the last one on the page, and nothing behind', async () => {
  const root = await cleanRoot();
  const watching = await startWatch(root);
  const page = await open(watching);
  const handles = async (): Promise<number> => {
    const { readdir } = await import('node:fs/promises');
    return (await readdir(`/proc/${watching.process.pid ?? 0}/fd`)).length;
  };
  const memory = async (): Promise<number> =>
    Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${watching.process.pid ?? 0}/status`, 'utf8'))?.[1]) / 1024;
  const text = await readFile(join(root, PROJECT), 'utf8');
  const save = (count: number): Promise<void> => writeFile(join(root, PROJECT), text.replace('名称: 盘点次数', `名称: 第${count}遍`));
  const saves = async (from: number, to: number): Promise<void> => {
    for (let count = from; count <= to; count += 1) {
      await save(count);
      await new Promise(resolve => setTimeout(resolve, 4));
    }
    await until(() => paper(page), SOON).toContain(`第${to}遍`);
  };
  await saves(1, 50);
  const [filesBefore, memoryBefore] = [await handles(), await memory()];
  await saves(51, 300);
  // Pages that come and go leave no connection.
  for (let count = 0; count < 5; count += 1) await (await open(watching)).close();
  await until(handles, SOON).toBeLessThanOrEqual(filesBefore + 2);
  expect(await memory() - memoryBefore).toBeLessThan(120);
  expect(await watching.stop('SIGTERM')).toBe(143);
  const left = (await runningProcesses()).filter(({ command }) => command.includes(root));
  expect(left).toEqual([]);
  expect(await textIn(page, '#status')).toContain('断开了');
});

test('wide and narrow, light and dark, good and broken: nothing stands out of the page, and axe finds nothing', async () => {
  const root = await smallRoot();
  const watching = await startWatch(root);
  const pages: Page[] = [];
  for (const width of [1280, 390]) {
    for (const value of ['light', 'dark']) {
      const page = await open(watching, PROJECT, width);
      pages.push(page);
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await page.$eval('#form', form => getComputedStyle(form).backgroundColor)).toBe('rgb(255, 255, 255)');
      await page.click('#problems .jump');
      await page.$$eval('details', all => all.forEach((one) => { one.open = true; }));
      expect(await violationsOn(page)).toEqual([]);
    }
  }
  await writeFile(join(root, PROJECT), '项目概况: "');
  for (const page of pages) {
    await until(() => stateOf(page), SOON).toBe('stale');
    expect(await violationsOn(page)).toEqual([]);
  }
});
