import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeScratch } from '../../src/io/scratch.js';
import {
  DEPARTMENT, documentsIn, edit, emptyFolder, filesOf, fillSmallRoot, inProcess, jixiao, PROJECT, realRoot, run,
  type Run, smallRoot,
} from '../support/run.js';
import { Pdf } from '../support/pdf.js';

const OUT = 'out/2024/沙坪坝街道';
const OTHER = 'data/2024/另一街道';

/** Really prints: what the cache does has tests of its own, and volumes too. */
async function build(root: string, ...args: string[]): ReturnType<typeof jixiao> {
  return inProcess(['build', '--root', root, '--no-cache', '--no-volume', ...args]);
}

let first: { root: string; run: Run };

beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
  await fillSmallRoot(root);
  first = { root, run: await build(root) };
});

afterAll(() => rm(first.root, { recursive: true, force: true }));

/** A small root after its first build, which is made once for all tests. */
async function builtRoot(): Promise<string> {
  const root = await emptyFolder();
  await cp(first.root, root, { recursive: true, preserveTimestamps: true });
  return root;
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1)?.replace(/用时.*/, '') ?? '';

test('documents, assets and manifest lie as CLI.md says, and the last line counts them', async () => {
  const { root, run: { code, stdout } } = first;
  expect(code).toBe(0);
  expect(lastLine(stdout)).toBe('完成：6 份文档（新增 6，更新 0，未变 0，删除 0），');
  const files = await filesOf(join(root, 'out'));
  expect([...files.keys()]).toEqual([
    '2024/沙坪坝街道/department.html',
    '2024/沙坪坝街道/department.pdf',
    '2024/沙坪坝街道/index.html',
    '2024/沙坪坝街道/projects/03-一般性项目-设备采购类.html',
    '2024/沙坪坝街道/projects/03-一般性项目-设备采购类.pdf',
    '2024/沙坪坝街道/projects/04-政策性人员-类行政人员补助.html',
    '2024/沙坪坝街道/projects/04-政策性人员-类行政人员补助.pdf',
    'assets/catalogue.js',
    'assets/data/2024/沙坪坝街道.js',
    'assets/data/2024/沙坪坝街道/department.yaml',
    'assets/data/2024/沙坪坝街道/projects/03-一般性项目-设备采购类.yaml',
    'assets/data/2024/沙坪坝街道/projects/04-政策性人员-类行政人员补助.yaml',
    'assets/data/library/2024/沙坪坝街道.json',
    'assets/fonts.css',
    'assets/fonts/Noto-Serif-SC-400.ttf',
    'assets/fonts/Noto-Serif-SC-700.ttf',
    'assets/library.js',
    'assets/print.css',
    'assets/site.css',
    'assets/ufuzzy.js',
    'index.html',
    'library.html',
    'manifest.json',
  ]);
  const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '') as { documents: Record<string, unknown>[] };
  expect(manifest.documents).toHaveLength(6);
  expect(manifest.documents[1]).toEqual({
    path: '2024/沙坪坝街道/department.pdf',
    kind: 'department',
    format: 'pdf',
    sources: ['data/2024/沙坪坝街道/department.yaml'],
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    bytes: files.get('2024/沙坪坝街道/department.pdf')?.length,
    pages: 1,
  });
});

test('the same inputs are the same bytes: in other folders, orders, numbers of pages, beside other departments', async () => {
  const { root } = first;
  const twin = await emptyFolder();
  await cp(join(root, 'data'), join(twin, 'data'), { recursive: true });
  // Another department, first in order, needs characters that were not in use: the fonts are cut differently.
  await cp(join(root, DEPARTMENT), join(twin, 'data/2024/丙街道'), { recursive: true });
  await edit(join(twin, 'data/2024/丙街道/department.yaml'), text => text.replace('绩效目标: |', '绩效目标: |\n  龘靐齉爨鼐鬻黼黻'));
  expect((await build(twin, '--jobs', '1')).code).toBe(0);
  const [one, two] = [await filesOf(join(root, OUT)), await filesOf(join(twin, OUT))];
  expect(one.size).toBe(7);
  expect([...two.keys()]).toEqual([...one.keys()]);
  for (const [path, bytes] of one) expect(bytes.equals(two.get(path) ?? Buffer.alloc(0)), path).toBe(true);
});

