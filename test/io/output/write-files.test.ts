import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFiles, stateOf, writeFiles } from '../../../src/io/output/write-files.js';
import { emptyFolder } from '../../support/run.js';

const file = (path: string, text: string): { path: string; bytes: Uint8Array } => ({ path, bytes: Buffer.from(text) });

test('files are created with their folders, replaced with their mode, or left alone when equal', async () => {
  const root = await emptyFolder();
  await mkdir(join(root, 'data'));
  await writeFile(join(root, 'data/old.yaml'), '甲');
  await chmod(join(root, 'data/old.yaml'), 0o640);
  const files = [file('data/2024/部门/new.yaml', '乙'), file('data/old.yaml', '丙')];
  expect(files.map(one => stateOf(root, one))).toEqual(['新建', '覆盖']);
  writeFiles(root, files);
  expect(files.map(one => stateOf(root, one))).toEqual(['相同', '相同']);
  expect((await stat(join(root, 'data/old.yaml'))).mode & 0o777).toBe(0o640);
});

test('when one cannot be written, files and folders are as they were', async () => {
  const root = await emptyFolder();
  await mkdir(join(root, 'data'));
  await writeFile(join(root, 'data/old.yaml'), '甲');
  await writeFile(join(root, 'data/2025'), 'a file in the place of a folder');
  const files = [file('data/old.yaml', '乙'), file('data/2024/部门/new.yaml', '丙'), file('data/2025/x.yaml', '丁')];
  expect(() => writeFiles(root, files)).toThrow('写不了 data/2025/x.yaml：data/2025 不是真正的文件夹');
  expect(await readFile(join(root, 'data/old.yaml'), 'utf8')).toBe('甲');
  expect(existsSync(join(root, 'data/2024'))).toBe(false);
});

test('nothing that exists is created, and nothing is written through a link or elsewhere', async () => {
  const root = await emptyFolder();
  await mkdir(join(root, 'data/real'), { recursive: true });
  await symlink('real', join(root, 'data/link'));
  await writeFile(join(root, 'data/real/a.yaml'), '甲');
  expect(() => createFiles(root, [file('data/real/a.yaml', '甲')])).toThrow('已经有 data/real/a.yaml');
  for (const path of ['data/link/a.yaml', 'data/../a.yaml', 'out/a.yaml', 'data//a.yaml']) {
    expect(() => createFiles(root, [file(path, '乙')]), path).toThrow();
  }
  expect(await readFile(join(root, 'data/real/a.yaml'), 'utf8')).toBe('甲');
});
