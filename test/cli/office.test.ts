import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256Of } from '../../src/model/document.js';
import { linkBrowser } from '../support/linked-browser.js';
import { zipOf } from '../support/office/zip.js';
import { cleanRoot, DEPARTMENT, documentsIn, edit, emptyFolder, filesOf, inProcess, type Run } from '../support/run.js';
import { partsOf } from '../support/word.js';

const HEALTH = `${DEPARTMENT}/projects/08-卫生健康.yaml`;
const SCHEME = 'data/2024/scheme.yaml';
const OUT = '2024/沙坪坝街道';

/** A text without the line that names the schema, which the fixture has not, and without its line breaks. */
const unbroken = (text: string): string => text.replace(/^# .*\n/gm, '').replace(/[\s|]/g, '');

interface Manifest { documents: { path: string; kind: string; format: string; sha256: string; draft?: true }[] }

test('Word files and workbooks are documents like any other: listed, cached, drafts, removed with their YAML', async () => {
  const root = await cleanRoot();
  const env = { XDG_CACHE_HOME: join(root, 'cache') };
  await linkBrowser(env.XDG_CACHE_HOME);
  const build = (...more: string[]): ReturnType<typeof inProcess> =>
    inProcess(['build', '--root', root, '--quiet', '--format', 'docx,xlsx', ...more], { env });
  const manifest = async (): Promise<Manifest['documents']> =>
    (JSON.parse(String((await filesOf(join(root, 'out'))).get('manifest.json'))) as Manifest).documents;

  const first = await build();
  expect(first.stdout).toContain('4 份文档（新增 4，更新 0，未变 0，删除 0）');
  const files = await documentsIn(join(root, 'out'));
  const listed = await manifest();
  expect(listed.map(({ path, kind, format }) => [path, kind, format])).toEqual([
    [`${OUT}/department.docx`, 'department', 'docx'],
    [`${OUT}/projects/03-一般性项目-设备采购类.docx`, 'project', 'docx'],
    [`${OUT}/projects/08-卫生健康.docx`, 'project', 'docx'],
    [`${OUT}/workbook.xlsx`, 'workbook', 'xlsx'],
  ]);
  for (const { path, sha256 } of listed) expect(sha256Of(files.get(path) ?? new Uint8Array())).toBe(sha256);

  expect((await build()).stdout).toContain('4 份文档（新增 0，更新 0，未变 4，删除 0）');
  expect((await build('--no-cache')).stdout).toContain('4 份文档（新增 0，更新 0，未变 4，删除 0）');

  // What was exported is imported as it was: from the YAML in Word files,
  // from the cells of a workbook or a changed file.
  const importInto = async (...names: string[]): Promise<{ target: string; run: Run }> => {
    const target = await emptyFolder();
    await cp(join(root, SCHEME), join(target, SCHEME), { recursive: true });
    const paths = names.map(name => join(root, 'out', OUT, name));
    const place = ['--root', target, '--year', '2024', '--department', '沙坪坝街道'];
    return { target, run: await inProcess(['import', ...place, ...paths]) };
  };
  const own = [`${DEPARTMENT}/department.yaml`, `${DEPARTMENT}/projects/03-一般性项目-设备采购类.yaml`, HEALTH];
  const textsIn = (folder: string): Promise<string[]> => Promise.all(own.map(path => readFile(join(folder, path), 'utf8')));
  const before = await textsIn(root);
  const docx = listed.filter(({ format }) => format === 'docx').map(({ path }) => path.slice(OUT.length + 1));
  const words = await importInto(...docx);
  expect(words.run.stdout).toContain('取自附在里面的 YAML');
  expect(await textsIn(words.target)).toEqual(before);
  const book = await importInto('workbook.xlsx');
  expect(book.run.stdout).toContain('没有放进去 0');
  // A workbook says neither the numbers of the files nor where their lines break.
  const fromCells = [...(await filesOf(join(book.target, DEPARTMENT))).values()];
  expect(fromCells.map(bytes => unbroken(String(bytes)))).toEqual(before.map(unbroken));
  const health = join(root, 'out', OUT, 'projects/08-卫生健康.docx');
  const parts = partsOf(await readFile(health));
  expect(parts.get('word/document.xml')).toContain('>24<');
  await writeFile(health, zipOf([...parts].map(([name, text]) =>
    [name, name === 'word/document.xml' ? text.replaceAll('>24<', '>44<') : text])));
  const edited = await importInto('projects/08-卫生健康.docx');
  expect(edited.run.stdout).not.toContain('取自附在里面的 YAML');
  expect((await filesOf(join(edited.target, DEPARTMENT))).get('projects/01-卫生健康.yaml')?.toString()).toContain('指标值: 44');

  await edit(join(root, HEALTH), text => text.replace('本级支出: 3', '本级支出: 2'));
  const wrong = await build();
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toContain('3 张表印成草稿');
  expect((await manifest()).every(({ draft }) => draft)).toBe(true);
  const draft = partsOf((await documentsIn(join(root, 'out'))).get(`${OUT}/workbook.xlsx`) ?? new Uint8Array());
  expect(draft.get('xl/sharedStrings.xml')).toContain('草稿');

  await rm(join(root, HEALTH));
  const removed = await build();
  expect(removed.stdout).toMatch(/删除 1）/);
  expect([...(await documentsIn(join(root, 'out'))).keys()]).not.toContain(`${OUT}/projects/08-卫生健康.docx`);
}, 120_000);

test('a format that there is not is refused, and so is a redline in Word without a folder', async () => {
  const root = await cleanRoot();
  const unknown = await inProcess(['build', '--root', root, '--format', 'html,doc']);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('html、pdf、docx、xlsx')]);
  const nowhere = await inProcess(['diff', '--root', root, '--format', 'docx']);
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('--out 文件夹')]);
});