test('equal files stay untouched; a change rewrites just its documents', async () => {
  const root = await builtRoot();
  const { stdout } = await build(root);
  expect(lastLine(stdout)).toBe('完成：6 份文档（新增 0，更新 0，未变 6，删除 0），');
  await edit(join(root, PROJECT), text => text.replace('盘点次数', '清点次数'));
  expect(lastLine((await build(root)).stdout)).toBe('完成：6 份文档（新增 0，更新 2，未变 4，删除 0），');
});

test('documents of deleted YAML go; files that jixiao did not make stay', async () => {
  const root = await builtRoot();
  await writeFile(join(root, OUT, 'projects/说明.txt'), '我的');
  await writeFile(join(root, OUT, 'projects/04-政策性人员-类行政人员补助.pdf'), '盖章的扫描件');
  await rm(join(root, DEPARTMENT, 'projects/04-政策性人员-类行政人员补助.yaml'));
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('5.08', '4'));
  expect(lastLine((await build(root)).stdout)).toBe('完成：4 份文档（新增 0，更新 2，未变 2，删除 1），');
  expect([...(await filesOf(join(root, OUT, 'projects'))).keys()]).toEqual([
    '03-一般性项目-设备采购类.html',
    '03-一般性项目-设备采购类.pdf',
    '04-政策性人员-类行政人员补助.pdf',
    '说明.txt',
  ]);
});

test('without drafts a department with errors keeps its old documents, the others are built, exit 1', async () => {
  const root = await smallRoot();
  await cp(join(root, DEPARTMENT), join(root, OTHER), { recursive: true });
  await build(root);
  const before = await documentsIn(join(root, OUT));
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('权重: 20', '权重: 19'));
  await edit(join(root, OTHER, 'department.yaml'), text => text.replace('厉行节约', '勤俭节约'));
  const { code, stdout } = await build(root, '--no-draft');
  expect(code).toBe(1);
  expect(stdout).toContain('7 项指标的权重合计 89，应为 90');
  expect(stdout).toContain('没有印 data/2024/沙坪坝街道：有错误，旧的文档保留（6 份）');
  expect(lastLine(stdout)).toBe('完成：6 份文档（新增 0，更新 2，未变 4，删除 0），');
  expect(await documentsIn(join(root, OUT))).toEqual(before);
  const manifest = await readFile(join(root, 'out/manifest.json'), 'utf8');
  expect(manifest).toContain('2024/沙坪坝街道/department.pdf');
});

test('--timing says for each step, for Node and for the browser where the time went', async () => {
  const root = await smallRoot();
  const table = async (...args: string[]): Promise<string[][]> => {
    const { code, stderr } = await jixiao(['build', '--root', root, '--quiet', '--timing', ...args]);
    expect(code).toBe(0);
    const lines = stderr.trimEnd().split('\n');
    return lines.slice(lines.findIndex(line => line.startsWith('步骤'))).map(line => line.split(/ {2,}/));
  };
  const rows = await table('--no-cache');
  expect(rows.map(([name]) => name?.replace(/：.*/, ''))).toEqual([
    '步骤', '读入', '字体和样式', '检查', '渲染', '印制', '整理', '写出', '装订', '收尾', '目录',
    '其他', 'Node 合计', '浏览器 合计', '每印一张表的处理器时间（共 3 张）',
  ]);
  for (const [, elapsed, processor] of rows.slice(1, 11)) expect([elapsed, processor].join(' ')).toMatch(/^\d+\.\d\d \d+\.\d\d$/);
  for (const [, elapsed, processor] of rows.slice(11, 14)) expect([elapsed, processor].join(' ')).toMatch(/^– \d+\.\d\d$/);
  expect(rows.at(-1)?.join()).toMatch(/：Node \d+\.\d 毫秒，浏览器 \d+\.\d 毫秒$/);
  const withoutPdf = await table('--format', 'html');
  expect(withoutPdf.at(-1)).toEqual(['浏览器 合计', '–', '0.00']);
});

