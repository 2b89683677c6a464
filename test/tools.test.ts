import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, REPOSITORY, run } from './support/run.js';

test.each(['甲 乙#%', 'plain'])('the generators write in a checkout at “%s”, also one behind a link', async (name) => {
  const folder = join(await emptyFolder(), name);
  await mkdir(folder);
  for (const part of ['src', 'schemas', 'templates', 'data', 'docs', 'package.json', 'tsconfig.json']) {
    await cp(join(REPOSITORY, part), join(folder, part), { recursive: true });
  }
  await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  await symlink(folder, `${folder}-link`);
  const generated = { types: 'src/model/data.generated.ts', findings: 'docs/findings-2024.md' };
  for (const [tool, path] of Object.entries(generated)) {
    for (const place of [folder, `${folder}-link`]) {
      await writeFile(join(folder, path), 'stale');
      const { code, stderr } = await run('node', ['--import', 'tsx', `src/tools/generate-${tool}.ts`], { cwd: place });
      expect([code, stderr]).toEqual([0, '']);
      expect(await readFile(join(folder, path), 'utf8')).toBe(await readFile(join(REPOSITORY, path), 'utf8'));
    }
  }
  await rm(`${folder}-link`);
});
