import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  DEPARTMENT, edit, emptyFolder, filesOf, inProcess, PROJECT, realRoot, REPOSITORY, type Run, smallRoot,
} from '../support/run.js';
import { Pdf } from '../support/pdf.js';
import { sourceForms } from '../support/source-forms.js';
import { standardFaults } from '../support/standards/index.js';

const build = (root: string, ...args: string[]): Promise<Run> => inProcess(['build', '--root', root, '--no-cache', ...args]);

const volumeOf = async (root: string, folder = '/沙坪坝街道'): Promise<Pdf> =>
  new Pdf(await readFile(join(root, `out/2024${folder}/volume.pdf`)));

/** Returns the lines of the contents: title and page. */
function contentsOf(pdf: Pdf): { title: string; page: number }[] {
  const links = pdf.tagged().filter(({ tag }) => tag === 'Link').map(({ text }) => text);
  return links.map((text) => {
    const [, title = '', page = ''] = /^(.*?)(\d+)$/.exec(text) ?? [];
    return { title, page: Number(page) };
  });
}

/** Every page is counted, covers and leaves silently; every font is there once; the file conforms. */
function expectSound(pdf: Pdf, leaves: readonly number[] = []): void {
  for (let page = 0; page < pdf.pages; page += 1) {
    const isCover = page === 0 || leaves.includes(page + 1);
    const numbers = /第\d+页共\d+页/.exec(pdf.text(page))?.[0];
    expect(numbers).toBe(isCover ? undefined : `第${page + 1}页共${pdf.pages}页`);
  }
  expect(standardFaults(pdf.bytes)).toEqual([]);
  const names = pdf.fonts().filter(({ subtype }) => subtype === 'Type0').map(({ name }) => name.slice(7));
  expect(names.sort()).toEqual(['NotoSerifSC-Bold', 'NotoSerifSC-Regular']);
  expect(pdf.catalog('Lang').asString()).toBe('zh-CN');
  expect(pdf.catalog('MarkInfo', 'Marked').asBoolean()).toBe(true);
}

test('the volume of a department: cover, contents with right pages, overview, every form letter by letter', async () => {
  const root = await realRoot();
  expect((await build(root)).code).toBe(0);
  const pdf = await volumeOf(root);
  expect(pdf.pages).toBe(21);
  expectSound(pdf);
  expect(pdf.text(0)).toBe(
    '2024年部门预算绩效目标汇编重庆市沙坪坝区人民政府沙坪坝街道办事处18张表，17个项目，预算合计400.72万元',
  );
  const contents = contentsOf(pdf);
  expect(contents).toHaveLength(19);
  expect(contents[0]).toEqual({ title: '项目一览表', page: 3 });
  expect(contents[5]).toEqual({ title: '政策性人员（类行政人员补助）', page: 8 });
  const forms = sourceForms();
  for (const [index, { title, page }] of contents.slice(1).entries()) {
    expect(forms[index]).toContain(title);
    expect(pdf.text(page - 1)).toContain(forms[index]?.join('').replace(/\s/g, '').slice(0, 40));
  }
  expect(pdf.outline().map(({ title, page }) => ({ title, page: page + 1 }))).toEqual(contents);
  const texts = pdf.tagged().map(({ text }) => text).filter(Boolean);
  const body = texts.slice(texts.indexOf('部门整体绩效目标表', texts.indexOf('合计')));
  expect(body).toEqual(forms.flat());
  expect(pdf.text(2)).toContain('10市政环卫管护1835');
  expect(pdf.text(2)).toContain('合计400.7277');
  const html = await readFile(join(root, 'out/2024/沙坪坝街道/volume.html'), 'utf8');
  expect(html.match(/<article/g)).toHaveLength(18);
});

test('a form of several pages, and contents of several, move the pages behind them', async () => {
  const root = await smallRoot();
  await edit(join(root, PROJECT), text => text.replace('保证机关', '及时采购，'.repeat(900) + '保证机关'));
  const projects = join(root, DEPARTMENT, 'projects');
  const original = await readFile(join(projects, '04-政策性人员-类行政人员补助.yaml'), 'utf8');
  for (let number = 100; number < 200; number += 1) {
    await writeFile(join(projects, `${number}-同.yaml`), original.replace('类行政人员补助', `第${number}批`));
  }
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('5.08', '113.08'));
  const { code, stdout } = await build(root);
  expect(stdout).not.toContain('错误');
  expect(code).toBe(0);
  const pdf = await volumeOf(root);
  expectSound(pdf);
  const contents = contentsOf(pdf);
  expect(contents).toHaveLength(104);
  expect(contents[0]?.page).toBeGreaterThan(3);
  for (const { title, page } of contents) expect(pdf.text(page - 1).includes(title), `${title} ${page}`).toBe(true);
});

