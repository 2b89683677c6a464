import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, REPOSITORY, run } from './support/run.js';

test('the generators write in a checkout whose name is no plain address, also behind a link', async () => {
  const folder = join(await emptyFolder(), '甲 乙#%');
  await mkdir(folder);
  for (const part of ['src', 'schemas', 'templates', 'data', 'docs', 'package.json', 'tsconfig.json']) {
    await cp(join(REPOSITORY, part), join(folder, part), { recursive: true });
  }
  await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  await symlink(folder, `${folder}-link`);
  const [types, findings] = ['src/model/data.generated.ts', 'docs/findings-2024.md'];
  // How a generator knows that it was started is the same in all of them: one is enough behind the link.
  for (const [tool, path, place] of [['types', types, folder], ['types', types, `${folder}-link`], ['findings', findings, folder]] as const) {
    await writeFile(join(folder, path), 'stale');
    const { code, stderr } = await run('node', ['--import', 'tsx', `src/tools/generate-${tool}.ts`], { cwd: place });
    expect([code, stderr]).toEqual([0, '']);
    expect(await readFile(join(folder, path), 'utf8')).toBe(await readFile(join(REPOSITORY, path), 'utf8'));
  }
  await rm(`${folder}-link`);
});
