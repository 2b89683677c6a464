import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reader, violationsOn } from '../support/browser.js';
import { commit, git, gitRoot } from '../support/git.js';
import { Pdf } from '../support/pdf.js';
import { DEPARTMENT, edit, filesOf, inProcess, PROJECT, type Run } from '../support/run.js';

/* The report and the redlines of real changes, written by the real program. */

const ADDED = `${DEPARTMENT}/projects/18-新项目.yaml`;
const REMOVED = `${DEPARTMENT}/projects/16-招商引资.yaml`;
const redlineOf = (path: string): string => `review/redline/${path.replace(/^data\//, '').replace('.yaml', '.pdf')}`;

const review = (root: string, ...args: string[]): Promise<Run> =>
  inProcess(['diff', 'HEAD', '--root', root, '--format', 'html', '--out', join(root, 'review'), ...args]);

async function changedRoot(): Promise<string> {
  const root = await gitRoot();
  await edit(join(root, PROJECT), text => text
    .replace('年度预算: 4', '年度预算: 7.5').replace('本级支出: 4', '本级支出: 7.5')
    .replace('汇总梳理并按文件要求', '按文件要求').replace('名称: 盘点次数', '名称: 办公设备盘点次数'));
  return root;
}

test('the redline is the form itself: old and new text in one, through the same template, tagged, the same bytes again', async () => {
  const root = await changedRoot();
  const { code, stderr } = await review(root);
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('1 份修订对照稿') as string });
  const bytes = await readFile(join(root, redlineOf(PROJECT)));
  const pdf = new Pdf(bytes);
  expect(pdf.pages).toBe(1);
  const text = pdf.text(0).replaceAll(/\s/g, '');
  for (const part of ['部门专项绩效目标申报表', '修订对照稿', '47.5', '建立台账，汇总梳理并按文件要求', '产出-数量（盘点次数办公设备盘点次数）']) {
    expect(text).toContain(part);
  }
  expect(pdf.info('Title')).toBe('一般性项目（设备采购类） 2024年部门专项绩效目标申报表（修订对照稿）');
  expect(pdf.tagged().map(({ tag }) => tag)).toEqual(expect.arrayContaining(['H1', 'TH', 'TD']));
  await rm(join(root, 'review'), { recursive: true });
  await review(root, '--jobs', '1');
  expect(await readFile(join(root, redlineOf(PROJECT)))).toEqual(bytes);
});

test('added and removed forms are all inserted and all deleted; what is changed no more loses its redline', async () => {
  const root = await changedRoot();
  const added = (await readFile(join(root, PROJECT), 'utf8')).replace('一般性项目（设备采购类）', '新项目').replaceAll('办公设备', '演出设备');
  await writeFile(join(root, ADDED), added);
  await rm(join(root, REMOVED));
  expect((await review(root)).code).toBe(0);
  const files = [...(await filesOf(join(root, 'review'))).keys()].filter(path => path.endsWith('.pdf'));
  expect(files.map(path => path.split('/').at(-1))).toEqual(['03-一般性项目-设备采购类.pdf', '16-招商引资.pdf', '18-新项目.pdf']);
  expect(new Pdf(await readFile(join(root, redlineOf(REMOVED)))).text(0)).toContain('企业座谈会');
  await git(root, 'checkout', '--quiet', '--', PROJECT, REMOVED);
  expect((await review(root)).code).toBe(0);
  const left = [...(await filesOf(join(root, 'review'))).keys()].filter(path => path.endsWith('.pdf'));
  expect(left.map(path => path.split('/').at(-1))).toEqual(['18-新项目.pdf']);
});

test('the report stands alone: no script, no address, both forms of a change in it, changed cells marked', async () => {
  const root = await changedRoot();
  await review(root);
  const page = await readFile(join(root, 'review/index.html'), 'utf8');
  expect(page).not.toMatch(/<script|https?:\/\/|<link|<iframe/i);
  expect(page).toContain("default-src 'none'");
  expect(page).toContain('href="redline/2024/');
  const forms = [...page.matchAll(/<template shadowrootmode="open"[^>]*>(.*?)<\/template>/gs)].map(([, text = '']) => text);
  expect(forms).toHaveLength(2);
  expect(forms[0]).toMatch(/<td class="number" rowspan="2"><del>4<\/del><\/td>/);
  expect(forms[0]).not.toContain('<ins>');
  expect(forms[1]).toMatch(/<td class="number" rowspan="2"><ins>7\.5<\/ins><\/td>/);
  expect(forms[1]).not.toContain('<del>');
  const { stdout } = await inProcess(['diff', 'HEAD', '--root', root, '--format', 'html']);
  expect(stdout).toContain('<!doctype html>');
  expect(stdout).not.toContain('修订对照稿（PDF）');
});

