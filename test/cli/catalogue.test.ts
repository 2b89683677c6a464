import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer';
import { beforeAll, describe, expect, test } from 'vitest';
import { reader, violationsOn } from '../support/browser.js';
import { DEPARTMENT, edit, emptyFolder, filesOf, inProcess, PROJECT, realRoot, REPOSITORY } from '../support/run.js';

/* The catalogue as a clerk, a reviewer and a citizen open it: from the disk, in the real browser. */

const DISTRICT = '2024/沙坪坝街道';

/** Two departments in 2024, one of them with an error, and one of them also in 2023. */
async function twoYears(root: string): Promise<string> {
  await cp(join(REPOSITORY, 'data'), join(root, 'data'), { recursive: true });
  await cp(join(root, DEPARTMENT), join(root, 'data/2024/区民政局'), { recursive: true });
  await cp(join(root, 'data/2024/scheme.yaml'), join(root, 'data/2023/scheme.yaml'));
  await cp(join(root, DEPARTMENT), join(root, 'data/2023/沙坪坝街道'), { recursive: true });
  await edit(join(root, 'data/2023/沙坪坝街道/projects/11-农贸市场管护.yaml'), text =>
    text.replace('年度预算: 1', '年度预算: 0.5').replace('本级支出: 1', '本级支出: 0.5'));
  await edit(join(root, 'data/2023/沙坪坝街道/department.yaml'), text => text.replaceAll('400.72', '400.22'));
  await edit(join(root, 'data/2024/区民政局/projects/03-一般性项目-设备采购类.yaml'), text => text.replace('权重: 25', '权重: 20'));
  await edit(join(root, 'data/2024/区民政局/department.yaml'), text => text.replace(/^编制单位: .*$/m, '编制单位: 区民政局'));
  return root;
}

let root: string;
let out: string;

beforeAll(async () => {
  root = await twoYears(await mkdtemp(join(tmpdir(), 'jixiao-test-')));
  out = join(root, 'out');
  const { code, stderr } = await inProcess(['build', '--root', root, '--out', out]);
  expect(code, stderr).toBe(1);
  return () => rm(root, { recursive: true, force: true });
});

const open = async (path = 'index.html', width?: number): Promise<Page> => (await reader())(join(out, path), width);
const textOf = (page: Page, selector: string): Promise<string> => page.$eval(selector, one => one.textContent);
const all = (page: Page, selector: string): Promise<string[]> =>
  page.$$eval(selector, list => list.map(one => one.textContent));

async function search(page: Page, query: string): Promise<{ found: string; titles: string[] }> {
  await page.$eval('#query', (input) => { (input as HTMLInputElement).value = ''; });
  await page.type('#query', query);
  return result(page);
}

async function result(page: Page): Promise<{ found: string; titles: string[] }> {
  await page.waitForFunction(() => /^(?:找到|没有)/.test(document.getElementById('found')?.textContent ?? ''));
  return { found: await textOf(page, '#found'), titles: await all(page, '#results li > div') };
}

