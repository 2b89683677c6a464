import { spawn } from 'node:child_process';
import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { makeScratch, removeScratch, sweepScratch } from '../../src/io/scratch.js';
import { emptyFolder, filesOf } from '../support/run.js';

type Change = (pid: string, start: string, machine: string) => string;

/** The name that a folder of another process would have, made of the parts of our own. */
async function nameOf(parent: string, change: Change): Promise<string> {
  const own = await makeScratch(parent, 'x-');
  const [, pid = '', start = '', machine = ''] = /^x-(\d+)\.(\d+)\.(\w+)-/.exec(basename(own)) ?? [];
  await removeScratch(own);
  return `x-${change(pid, start, machine)}-Ab12Cd`;
}

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await new Promise(resolve => child.on('exit', resolve));
  return child.pid ?? 0;
}

test('folders of finished runs are removed with their content; those of running ones are kept', async () => {
  const parent = await emptyFolder();
  const precious = await emptyFolder();
  await writeFile(join(precious, 'file'), 'precious');
  const mine = basename(await makeScratch(parent, 'x-'));
  const pid = await deadPid();
  const dead = await nameOf(parent, (_, start, machine) => `${pid}.${start}.${machine}`);
  const reused = await nameOf(parent, (own, _, machine) => `${own}.1.${machine}`);
  const elsewhere = await nameOf(parent, (_, start) => `${pid}.${start}.00000000`);
  const longAgo = await nameOf(parent, (_, start) => `${pid}.${start}.11111111`);
  const kept = [mine, elsewhere, 'x-', 'x-1.2', 'y-1.1.00000000-Ab12Cd', `${dead}x`];
  for (const name of [dead, reused, elsewhere, longAgo, ...kept.slice(2)]) await mkdir(join(parent, name, '子'), { recursive: true });
  await symlink(precious, join(parent, dead, 'link'));
  const threeDaysAgo = Date.now() / 1000 - 3 * 24 * 3600;
  await utimes(join(parent, longAgo), threeDaysAgo, threeDaysAgo);
  await sweepScratch(parent, 'x-');
  const gone = process.platform === 'linux' ? [] : [reused]; // elsewhere the id alone counts
  expect((await readdir(parent)).sort()).toEqual([...kept, ...gone].sort());
  expect([...(await filesOf(precious)).keys()]).toEqual(['file']);
  await removeScratch(join(parent, mine));
});

test('a link or a file with such a name is kept, and so is the target of the link', async () => {
  const [parent, precious] = [await emptyFolder(), await emptyFolder()];
  await writeFile(join(precious, 'file'), 'precious');
  const pid = await deadPid();
  const dead = await nameOf(parent, (_, start, machine) => `${pid}.${start}.${machine}`);
  await symlink(precious, join(parent, dead));
  const file = dead.replace('Ab12Cd', 'Ef34Gh');
  await writeFile(join(parent, file), '');
  await sweepScratch(parent, 'x-');
  expect((await readdir(parent)).sort()).toEqual([dead, file].sort());
  expect([...(await filesOf(precious)).keys()]).toEqual(['file']);
});

test('a missing folder is no error', async () => {
  await sweepScratch(join(await emptyFolder(), 'nowhere'), 'x-');
});
