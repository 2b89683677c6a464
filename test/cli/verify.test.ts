import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanRoot, edit, emptyFolder, filesOf, inProcess, REPOSITORY, type Run } from '../support/run.js';
import { Git } from '../support/repository.js';

/* A PDF that came by mail, or lies in an archive: is it what the repository makes of the YAML in it? */

let root: string;
let mail: string;
let git: Git;
const FIRST = '01-first.pdf';

const build = (from: string, out: string, ...args: string[]): Promise<Run> =>
  inProcess(['build', '--root', from, '--out', out, '--format', 'pdf', '--quiet', ...args]);
const verify = (...paths: string[]): Promise<Run> => inProcess(['verify', '--root', root, ...paths]);
const pdfsOf = async (out: string): Promise<string[]> => [...(await filesOf(out)).keys()].filter(path => path.endsWith('.pdf'));
const isProject = (path: string): boolean => path.includes('/projects/');

/** Builds a root and returns one of its documents. */
async function documentOf(from: string, isMeant: (path: string) => boolean, ...args: string[]): Promise<Buffer> {
  const out = await emptyFolder();
  await build(from, out, ...args);
  return readFile(join(out, (await pdfsOf(out)).find(isMeant) ?? ''));
}

async function receive(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(join(mail, name), bytes);
  return join(mail, name);
}

/** The one form of the root whose goal is changed in the tests. */
async function projectFile(): Promise<string> {
  const files = [...(await filesOf(root)).keys()];
  return join(root, files.find(path => path.endsWith('.yaml') && isProject(path)) ?? '');
}

beforeAll(async () => {
  [root, mail] = await Promise.all(['a', 'b'].map(() => mkdtemp(join(tmpdir(), 'jixiao-test-')))) as [string, string];
  await cp(join(REPOSITORY, 'test/fixtures/clean'), root, { recursive: true });
  git = await Git.init(root);
  await git.commit('年初申报');
  const archive = join(mail, 'archive');
  await build(root, archive);
  await receive(FIRST, await readFile(join(archive, (await pdfsOf(archive)).find(isProject) ?? '')));
  await edit(await projectFile(), text => text.replace('项目概况: ', '项目概况: 年中调整，'));
  await git.commit('年中调整');
});
afterAll(() => Promise.all([root, mail].map(folder => rm(folder, { recursive: true, force: true }))));

test('names the commit, the form and the year of a document made of the newest YAML', async () => {
  const file = await receive('newest.pdf', await documentOf(root, isProject));
  const { code, stdout } = await verify(file);
  expect(stdout).toMatch(/^✓ .*newest\.pdf　.*2024年.*\n {2}data\/2024\/.*\/projects\/.*\.yaml：与提交 [\da-f]{12}（\d{4}-\d\d-\d\d 年中调整）做出来的逐字节一致/);
  expect(code).toBe(0);
});

test('finds the commit of a document made of earlier YAML', async () => {
  const { code, stdout } = await verify(join(mail, FIRST));
  expect(stdout).toContain('年初申报）做出来的逐字节一致');
  expect(code).toBe(0);
});

test('lists a folder: documents of several versions, and a volume that is not the one of now', async () => {
  const { code, stdout } = await verify(join(mail, 'archive'));
  const lines = stdout.split('\n');
  expect(lines.filter(line => line.startsWith('✓')).length).toBe((await pdfsOf(join(mail, 'archive'))).length - 1);
  expect(lines.find(line => line.startsWith('✗'))).toContain('volume.pdf');
  expect(stdout).toContain('没有附 YAML');
  expect(code).toBe(1);
});

test('knows the volume of now', async () => {
  const file = await receive('volume-now.pdf', await documentOf(root, path => path.endsWith('volume.pdf')));
  expect(await verify(file)).toMatchObject({ code: 0 });
});

test('knows a draft', async () => {
  const before = await readFile(await projectFile());
  await edit(await projectFile(), text => text.replace('年度预算: 4', '年度预算: 99999'));
  const file = await receive('draft.pdf', await documentOf(root, isProject));
  const { code, stdout } = await verify(file);
  await writeFile(await projectFile(), before);
  expect(stdout).toContain('还没有提交');
  expect(stdout).toContain('是草稿');
  expect(code).toBe(0);
});

