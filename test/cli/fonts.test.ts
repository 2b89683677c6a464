import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, gitRoot } from '../support/git.js';
import { cleanRoot, edit, emptyFolder, filesOf, jixiao, PROJECT, type Run } from '../support/run.js';
import { Pdf } from '../support/pdf.js';

/*
 * A PDF has the fonts of the scheme and no other, whatever fonts the machine has: none, or one of the same name with
 * every character of Chinese. Linux only, for fonts of other systems cannot be taken away.
 */

const NOTO = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'));

/** A configuration of fontconfig under which the machine has only the fonts of a folder. */
async function machineWith(folder: string): Promise<NodeJS.ProcessEnv> {
  const own = await emptyFolder();
  const path = join(own, 'fonts.conf');
  await writeFile(path, `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${join(own, 'cache')}</cachedir></fontconfig>
`);
  return { FONTCONFIG_FILE: path };
}

const MACHINES: [what: string, folder: string | undefined][] = [
  ['as it is', undefined],
  ['without a font', '/nonexistent'],
  ['with a font called like ours', NOTO],
];

async function environmentOf(folder: string | undefined): Promise<NodeJS.ProcessEnv> {
  return folder === undefined ? {} : machineWith(folder);
}

async function redlinesOn(root: string, base: string, folder: string | undefined): Promise<Map<string, Buffer>> {
  const out = await emptyFolder();
  const run = await jixiao(['diff', base, '--root', root, '--format', 'html', '--out', out], { env: await environmentOf(folder) });
  expect(run.stderr).not.toContain('不能');
  expect(run.code).toBe(0);
  return new Map([...await filesOf(out)].filter(([path]) => path.endsWith('.pdf')));
}

test('a redline is the same bytes on every machine, whatever the branch is called and the texts hold', async () => {
  const root = await gitRoot();
  await git(root, 'branch', '调整/😀ש→甲');
  await edit(join(root, PROJECT), text => text.replace('名称: 盘点次数', '名称: 盘点😀次数').replace('汇总梳理', '汇总\u200B梳理ש'));
  const [first, ...others] = await Promise.all(MACHINES.map(([, folder]) => redlinesOn(root, '调整/😀ש→甲', folder)));
  for (const other of others) expect(other).toEqual(first);
  const pdf = new Pdf([...first?.values() ?? []][0] ?? Buffer.alloc(0));
  expect(new Set(pdf.fonts().map(({ name }) => name.slice(7)))).toEqual(new Set(['NotoSerifSC-Regular', 'NotoSerifSC-Bold']));
  const text = pdf.text(0);
  expect(text).toMatch(/调整\/〓〓→甲（\w{10}）→工作区/);
  expect(text).toContain('盘点〓次数');
  expect(text).toContain('汇总〓梳理〓');
});

test('a version with a long name is shortened at the top of a redline', async () => {
  const root = await gitRoot();
  const name = `分支${'很长'.repeat(30)}`;
  await git(root, 'branch', name);
  await edit(join(root, PROJECT), text => text.replace('名称: 盘点次数', '名称: 设备盘点次数'));
  const [bytes = Buffer.alloc(0)] = (await redlinesOn(root, name, undefined)).values();
  expect(new Pdf(bytes).text(0)).toMatch(/分支(很长)+很?…（\w{10}）→工作区/);
});

async function buildOn(root: string, folder: string | undefined): Promise<Run> {
  return jixiao(['build', '--root', root, '--no-cache'], { env: await environmentOf(folder) });
}

async function ownTemplate(root: string, name: string, change: (text: string) => string): Promise<void> {
  const path = join(root, 'templates', name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await readFile(join('templates', name), 'utf8'));
  await edit(path, change);
}

describe.each(MACHINES)('on a machine %s', (_, folder) => {
  test('a character of a template that the fonts lack is an error that names it, and nothing is written', async () => {
    const root = await cleanRoot();
    await ownTemplate(root, 'shapingba/department.hbs', text => text.replace('<tbody>', '<tbody><tr><td>☑</td></tr>'));
    const { code, stderr } = await buildOn(root, folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/2024年部门.*”里有口径的字体印不出的字：“☑”（U\+2611）(，浏览器|\n)/);
    expect(stderr).not.toContain('程序出错');
    expect((await filesOf(join(root, 'out')).catch(() => new Map())).has('2024/沙坪坝街道/department.pdf')).toBe(false);
  });

  test('a label of an own schema likewise', async () => {
    const root = await cleanRoot();
    await mkdir(join(root, 'schemas/shapingba'), { recursive: true });
    const schema = await readFile('schemas/shapingba/project.schema.json', 'utf8');
    await writeFile(join(root, 'schemas/shapingba/project.schema.json'), schema.replace('"title": "当年绩效目标"', '"title": "当年绩效目标𠮷"'));
    const { code, stderr } = await buildOn(root, folder);
    expect(code).toBe(2);
    expect(stderr).toContain('“𠮷”（U+20BB7）');
  });

  test('a character that is spelled as a code is an error that tells to write it', async () => {
    const root = await cleanRoot();
    await ownTemplate(root, 'shapingba/project.hbs', text => text.replace('单位：万元', '单位：万元&rarr;'));
    const { code, stderr } = await buildOn(root, folder);
    expect(code).toBe(2);
    expect(stderr).toContain('里有口径的字体印不出的字');
    expect(stderr).toContain('直接写字符本身');
  });
});