test('the volume of a year is bound of parts, and is one tagged document with links, bookmarks and one set of fonts', async () => {
  const root = await smallRoot();
  await cp(join(root, DEPARTMENT), join(root, 'data/2024/另一街道'), { recursive: true });
  const other = (path: string): string => join(root, 'data/2024/另一街道', path);
  await edit(other('department.yaml'), text => text.replace('编制单位: 重庆市', '编制单位: 另一个龘'));
  const long = '及时采购，'.repeat(500);
  await edit(other('projects/03-一般性项目-设备采购类.yaml'), text => text.replace('保证机关', `${long}保证机关`));
  expect((await build(root)).code).toBe(0);
  const pdf = await volumeOf(root, '');
  const contents = contentsOf(pdf);
  expectSound(pdf, [contents[1]?.page ?? 0, contents[5]?.page ?? 0]);
  expect(contents.map(({ title }) => title)).toEqual([
    '项目一览表',
    '另一个龘沙坪坝区人民政府沙坪坝街道办事处', '部门整体绩效目标表', '一般性项目（设备采购类）', '政策性人员（类行政人员补助）',
    '重庆市沙坪坝区人民政府沙坪坝街道办事处', '部门整体绩效目标表', '一般性项目（设备采购类）', '政策性人员（类行政人员补助）',
  ]);
  expect(contents.at(-1)?.page).toBe(pdf.pages);
  for (const { title, page } of contents.filter(({ title: name }) => !name.includes('办事处'))) {
    expect(pdf.text(page - 1).includes(title), `${title} ${page}`).toBe(true);
  }
  expect(pdf.outline().map(({ title, depth, page }) => [title, depth, page + 1])).toEqual(
    contents.map(({ title, page }, index) => [title, [0, 1, 5].includes(index) ? 0 : 1, page]),
  );
  const links = pdf.document.loadPage(1).getLinks().map(link => pdf.document.resolveLink(link) + 1);
  expect(links).toEqual(contents.map(({ page }) => page));
  // The text of the forms is that of the departments' own volumes.
  const formsOf = (one: Pdf): string[] => {
    const texts = one.tagged().map(({ text }) => text).filter(Boolean);
    return texts.slice(texts.indexOf('部门整体绩效目标表', texts.indexOf('合计')))
      .filter(text => !/^2024年部门预算绩效目标汇编|街道办事处$|张表/.test(text));
  };
  const own = [await volumeOf(root, '/另一街道'), await volumeOf(root)].flatMap(formsOf);
  expect(formsOf(pdf)).toEqual(own);
});

test('a volume is the same bytes on any run; one with errors in a department is not bound anew', async () => {
  const root = await smallRoot();
  await cp(join(root, DEPARTMENT), join(root, 'data/2024/另一街道'), { recursive: true });
  await build(root);
  const before = await filesOf(join(root, 'out'));
  const twin = await emptyFolder();
  await cp(join(root, 'data'), join(twin, 'data'), { recursive: true });
  await build(twin, '--jobs', '1');
  expect(await filesOf(join(twin, 'out'))).toEqual(before);
  await edit(join(root, PROJECT), text => text.replace('权重: 25', '权重: 24'));
  expect((await build(root)).code).toBe(1);
  expect((await filesOf(join(root, 'out'))).get('2024/volume.pdf')).toEqual(before.get('2024/volume.pdf'));
  await rm(join(root, 'data/2024/另一街道'), { recursive: true });
  await edit(join(root, PROJECT), text => text.replace('权重: 24', '权重: 25'));
  await build(root);
  const left = [...(await filesOf(join(root, 'out'))).keys()];
  expect(left.filter(path => path.includes('另一') || path === '2024/volume.pdf')).toEqual([]);
});

/** The boxes of pages: how far their content is moved to the right, in mm. */
const shiftsOf = ({ document, pages }: Pdf): number[] => Array.from({ length: pages }, (_, page) =>
  Math.round(-document.findPage(page).get('MediaBox', 0).asNumber() * 25.4 / 72 * 100) / 100 + 0);