test('PATH builds only these forms and keeps the other entries of the manifest', async () => {
  const root = await builtRoot();
  const manifest = await readFile(join(root, 'out/manifest.json'), 'utf8');
  expect(lastLine((await build(root, PROJECT)).stdout)).toBe('完成：2 份文档（新增 0，更新 0，未变 2，删除 0），');
  expect(lastLine((await build(root, '--format', 'html')).stdout)).toBe('完成：3 份文档（新增 0，更新 0，未变 3，删除 0），');
  expect(await readFile(join(root, 'out/manifest.json'), 'utf8')).toBe(manifest);
});

test('text is printed as typed: markup, templates, quotes and formulas are only text', async () => {
  const root = await smallRoot();
  const hostile = '<script>document.title=1</script><img src=file:///etc/passwd>{{x}} {{{y}}} & &lt; "q" \'s\' `b` =1+1';
  await edit(join(root, PROJECT), text =>
    text
      .replace(/项目概况: .*/, `项目概况: |\n  ${hostile}`)
      .replace('名称: 盘点次数', `名称: '${hostile.replaceAll('\'', '\'\'').slice(0, 90)}'`));
  const { code } = await build(root);
  expect(code).toBe(0);
  const path = join(root, OUT, 'projects/03-一般性项目-设备采购类');
  const pdf = new Pdf(await readFile(`${path}.pdf`));
  expect(pdf.tagged().map(({ text }) => text.replace(/\s/g, ''))).toContain(hostile.replace(/\s/g, ''));
  expect(pdf.info('Title')).toBe('一般性项目（设备采购类） 2024年部门专项绩效目标申报表');
  const html = await readFile(`${path}.html`, 'utf8');
  expect(html).not.toContain('<script');
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;script&gt;document.title&#x3D;1&lt;/script&gt;');
});

test('a goal of 10,000 characters and 60 indicators flow over pages: header repeated, page numbers, every row whole', async () => {
  const root = await smallRoot();
  const sentence = '对辖区进行绿化管理，符合区城管局绿化管理标准，无裸露地带，做好行道树病虫害防治；';
  const indicator = (index: number): string =>
    `  - 一级: 产出\n    二级: 数量\n    名称: 第${index}项绿化管护面积完成情况及养护质量达到标准的比例\n` +
    `    权重: 1.5\n    单位: ㎡\n    性质: ≥\n    指标值: ${1000000 + index}\n`;
  await edit(join(root, PROJECT), text =>
    text
      .replace(/绩效目标: \|[^]*?绩效指标:/, `绩效目标: |\n  ${sentence.repeat(250)}\n绩效指标:`)
      .replace(/绩效指标:[^]*/, `绩效指标:\n${Array.from({ length: 60 }, (_, index) => indicator(index)).join('')}`));
  const { code, stdout } = await build(root);
  expect(stdout).not.toContain('错误');
  expect(code).toBe(0);
  const pdf = new Pdf(await readFile(join(root, OUT, 'projects/03-一般性项目-设备采购类.pdf')));
  expect(pdf.pages).toBeGreaterThan(10);
  const texts = Array.from({ length: pdf.pages }, (_, page) => pdf.text(page));
  for (const [page, text] of texts.entries()) expect(text).toContain(`第${page + 1}页共${pdf.pages}页`);
  const header = '绩效指标指标指标权重计量单位指标性质指标值';
  const withRows = texts.filter(text => text.includes('项绿化管护'));
  expect(withRows.length).toBeGreaterThan(2);
  for (const text of withRows) expect(text).toContain(header);
  for (let index = 0; index < 60; index += 1) {
    const row = `产出-数量（第${index}项绿化管护面积完成情况及养护质量达到标准的比例）1.5㎡≥${1000000 + index}`;
    expect(texts.filter(text => text.includes(row)), row).toHaveLength(1);
  }
  expect(texts.join('').replace(/第\d+页共\d+页|重庆市沙坪坝区人民政府沙坪坝街道办事处2024年度(?:一般性项目（设备采购类）)?/g, '')).toContain(sentence.repeat(250));
  expect(pdf.outline().map(({ title }) => title)).toContain('绩效指标');
});