describe('the front page', () => {
  test('says where the money goes: years, departments and projects with budgets, indicators and problems', async () => {
    const page = await open();
    expect(await all(page, 'h2')).toEqual(['2024 年', '2023 年']);
    expect(await textOf(page, '#y2024 .facts')).toMatch(/801\.44 万元 2 个部门 34 个项目 168 项指标 错误 1 必改 \d+ 应改 \d+/);
    expect(await textOf(page, '#y2023 figcaption p')).toBe('17 个项目共 400.22 万元；“市政环卫管护”、“基层平安法治建设奖补”这 2 个占 71%。');
    const row = await page.$eval('[data-source="data/2024/沙坪坝街道/projects/10-市政环卫管护.yaml"]', one => [...one.children].map(cell => cell.textContent.trim()));
    expect(row.slice(0, 4)).toEqual(['市政环卫管护', '183', '46%', '5']);
    expect(row.at(-1)).toBe('网页 PDF 源文件');
  });

  test('leads to every document, page and source, and from there back', async () => {
    const page = await open();
    const targets = await page.$$eval('a', links => links.map(link => link.href.replace(/#.*/, '')));
    expect(targets.length).toBeGreaterThan(150);
    for (const target of new Set(targets)) expect(existsSync(fileURLToPath(target)), target).toBe(true);
    const [department] = await page.$$('#y2024 .department');
    const link = await department?.$('p a');
    await Promise.all([page.waitForNavigation(), link?.click()]);
    expect(await textOf(page, 'h1')).toBe('区民政局');
    await Promise.all([page.waitForNavigation(), page.click('nav a')]);
    expect(await textOf(page, 'h1')).toBe('绩效目标目录');
  });

  test('names, aims, indicators, document numbers and pinyin initials are found, in Chinese without blanks', async () => {
    const page = await open();
    expect(await search(page, '市政环卫')).toMatchObject({
      found: '找到 6 张表',
      titles: ['市政环卫管护 草稿', '市政环卫管护', '市政环卫管护', '部门整体绩效目标表 草稿', '部门整体绩效目标表', '部门整体绩效目标表'],
    });
    for (const [query, title] of [
      ['化粪池清掏', '市政环卫管护'], ['沙治创组〔2023〕1号', '基层党建与阵地建设'], ['szhwgh', '市政环卫管护'], ['公厕绿化', '市政环卫管护'],
    ] as const) {
      expect((await search(page, query)).titles.map(one => one.replace(' 草稿', ''))).toEqual([title, title, title]);
    }
    expect(await search(page, '没有这样的事')).toEqual({ found: '没有找到。少写几个字，或换个说法。', titles: [] });
    expect((await search(page, '公厕')).titles).toHaveLength(3);
    expect(await textOf(page, '#results mark')).toBe('公厕');
    await page.click('button[type=reset]');
    await page.waitForFunction(() => !document.getElementById('years')?.hidden);
  });

  test('filters by department, class, rank and draft narrow the forms', async () => {
    const page = await open();
    await page.click('#draft');
    expect(await result(page)).toMatchObject({ found: '找到 18 张表' });
    expect(await textOf(page, '#results li')).toContain('草稿');
    await page.select('#level', '错误');
    expect((await result(page)).titles).toEqual(['一般性项目（设备采购类） 草稿']);
    await page.select('#level', '必改');
    await page.select('#class', '时效');
    expect((await result(page)).titles).toHaveLength(1);
    await page.select('#year', '2023');
    expect((await result(page)).titles).toEqual([]);
    await page.click('#draft');
    await page.select('#department', '重庆市沙坪坝区人民政府沙坪坝街道办事处');
    expect((await result(page)).titles).toEqual(['政策性人员（类行政人员补助）']);
  });

  test('departments are sorted by budget and by problems', async () => {
    const page = await open();
    const names = (): Promise<string[]> => all(page, '#y2024 .department .name');
    expect(await names()).toEqual(['区民政局', '重庆市沙坪坝区人民政府沙坪坝街道办事处']);
    await edit(join(out, 'index.html'), text => text.replace(/data-key="2024\/沙坪坝街道"(.*?)data-budget="400.72"/, 'data-key="2024/沙坪坝街道"$1data-budget="500"'));
    await page.reload();
    await page.select('#order', '钱多的在前');
    expect(await names()).toEqual(['重庆市沙坪坝区人民政府沙坪坝街道办事处', '区民政局']);
    await page.select('#order', '必改多的在前');
    expect(await names()).toEqual(['区民政局', '重庆市沙坪坝区人民政府沙坪坝街道办事处']);
    await inProcess(['build', '--root', root, '--out', out]);
  });

  test('tables are sorted by a click on a header', async () => {
    const page = await open();
    await page.$$eval('details.department', list => list.forEach((one) => { one.open = true; }));
    const budgets = (): Promise<string[]> => all(page, '#y2024 .department:last-of-type tbody td:nth-child(2)');
    const header = await page.$('#y2024 .department:last-of-type th:nth-child(2) button');
    await header?.click();
    expect((await budgets()).slice(0, 3)).toEqual(['400.72', '183', '100']);
    await header?.click();
    expect((await budgets()).slice(0, 2)).toEqual(['1', '1.08']);
    expect(await page.$eval('#y2024 .department:last-of-type th:nth-child(2)', one => one.getAttribute('aria-sort'))).toBe('ascending');
  });

  test('shows everything but search, filters and sorting without JavaScript', async () => {
    const page = await open();
    await page.setJavaScriptEnabled(false);
    await page.reload();
    expect(await page.$eval('#search', one => (one as HTMLElement).offsetHeight)).toBe(0);
    expect(await page.$$('#years a')).not.toHaveLength(0);
    expect(await textOf(page, 'noscript')).toContain('要用 JavaScript');
    await page.click('#y2024 .department summary');
    expect(await page.$eval('#y2024 .department tbody tr', one => (one as HTMLElement).offsetHeight)).toBeGreaterThan(10);
  });
});

describe('the page of a department', () => {
  test('shows its forms, and charts with a table behind each, this year beside the last', async () => {
    const page = await open(`${DISTRICT}/index.html`);
    expect(await all(page, 'figcaption h3')).toEqual(['各项目预算', '各类指标的权重', '各类指标有几项', '问题出在哪里']);
    expect(await page.$$('figure svg[aria-hidden=true]')).toHaveLength(4);
    expect(await page.$$('figure details table')).toHaveLength(4);
    const rows = await page.$$eval('figure tbody tr', list => list.map(one => [...one.children].map(cell => cell.textContent)));
    expect(rows).toContainEqual(['市政环卫管护', '183', '46%', '183']);
    expect(rows).toContainEqual(['农贸市场管护', '1', '0.2%', '0.5']);
    expect(rows).toContainEqual(['一般性项目（设备采购类）', '60', '20', '10']);
    expect(rows).toContainEqual(['社会效益', '5', '14']);
    // The problems of each rule by rank are those of check.
    const { stdout } = await inProcess(['check', DEPARTMENT, '--root', root, '--format', 'json']);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; rank: string }[] };
    const ofRule = (code: string, rank: string): string => String(diagnostics.filter(one => one.code === code && one.rank === rank).length || '');
    expect(rows).toContainEqual(['发文字号不完整（document-number）', '', ...['必改', '应改', '可自动改', '提示'].map(rank => ofRule('document-number', rank))]);
    expect(await page.$$eval('figure svg text', list => list.map(one => one.textContent))).toContain('上年');
  });

  test('a form that cannot be read is listed with what is known, and no figure pretends to be whole', async () => {
    const broken = await realRoot();
    await edit(join(broken, PROJECT), text => `${text}x: [\n`);
    await inProcess(['build', '--root', broken, '--format', 'html']);
    const page = await (await reader())(join(broken, 'out/index.html'));
    expect(await textOf(page, `[data-source="${PROJECT}"] th`)).toBe('03-一般性项目-设备采购类 读不出来');
    expect(await textOf(page, '.note:not(noscript *)')).toBe('合计不全：不含1 张读不出来的表。');
    const row = await page.$eval('[data-source$="10-市政环卫管护.yaml"]', one => [...one.children].map(cell => cell.textContent.trim()));
    expect(row.slice(0, 3)).toEqual(['市政环卫管护 草稿', '183', '']);
    // Its own form is wrong: the projects can be read.
    await edit(join(broken, DEPARTMENT, 'department.yaml'), text => text.replace('支出预算总量: 400.72', '支出预算总量: -3'));
    await inProcess(['build', '--root', broken, '--format', 'html']);
    await page.reload();
    expect(await textOf(page, `[data-source="${DEPARTMENT}/department.yaml"] th`)).toBe('部门整体绩效目标表 读不出来');
    expect(await textOf(page, '[data-source$="10-市政环卫管护.yaml"] th')).toContain('市政环卫管护');
    expect(await textOf(page, '.department summary')).toContain('有读不出来的');
  });

  test('later stages do not count again, and are named after their project', async () => {
    const ministry = await emptyFolder();
    await cp(join(REPOSITORY, 'test/fixtures/layouts/ministry'), ministry, { recursive: true });
    await inProcess(['build', '--root', ministry, '--format', 'html']);
    const page = await (await reader())(join(ministry, 'out/index.html'));
    expect(await textOf(page, '.facts')).toContain('7 项指标');
    expect((await all(page, '.forms tbody th')).map(title => title.replace(' 草稿', ''))).toEqual(
      expect.arrayContaining(['流域水质监测能力建设', expect.stringMatching(/^流域水质监测能力建设（.*自评/)]));
  });

  test('300 projects are drawn as a few bars', async () => {
    const large = await realRoot();
    for (let index = 0; index < 60; index += 1) {
      await cp(join(large, PROJECT), join(large, DEPARTMENT, `projects/${100 + index}-同.yaml`));
    }
    await inProcess(['build', '--root', large, '--format', 'html', '--no-volume']);
    const page = await (await reader())(join(large, `out/${DISTRICT}/index.html`));
    expect(await page.$$eval('figure:first-of-type svg text', list => list.map(one => one.textContent))).toContain('其余 57 个项目');
    expect(await page.$$('figure:first-of-type tbody tr')).toHaveLength(77);
  });
});

test.each([[1280], [390]])('axe finds nothing on the pages, %i pixels wide, light and dark', async (width) => {
  for (const path of ['index.html', 'library.html', `${DISTRICT}/index.html`, `${DISTRICT}/department.html`, `${DISTRICT}/volume.html`]) {
    const page = await open(path, width);
    await page.$$eval('details', list => list.forEach((one) => { one.open = true; }));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    for (const value of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      expect(await violationsOn(page)).toEqual([]);
    }
  }
});

describe('the page of indicators', () => {
  test('groups what is alike of all years and departments, and leads to where it was written', async () => {
    const page = await open();
    await Promise.all([page.waitForNavigation(), page.click('header a[href="library.html"]')]);
    expect(await textOf(page, '.facts')).toBe('72 项指标');
    expect((await all(page, 'h2')).slice(0, 3)).toEqual(['产出 · 数量', '产出 · 时效', '产出 · 质量']);
    const rows = await all(page, 'section:last-of-type tbody tr');
    expect(rows[0]?.trim()).toMatch(/^服务对象满意度%≥ 95 %（95—98）1036/);
    const targets = await page.$$eval('tbody a', links => links.map(link => link.href));
    expect(targets.length).toBeGreaterThan(200);
    for (const target of new Set(targets)) expect(existsSync(fileURLToPath(target)), target).toBe(true);
  });

  test('shows what has all words that are typed', async () => {
    const page = await open('library.html');
    await page.type('#words', '满意 群众');
    expect(await textOf(page, '#shown')).toBe('找到 2 项指标');
    await page.type('#words', ' 没有');
    expect(await textOf(page, '#shown')).toBe('没有找到。少写几个字，或换个说法。');
  });

  test('is not made again where nothing changed, and made again where a department is gone', async () => {
    const copy = join(await emptyFolder(), 'root');
    await cp(root, copy, { recursive: true });
    const page = join(copy, 'out/library.html');
    const before = await readFile(page, 'utf8');
    await rm(join(copy, 'data/2023'), { recursive: true });
    await inProcess(['build', '--root', copy]);
    const after = await readFile(page, 'utf8');
    expect(after).not.toContain('2023');
    expect(before).toContain('2023 沙坪坝街道');
    await inProcess(['build', '--root', copy, '--no-cache', '--format', 'html', '--no-volume']);
    expect(await readFile(page, 'utf8')).toBe(after);
  });
});

test('the pages ask for nothing beyond their folder, and refuse what a policy can refuse', async () => {
  const page = await open();
  const asked: string[] = [];
  page.on('request', request => asked.push(request.url()));
  await page.reload();
  await search(page, '公厕');
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.filter(url => !url.startsWith('file:///'))).toEqual([]);
  const html = await readFile(join(out, 'index.html'), 'utf8');
  expect(html).toContain('default-src &#39;none&#39;; script-src &#39;self&#39; file:');
  expect(html).not.toMatch(/<script(?![^>]* src="assets\/)|<style|style="|javascript:| on[a-z]+=/);
});

test('names and texts of forms are text on the pages, never markup', async () => {
  const hostile = await realRoot();
  await edit(join(hostile, PROJECT), text => text.replace(/^专项资金名称: .*$/m, '专项资金名称: "</script><img src=x onerror=alert(1)>&quot;\\u2028\'"'));
  const folder = join(hostile, 'data/2024/甲"><b>#%');
  await rename(join(hostile, DEPARTMENT), folder);
  await inProcess(['build', '--root', hostile, '--format', 'html']);
  const page = await (await reader())(join(hostile, 'out/index.html'));
  const failed: string[] = [];
  page.on('pageerror', error => failed.push(String(error)));
  expect((await search(page, 'onerror')).titles).toEqual(['</script><img src=x onerror=alert(1)>&quot;〓\' 草稿']);
  expect(await page.$$('img, b:not(.facts b)')).toHaveLength(0);
  const targets = await page.$$eval('.department a', links => links.map(link => link.href));
  for (const target of targets) expect(existsSync(fileURLToPath(target.replace(/#.*/, ''))), target).toBe(true);
  expect(failed).toEqual([]);
});

describe('of two builds', () => {
  test('the pages are the same, with and without cache, and by what is built', async () => {
    const other = join(await emptyFolder(), 'out');
    const pages = async (folder: string): Promise<Map<string, string>> =>
      new Map([...await filesOf(folder)].filter(([path]) => /index\.html$|library\.html$|assets\/data\//.test(path)).map(([path, bytes]) => [path, bytes.toString()]));
    const before = await pages(out);
    expect(before.size).toBe(2 + 3 * 3 + 3 * 18);
    await inProcess(['build', 'data/2024/沙坪坝街道', '--root', root, '--out', other]);
    await inProcess(['build', 'data/2024/区民政局', '--root', root, '--out', other]);
    await inProcess(['build', 'data/2023', '--root', root, '--out', other, '--no-cache', '--jobs', '1']);
    expect(await pages(other)).toEqual(before);
    await inProcess(['build', '--root', root, '--out', out]);
    expect(await pages(out)).toEqual(before);
  });

  test('a run that builds one department on a new machine says what it does not know', async () => {
    const fresh = join(await emptyFolder(), 'out');
    await inProcess(['build', 'data/2024/沙坪坝街道', '--root', root, '--out', fresh]);
    const page = await (await reader())(join(fresh, 'index.html'));
    expect(await all(page, '.note:not(noscript *)')).toEqual([
      '合计不全：不含1 个还没有生成的部门。', '区民政局：还没有生成，运行 npm run build',
      '合计不全：不含1 个还没有生成的部门。', '沙坪坝街道：还没有生成，运行 npm run build',
    ]);
    const targets = await page.$$eval('a', links => links.map(link => link.href.replace(/#.*/, '')));
    for (const target of targets) expect(existsSync(fileURLToPath(target)), target).toBe(true);
  });

  test('departments of one name are told apart by their folders', async () => {
    const same = await realRoot();
    await cp(join(same, DEPARTMENT), join(same, 'data/2024/另一街道'), { recursive: true });
    await inProcess(['build', '--root', same, '--format', 'html', '--no-volume']);
    const page = await (await reader())(join(same, 'out/index.html'));
    const name = '重庆市沙坪坝区人民政府沙坪坝街道办事处';
    expect(await all(page, '.department .name')).toEqual([`${name}（另一街道）`, `${name}（沙坪坝街道）`]);
    await page.select('#department', `${name}（另一街道）`);
    expect(await result(page)).toMatchObject({ found: '找到 18 张表' });
  });

  test('pages of what is gone are removed, and those that somebody damaged are made again', async () => {
    const own = await realRoot();
    await cp(join(own, DEPARTMENT), join(own, 'data/2024/区民政局'), { recursive: true });
    await inProcess(['build', '--root', own]);
    await edit(join(own, 'out/assets/data/2024/沙坪坝街道.js'), text => text.replace('183', '184'));
    await rm(join(own, 'data/2024/区民政局'), { recursive: true });
    await rm(join(own, PROJECT));
    await inProcess(['build', '--root', own]);
    const paths = [...(await filesOf(join(own, 'out'))).keys()];
    expect(paths.filter(path => path.includes('区民政局') || path.includes('设备采购类'))).toEqual([]);
    expect(await readFile(join(own, 'out/assets/data/2024/沙坪坝街道.js'), 'utf8')).not.toContain('184');
    const manifest = JSON.parse(await readFile(join(own, 'out/manifest.json'), 'utf8')) as { documents: { path: string }[]; assets: { path: string }[] };
    expect([...manifest.documents, ...manifest.assets].map(({ path }) => path).concat('manifest.json').sort()).toEqual(paths.sort());
  });

  test('a form that changed last year changes the page of this year', async () => {
    const own = await twoYears(await emptyFolder());
    await rm(join(own, 'data/2024/区民政局'), { recursive: true });
    await inProcess(['build', '--root', own, '--format', 'html']);
    await edit(join(own, 'data/2023/沙坪坝街道/projects/11-农贸市场管护.yaml'), text => text.replaceAll('0.5', '0.6'));
    await inProcess(['build', '--root', own, '--format', 'html']);
    expect(await readFile(join(own, 'out/2024/沙坪坝街道/index.html'), 'utf8')).toMatch(/农贸市场管护<\/th><td class="number">1<\/td><td class="number">0\.2%<\/td><td class="number">0\.6</);
  });
});