test('the scheme says who publishes the year, and when, and how wide the gutter is', async () => {
  const root = await smallRoot();
  await cp(join(root, DEPARTMENT), join(root, 'data/2024/另一街道'), { recursive: true });
  const binding = '装订:\n  编印单位: 区财政局\n  封面日期: 2024年2月1日\n  装订线: 5\n';
  await edit(join(root, 'data/2024/scheme.yaml'), text => `${text}\n${binding}`);
  expect((await build(root)).code).toBe(0);
  const [year, own] = [await volumeOf(root, ''), await volumeOf(root)];
  expect(year.text(0)).toMatch(/^2024年部门预算绩效目标汇编2个部门，.*区财政局2024年2月1日$/);
  expect(own.text(0)).toMatch(/^2024年部门预算绩效目标汇编重庆市沙坪坝区人民政府沙坪坝街道办事处.*万元2024年2月1日$/);
  expect(shiftsOf(own)).toEqual(Array.from({ length: own.pages }, () => 5));
  await edit(join(root, 'data/2024/scheme.yaml'), text => `${text}  印刷: 双面\n`);
  expect((await build(root)).code).toBe(0);
  for (const pdf of [await volumeOf(root, ''), await volumeOf(root)]) {
    expect(shiftsOf(pdf)).toEqual(Array.from({ length: pdf.pages }, (_, page) => (page % 2 === 0 ? 5 : -5)));
    expect(standardFaults(pdf.bytes)).toEqual([]);
  }
});

test('page numbers stand where the style puts them on left and on right pages', async () => {
  const root = await smallRoot();
  await mkdir(join(root, 'templates/assets'), { recursive: true });
  const style = await readFile(join(REPOSITORY, 'templates/assets/print.css'), 'utf8');
  await writeFile(join(root, 'templates/assets/print.css'), `${style}
@page { @bottom-center { content: none; } }
@page :left { @bottom-left { content: counter(page); } }
@page :right { @bottom-right { content: counter(page); } }
@page cover { @bottom-left { content: none; } @bottom-right { content: none; } }
`);
  expect((await build(root)).code).toBe(0);
  const pdf = await volumeOf(root);
  expect(pdf.pages).toBeGreaterThan(5);
  for (let page = 1; page < pdf.pages; page += 1) {
    const found: number[] = [];
    pdf.document.loadPage(page).toStructuredText('').walk({
      onChar: (text, [x, y]) => { if (y > 790 && text === String(page + 1)) found.push(x); },
    });
    expect(found).toHaveLength(1);
    expect((found[0] ?? 0) < 300, `page ${page + 1}`).toBe(page % 2 === 1);
  }
});

test('a department with another font has its page numbers in it, also digits that its forms do not have', async () => {
  const root = await smallRoot();
  const other = join(root, 'data/2024/只有部门表');
  await mkdir(other);
  await writeFile(join(other, 'scheme.yaml'), '权重合计: 70\n字体:\n  正文: 细宋\n');
  const form = await readFile(join(root, DEPARTMENT, 'department.yaml'), 'utf8');
  const withoutDigits = form.replace(/绩效目标: \|[^]*?绩效指标:/, '绩效目标: 保障运转。\n绩效指标:').replace(/指标值: .*/g, '指标值: 1')
    .replace(/权重: .*/g, '权重: 10').replace(/支出预算总量: .*/, '支出预算总量: 0').replace(/业务主管部门: .*/, '业务主管部门: 预算科');
  await writeFile(join(other, 'department.yaml'), withoutDigits);
  await mkdir(join(root, 'templates/assets/fonts'), { recursive: true });
  const light = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/300Light/NotoSerifSC_300Light.ttf');
  await cp(light, join(root, 'templates/assets/fonts/细宋.ttf'));
  const { code, stdout } = await build(root);
  expect(stdout).not.toContain('错误');
  expect(code).toBe(0);
  const pdf = await volumeOf(root, '');
  expect(pdf.text(pdf.pages - 1)).toContain(`共${pdf.pages}页`);
  expect(standardFaults(pdf.bytes)).toEqual([]);
});

test('an overview longer than expected moves every page behind it', async () => {
  const root = await smallRoot();
  const projects = join(root, DEPARTMENT, 'projects');
  const original = await readFile(join(projects, '04-政策性人员-类行政人员补助.yaml'), 'utf8');
  // 28 names that take two lines in the overview and one in the contents.
  for (let number = 100; number < 126; number += 1) {
    await writeFile(join(projects, `${number}-同.yaml`), original.replace('类行政人员补助', `类行政人员补助第${number}批，含基层一线工作人员`));
  }
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('5.08', '33.16'));
  const { code, stdout } = await build(root, '--format', 'pdf');
  expect(stdout).not.toContain('错误');
  expect(code).toBe(0);
  const pdf = await volumeOf(root);
  expect(contentsOf(pdf)[0]).toEqual({ title: '项目一览表', page: 3 });
  expect(contentsOf(pdf)[1]?.page).toBe(5);
  expectSound(pdf);
  for (const { title, page } of contentsOf(pdf)) expect(pdf.text(page - 1).includes(title), `${title} ${page}`).toBe(true);
});
