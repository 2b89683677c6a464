import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256Of } from '../../src/model/document.js';
import { cleanRoot, DEPARTMENT, documentsIn, edit, filesOf, inProcess } from '../support/run.js';
import { partsOf } from '../support/word.js';

const HEALTH = `${DEPARTMENT}/projects/08-卫生健康.yaml`;
const OUT = '2024/沙坪坝街道';

interface Manifest { documents: { path: string; kind: string; format: string; sha256: string; draft?: true }[] }

test('Word files and workbooks are documents like any other: listed, cached, drafts, removed with their YAML', async () => {
  const root = await cleanRoot();
  const env = { XDG_CACHE_HOME: join(root, 'cache') };
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