test('knows the public version of the files on disk', async () => {
  const out = await emptyFolder();
  await appendFile(join(root, 'data/2024/scheme.yaml'), '\n公开:\n  内部栏目: [业务主管部门]\n');
  await inProcess(['build', '--root', root, '--public', '--out', out, '--format', 'pdf', '--quiet']);
  const file = await receive('public.pdf', await readFile(join(out, (await pdfsOf(out)).find(isProject) ?? '')));
  const { code, stdout } = await verify(file);
  await git.ok('checkout', '--', '.');
  expect(stdout).toContain('与现在的文件的公开版做出来的逐字节一致');
  expect(code).toBe(0);
});

test('shows the text that differs when another document was made of the same YAML', async () => {
  const other = await emptyFolder();
  await cp(join(root, 'data'), join(other, 'data'), { recursive: true });
  const path = 'templates/assets';
  await mkdir(join(other, path), { recursive: true });
  await cp(join(REPOSITORY, 'templates/assets/print.css'), join(other, path, 'print.css'));
  await appendFile(join(other, path, 'print.css'), 'h1::after { content: "（盖章有效）"; }\n');
  const file = await receive('forged.pdf', await documentOf(other, isProject));
  const { code, stdout } = await verify(file);
  expect(stdout).toContain('年中调整）里有这份 YAML，做出来的 PDF 却不同');
  expect(stdout).toMatch(/第 1 页的文字：\n.*现为 “.*（盖章有效）.*”/);
  expect(code).toBe(1);
});

test('tells what was added behind a document apart from a change of it', async () => {
  const signed = Buffer.concat([await readFile(join(mail, FIRST)), Buffer.from('9 0 obj\n<</Type/Sig>>\nendobj\n%%EOF\n')]);
  const { code, stdout } = await verify(await receive('signed.pdf', signed));
  expect(stdout).toContain('做出来的逐字节一致');
  expect(stdout).toContain('后面另加了 35 字节');
  expect(code).toBe(1);
});

test('refuses what another program saved, a damaged file, and what is no PDF, and goes on', async () => {
  const saved = await PDFDocument.load(await readFile(join(mail, FIRST)), { updateMetadata: false });
  const bytes = Buffer.from(await readFile(join(mail, FIRST)));
  const broken = bytes.subarray(0, bytes.length / 2);
  const files = [
    await receive('saved.pdf', await saved.save({ useObjectStreams: false })), await receive('broken.pdf', broken),
    await receive('text.pdf', Buffer.from('甲')), join(mail, FIRST),
  ];
  const { code, stdout } = await verify(...files);
  expect(stdout).toContain('看不出：不是本程序印的');
  expect(stdout).toContain('看不出：文件不完整');
  expect(stdout).toContain('看不出：不是 PDF');
  expect(stdout).toContain('4 份中 1 份与仓库一致');
  expect(code).toBe(1);
});

test('says that no version has the YAML of a form of elsewhere', async () => {
  const other = await cleanRoot();
  const folder = [...(await filesOf(other)).keys()].find(isProject) ?? '';
  await edit(join(other, folder), text => text.replace('项目概况: ', '项目概况: 别处的项目，'));
  const { code, stdout } = await verify(await receive('foreign.pdf', await documentOf(other, isProject)));
  expect(stdout).toContain('附的 YAML 不在仓库的任何一个版本里');
  expect(code).toBe(1);
});

test('works in a folder without git', async () => {
  const plain = await cleanRoot();
  const file = await receive('plain.pdf', await documentOf(plain, isProject));
  const { code, stdout } = await inProcess(['verify', '--root', plain, file]);
  expect(stdout).toContain('现在的文件');
  expect(code).toBe(0);
});

test('refuses a path that does not exist, and a folder without PDFs', async () => {
  expect((await verify(join(mail, 'nothing.pdf'))).stderr).toContain('没有这个文件或文件夹');
  expect(await verify(join(root, 'data'))).toMatchObject({ code: 2 });
});
