import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { findChromium } from '../../src/io/chromium.js';
import { emptyFolder, jixiao, type Run, smallRoot } from '../support/run.js';

const build = (root: string, env: NodeJS.ProcessEnv): Promise<Run> => jixiao(['build', '--root', root, '--no-cache'], { env });
const onLinux = test.runIf(process.platform === 'linux');

onLinux('two builds at once on a fresh machine unpack one browser, whole and private', async () => {
  const cache = await emptyFolder();
  const roots = await Promise.all([smallRoot(), smallRoot()]);
  const runs = await Promise.all(roots.map(root => build(root, { XDG_CACHE_HOME: cache })));
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  const folders = await readdir(join(cache, 'jixiao'));
  expect(folders.filter(name => name.startsWith('chromium-'))).toEqual([expect.stringMatching(/^chromium-[\d.]+$/)]);
  expect((await stat(join(cache, 'jixiao'))).mode & 0o077).toBe(0);
});

onLinux('a folder that is half-written or cut off is made anew', async () => {
  const cache = await emptyFolder();
  const root = await smallRoot();
  await build(root, { XDG_CACHE_HOME: cache });
  const [name = ''] = await readdir(join(cache, 'jixiao'));
  const program = join(cache, 'jixiao', name, 'chromium');
  await truncate(program, 1000);
  expect((await build(root, { XDG_CACHE_HOME: cache })).code).toBe(0);
  expect((await stat(program)).size).toBeGreaterThan(100_000_000);
});

onLinux('a cache that cannot be written: a private folder for this run, removed after it', async () => {
  const [root, blocked, temporary] = [await smallRoot(), await emptyFolder(), await emptyFolder()];
  await writeFile(join(blocked, 'file'), '');
  const { code } = await build(root, { XDG_CACHE_HOME: join(blocked, 'file'), TMPDIR: temporary });
  expect(code).toBe(0);
  expect((await readdir(temporary)).filter(name => name.startsWith('jixiao-'))).toEqual([]);
  expect(await readFile(join(blocked, 'file'), 'utf8')).toBe('');
});

test('no browser anywhere: told so, with the one command that gets one', async () => {
  const nowhere = await emptyFolder();
  await mkdir(join(nowhere, 'cache'));
  vi.stubEnv('PATH', nowhere);
  vi.stubEnv('PUPPETEER_EXECUTABLE_PATH', undefined);
  vi.stubEnv('PUPPETEER_CACHE_DIR', join(nowhere, 'cache'));
  const platform = vi.spyOn(process, 'arch', 'get').mockReturnValue('s390x');
  await expect(findChromium()).rejects.toMatchObject({
    name: 'UserError',
    message: '找不到可用的浏览器，不能生成 PDF',
    hint: expect.stringContaining('npx puppeteer browsers install chrome-headless-shell') as string,
  });
  platform.mockRestore();
  vi.unstubAllEnvs();
});