test('every row of a form is in sight, on a wide screen and on a telephone, and no number is broken over two lines', async () => {
  const root = await changedRoot();
  await edit(join(root, PROJECT), text => text
    .replace(/(  - 一级: 产出\n(?:    .*\n)+?)(?=  - )/, all => all.repeat(30))
    .replaceAll('7.5', '1234567.89'));
  await review(root);
  const open = await reader();
  for (const width of [1400, 390]) {
    const page = await open(join(root, 'review/index.html'), width);
    const { forms, wide, broken } = await page.evaluate(measure);
    expect(forms).toHaveLength(2);
    for (const { styled, rows, frame, bottom } of forms) {
      expect(styled).toBe(true);
      expect(rows).toBeGreaterThan(3);
      expect(bottom).toBeLessThanOrEqual(frame);
    }
    expect(wide).toBeLessThanOrEqual(width);
    expect(broken).toEqual([]);
  }
});

/** Runs in the page. */
function measure() {
  const hosts = [...document.querySelectorAll('.form')];
  const forms = hosts.map((host) => {
    const rows = [...host.shadowRoot?.querySelectorAll('tr') ?? []];
    return {
      rows: rows.length,
      styled: getComputedStyle(host.shadowRoot?.querySelector('h1') ?? host).textAlign === 'center',
      frame: host.getBoundingClientRect().bottom,
      bottom: Math.max(...rows.map(row => row.getBoundingClientRect().bottom)),
    };
  });
  const broken: string[] = [];
  for (const root of [document.body, ...hosts.map(host => host.shadowRoot)]) {
    if (!root) continue;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const found of (node.textContent ?? '').matchAll(/\d[\d.]*/g)) {
        const range = document.createRange();
        range.setStart(node, found.index);
        range.setEnd(node, found.index + found[0].length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(found[0]);
      }
    }
  }
  return { forms, broken, wide: document.documentElement.scrollWidth };
}

test('hostile text in a form, a folder or a branch is only text', async () => {
  const root = await changedRoot();
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
  await edit(join(root, PROJECT), text => text
    .replace('名称: 采购金额', `名称: '${evil}'`)
    .replace('项目概况: 行政办公大楼办公设备购置。', '项目概况: "\uE0F0办公</style>\uE0F1设备"'));
  await git(root, 'branch', '甲</style><script>"；}');
  const { code } = await inProcess([
    'diff', '甲</style><script>"；}', '--root', root, '--format', 'html', '--out', join(root, 'review'),
  ]);
  expect(code).toBe(0);
  const page = await readFile(join(root, 'review/index.html'), 'utf8');
  expect(page).not.toMatch(/<script|<img/i);
  expect(page.match(/<\/style>/g)).toHaveLength(3); // of the page, and of both forms
  const pdf = new Pdf(await readFile(join(root, redlineOf(PROJECT))));
  expect(pdf.text(0)).toContain('onerror=alert(1)');
});

test('a version that cannot be read has no redline, and the others have; the folder of a build keeps its documents', async () => {
  const root = await changedRoot();
  await edit(join(root, `${DEPARTMENT}/projects/08-卫生健康.yaml`), text => text.replace('预算:', '预算'));
  await writeFile(join(root, 'review'), '');
  expect((await review(root)).code).toBe(2);
  await rm(join(root, 'review'));
  const { code, stdout } = await review(root);
  expect(code).toBe(0);
  expect(stdout).toContain('改动后读不出来');
  const files = [...(await filesOf(join(root, 'review'))).keys()].filter(path => path.endsWith('.pdf'));
  expect(files.map(path => path.split('/').at(-1))).toEqual(['03-一般性项目-设备采购类.pdf']);
  await commit(root);
});

test.each([1280, 390])('axe finds nothing on the report, %i pixels wide, light and dark', async (width) => {
  const root = await changedRoot();
  await review(root);
  const page = await (await reader())(join(root, 'review/index.html'), width);
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    expect(await violationsOn(page)).toEqual([]);
  }
});

test('the report begins with a summary: money, forms, targets, problems apart, copied forms; each leads to its place', async () => {
  const root = await changedRoot();
  await edit(join(root, PROJECT), text => text.replace('指标值: 4', '指标值: 3'));
  await cp(join(root, DEPARTMENT, 'projects/09-社区建设与发展.yaml'), join(root, DEPARTMENT, 'projects/18-新项目.yaml'));
  await review(root);
  const page = await (await reader())(join(root, 'review/index.html'));
  const rows = await page.$$eval('.overview tr', list => list.map(row => [...row.children].map(cell => cell.textContent.trim())));
  expect(rows.map(([label]) => label)).toEqual(['有变化的部门预算合计', '表', '指标值', '问题', '照抄的表']);
  const of = Object.fromEntries(rows) as Record<string, string>;
  expect(of.表).toBe('新增 1，修改 1');
  expect(of.指标值).toBe('放宽 1');
  expect(of.问题).toMatch(/^新错误 \d+　新提醒 \d+/);
  expect(of.照抄的表).toContain('社区建设与发展：projects/18-新项目.yaml:2 “社区建设与发展”与 09-社区建设与发展.yaml 同名');
  const links = await page.$$eval('.contents a, .overview a', list => list.map(link => link.hash));
  expect(links.length).toBeGreaterThan(3);
  for (const hash of links) {
    expect(await page.evaluate(target => document.getElementById(target.slice(1))?.tagName, hash), hash).toMatch(/SECTION|ARTICLE/);
  }
});