test('file names with blanks, dots, Chinese and quotes keep their names', async () => {
  const root = await smallRoot();
  const names = ['..09 甲 & \'乙\'..yaml', '10-#100% [丙]！.yaml'];
  for (const name of names) await cp(join(root, PROJECT), join(root, DEPARTMENT, 'projects', name));
  await rename(join(root, DEPARTMENT), join(root, 'data/2024/街道 (东)'));
  await edit(join(root, 'data/2024/街道 (东)/department.yaml'), text => text.replace('5.08', '13.08'));
  const { code, stdout } = await build(root);
  expect(stdout).not.toContain('错误');
  expect(code).toBe(0);
  const made = [...(await filesOf(join(root, 'out/2024'))).keys()];
  for (const name of names) expect(made).toContain(`街道 (东)/projects/${name.replace('.yaml', '.pdf')}`);
});

test('out that cannot be written: exit 2, told so, nothing half-written', async () => {
  const root = await smallRoot();
  await writeFile(join(root, 'file'), '');
  for (const out of ['file', 'file/out']) {
    const { code, stderr, stdout } = await build(root, '--out', join(root, out));
    expect(code).toBe(2);
    expect(stderr).toMatch(/写不了 .*file.*\n→ .*--out/);
    expect(stdout).not.toContain('完成');
  }
});

test('a link in out that leads elsewhere is not written through', async () => {
  const root = await smallRoot();
  const elsewhere = await emptyFolder();
  await mkdir(join(root, 'out'));
  await symlink(elsewhere, join(root, 'out/2024'));
  const { code, stderr } = await build(root, '--format', 'html');
  expect(code).toBe(2);
  expect(stderr).toContain('不是真正的文件夹');
  expect(await readdir(elsewhere)).toEqual([]);
});

test('a manifest that names files outside out removes nothing there', async () => {
  const root = await smallRoot();
  await mkdir(join(root, 'out'));
  await writeFile(join(root, 'keep.pdf'), 'x');
  const sha256 = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
  const entry = { path: '../keep.pdf', kind: 'project', format: 'pdf', sources: [], sha256, bytes: 1 };
  await writeFile(join(root, 'out/manifest.json'), JSON.stringify({ documents: [entry, null, { path: 3 }] }));
  expect((await build(root, '--format', 'html')).code).toBe(0);
  expect(await readFile(join(root, 'keep.pdf'), 'utf8')).toBe('x');
});

test('a full disk: exit 2, told so, only whole files', async () => {
  const root = await smallRoot();
  const program = 'ulimit -f 100; exec "$0" "$@"'; // blocks of 1 KB: pages fit, the fonts do not
  const args = ['src/jixiao.mjs', 'build', '--root', root, '--format', 'html', '--no-volume'];
  const { code, stderr } = await run('bash', ['-c', program, process.execPath, ...args]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/写不了 .*\.ttf（EFBIG）\n→ .*磁盘/);
  const names = [...(await filesOf(join(root, 'out'))).keys()];
  expect(names.filter(name => name.includes('.jixiao'))).toEqual([]);
  for (const name of names.filter(name => name.endsWith('.html'))) {
    expect((await readFile(join(root, 'out', name), 'utf8')).trimEnd()).toMatch(/<\/html>$/);
  }
});

test('what a killed run left behind is cleared by the next', async () => {
  const root = await smallRoot();
  const out = join(root, 'out');
  await mkdir(out);
  const own = await makeScratch(out, '.jixiao-');
  const ofDead = own.replace(/\.jixiao-\d+\.\d+/, '.jixiao-999999999.0');
  await rename(own, ofDead);
  await writeFile(join(ofDead, '1'), 'half');
  expect((await build(root, '--format', 'html')).code).toBe(0);
  expect((await readdir(join(root, 'out'))).filter(name => name.startsWith('.jixiao'))).toEqual([]);
});

test('no browser that can run: exit 2, told so; the HTML can be had without', async () => {
  const root = await smallRoot();
  const env = { PUPPETEER_EXECUTABLE_PATH: '/nowhere/chrome' };
  const { code, stderr } = await jixiao(['build', '--root', root, '--no-cache'], { env });
  expect(code).toBe(2);
  expect(stderr).toContain('PUPPETEER_EXECUTABLE_PATH 指向的浏览器不能运行：/nowhere/chrome');
  const broken = await jixiao(['build', '--root', root, '--no-cache'], { env: { PUPPETEER_EXECUTABLE_PATH: '/bin/false' } });
  expect(broken.code).toBe(2);
  expect(broken.stderr).toMatch(/浏览器 \/bin\/false 启动不了：.*\n→ /);
  expect((await jixiao(['build', '--root', root, '--format', 'html'], { env })).code).toBe(0);
});

test('SIGTERM stops the run, with whole files only; the next run goes on', async () => {
  const root = await realRoot();
  const { spawn } = await import('node:child_process');
  const args = ['src/jixiao.mjs', 'build', '--root', root, '--jobs', '1', '--no-cache', '--no-volume'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  const made = async (): Promise<number> => (await readdir(join(root, OUT)).catch(() => [])).length;
  await expect.poll(made, { timeout: 110_000 }).toBeGreaterThan(0);
  child.kill('SIGTERM');
  const code = await new Promise(resolve => child.on('exit', resolve));
  expect(code).toBe(143);
  expect(stderr).toContain('已停止');
  const files = await filesOf(join(root, 'out'));
  expect([...files.keys()].filter(name => name.includes('.jixiao'))).toEqual([]);
  for (const [name, bytes] of files) if (name.endsWith('.pdf')) expect(new Pdf(bytes).pages).toBe(1);
  expect((await build(root)).code).toBe(0);
  expect((await documentsIn(join(root, 'out/2024'))).size).toBe(36);
});

test('the scheme names a font of the user: it is used, cut and embedded', async () => {
  const root = await smallRoot();
  const fonts = join(root, 'templates/assets/fonts');
  await mkdir(fonts, { recursive: true });
  const light = 'node_modules/@expo-google-fonts/noto-serif-sc/200ExtraLight/NotoSerifSC_200ExtraLight.ttf';
  await cp(light, join(fonts, '细宋.ttf'));
  await edit(join(root, 'data/2024/scheme.yaml'), text => `${text}\n字体:\n  正文: 细宋\n`);
  const { code } = await build(root, PROJECT);
  expect(code).toBe(0);
  const pdf = new Pdf(await readFile(join(root, OUT, 'projects/03-一般性项目-设备采购类.pdf')));
  expect(pdf.fonts().map(({ name }) => name.slice(7))).toEqual(
    expect.arrayContaining(['NotoSerifSC-ExtraLight', 'NotoSerifSC-Bold']) as string[],
  );
  expect(await readFile(join(root, 'out/assets/fonts.css'), 'utf8')).toContain('font-family: \'细宋\'');
});
