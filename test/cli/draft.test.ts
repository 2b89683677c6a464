import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PDFObject } from 'mupdf';
import { expect, test } from 'vitest';
import type { ManifestEntry } from '../../src/model/document.js';
import { rules } from '../../src/rules/index.js';
import { cleanRoot, DEPARTMENT, documentsIn, edit, emptyFolder, filesOf, inProcess, PROJECT, REPOSITORY, type Run } from '../support/run.js';
import { Pdf } from '../support/pdf.js';

/* What a build prints of departments with errors, and what it says of documents that were there before. */

const OTHER = 'data/2024/另一街道';
const FOLDER = 'out/2024/沙坪坝街道';
const NAMES = ['department', 'projects/03-一般性项目-设备采购类', 'projects/08-卫生健康'];

const build = (root: string, ...args: string[]): Promise<Run> => inProcess(['build', '--root', root, '--quiet', ...args]);
const html = (root: string, ...args: string[]): Promise<Run> => inProcess(['build', '--root', root, '--quiet', '--format', 'html', ...args]);

/** The lines between the problems and the last line. */
const outcome = ({ stdout }: Run): string[] =>
  stdout.split('\n').filter(line => /^(草稿|没有印|没有装订|以前印的)/.test(line));
const counts = ({ stdout }: Run): string => /（(新增.*)）/.exec(stdout)?.[1] ?? stdout;

async function documentsOf(root: string): Promise<ManifestEntry[]> {
  const manifest = JSON.parse(await readFile(join(root, 'out/manifest.json'), 'utf8')) as { documents: ManifestEntry[] };
  return manifest.documents;
}

const breakSum = (root: string): Promise<void> =>
  edit(join(root, PROJECT), text => text.replace('年度预算: 4', '年度预算: 5'));
const repairSum = (root: string): Promise<void> =>
  edit(join(root, PROJECT), text => text.replace('年度预算: 5', '年度预算: 4'));

/** Returns the texts of a page inside its margins, each with the name of the marked content it is in. */
function shownOn(pdf: Pdf, page: number): { name: string; show: string }[] {
  const contents: PDFObject = pdf.document.findPage(page).get('Contents');
  const body = contents.isArray() ? contents.get(contents.length - 1) : contents;
  const shown: { name: string; show: string }[] = [];
  const open: string[] = [];
  for (const line of body.readStream().asString().split('\n')) {
    if (/(BDC|BMC)$/.test(line)) open.push(/^\/(\w+)/.exec(line)?.[1] ?? '');
    if (line === 'EMC') open.pop();
    if (/(^|[\s>\]])(Tj|TJ|S|f|f\*|B|Do)$/.test(line)) shown.push({ name: open.at(-1) ?? 'nothing', show: line });
  }
  expect(open).toEqual([]);
  return shown;
}

test('a department with a wrong sum is printed as drafts: a watermark on every page that is no text of the form, exit 1', async () => {
  const root = await cleanRoot();
  const sentence = '及时对单位现存办公设备进行盘查清点，建立台账，汇总梳理并按文件要求进行设备采购，保证机关办公运行顺利开展。';
  await edit(join(root, PROJECT), text => text.replace(/绩效目标: \|[^]*?绩效指标:/, `绩效目标: |\n  ${sentence.repeat(70)}\n绩效指标:`));
  expect((await build(root)).code).toBe(0);
  const clean = await filesOf(join(root, FOLDER));
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('支出预算总量: 7', '支出预算总量: 8'));
  const run = await build(root);
  expect(run.code).toBe(1);
  expect(run.stdout).toContain('支出预算总量写的是 8 万元');
  expect(outcome(run)).toEqual([`草稿 ${DEPARTMENT}：有错误，3 张表印成草稿，不装订汇编，旧的汇编已删去`]);
  expect(counts(run)).toBe('新增 0，更新 6，未变 0，删除 2');

  const drafts = await documentsIn(join(root, FOLDER));
  expect([...drafts.keys()]).toEqual(NAMES.flatMap(name => [`${name}.html`, `${name}.pdf`]));
  for (const name of NAMES.slice(1)) {
    const [before, pdf] = [clean, drafts].map(files => new Pdf(files.get(`${name}.pdf`) ?? Buffer.of())) as [Pdf, Pdf];
    expect(pdf.pages).toBe(name.includes('03-') ? 3 : 1);
    expect(pdf.pages).toBe(before.pages);
    expect(pdf.info('Title')).toBe(`${before.info('Title') ?? ''}（草稿）`);
    expect(pdf.tagged()).toEqual(before.tagged());
    const [fonts, fontsBefore] = [pdf, before].map(one => one.fonts().map(font => font.name.slice(7)).sort());
    expect(fonts).toEqual(fontsBefore);
    for (let page = 0; page < pdf.pages; page += 1) {
      expect(before.text(page)).not.toContain('草稿');
      expect(pdf.text(page)).toContain('草稿');
      // Painted first, before any tag begins; nothing that is shown is neither tagged nor an artifact.
      const shown = shownOn(pdf, page);
      expect(shown[0]).toEqual({ name: 'Artifact', show: expect.stringMatching(/Tj|TJ/) as string });
      expect(shown.filter(({ name: mark }) => mark === 'nothing')).toEqual([]);
      expect(shown.filter(({ name: mark }) => mark !== 'Artifact').length).toBeGreaterThan(5);
    }
    const [old, page] = [clean, drafts].map(files => files.get(`${name}.html`)?.toString() ?? '') as [string, string];
    expect(page).toMatch(/<title>.*（草稿）<\/title>/);
    expect(textsOf(page)).toEqual(textsOf(old));
    expect(page).toContain('aria-hidden="true"></div>');
    expect(page).not.toContain('<script');
  }
  const entries = await documentsOf(root);
  expect(entries.map(({ kind, draft }) => [kind, draft])).toEqual(
    ['department', 'department', 'project', 'project', 'project', 'project'].map(kind => [kind, true]));
});

test('a repaired department is printed clean and bound again, byte by byte as before; drafts are the same on any run', async () => {
  const root = await cleanRoot();
  await cp(join(root, DEPARTMENT), join(root, OTHER), { recursive: true });
  await edit(join(root, OTHER, 'department.yaml'), text => text.replace('编制单位: 重庆市', '编制单位: 另一个'));
  expect((await build(root)).code).toBe(0);
  const clean = await filesOf(join(root, 'out'));
  await breakSum(root);
  expect(outcome(await build(root))).toEqual([
    `草稿 ${DEPARTMENT}：有错误，3 张表印成草稿，不装订汇编，旧的汇编已删去`,
    '没有装订 data/2024 的汇编：这一年还有错误，旧的汇编保留',
  ]);
  const drafts = await filesOf(join(root, 'out'));
  expect(drafts.get('2024/volume.pdf')).toEqual(clean.get('2024/volume.pdf'));
  expect([...clean.keys()].filter(path => !drafts.has(path)))
    .toEqual(['2024/沙坪坝街道/volume.html', '2024/沙坪坝街道/volume.pdf']);

  // The errors are there in every run, whatever was printed before.
  const again = await build(root);
  expect(again.code).toBe(1);
  expect(again.stdout).toContain('budget-split');
  expect(outcome(again)[0]).toBe(`草稿 ${DEPARTMENT}：有错误，3 张表印成草稿，不装订汇编`);
  expect(counts(again)).toBe('新增 0，更新 0，未变 14，删除 0');
  expect(await filesOf(join(root, 'out'))).toEqual(drafts);
  const twin = await emptyFolder();
  await cp(join(root, 'data'), join(twin, 'data'), { recursive: true });
  const fresh = await build(twin, '--no-cache', '--jobs', '1');
  expect(outcome(fresh)).toEqual([
    `草稿 ${DEPARTMENT}：有错误，3 张表印成草稿，不装订汇编`,
    '没有装订 data/2024 的汇编：这一年还有错误，没有旧的汇编',
  ]);
  const others = [...drafts].filter(([path]) => path.startsWith('2024/沙坪坝街道/'));
  expect(others).toHaveLength(7);
  for (const [path, bytes] of others) expect((await filesOf(join(twin, 'out'))).get(path)?.equals(bytes), path).toBe(true);

  await repairSum(root);
  const repaired = await build(root);
  expect(repaired.code).toBe(0);
  expect(outcome(repaired)).toEqual([]);
  expect(await filesOf(join(root, 'out'))).toEqual(clean);
});

test('with --no-draft there is no draft in out, of this run or an earlier one, and it says what is left', async () => {
  const root = await cleanRoot();
  await breakSum(root);
  expect(outcome(await html(root, '--no-draft'))).toEqual([`没有印 ${DEPARTMENT}：有错误，没有旧的文档`]);
  await repairSum(root);
  await html(root);
  const clean = await documentsOf(root);
  await breakSum(root);
  expect(outcome(await html(root, '--no-draft'))).toEqual([`没有印 ${DEPARTMENT}：有错误，旧的文档保留（4 份）`]);
  expect(outcome(await html(root, '--no-draft', PROJECT))).toEqual([`没有印 ${PROJECT}：有错误，旧的文档保留（1 份）`]);
  // No PDF was ever made: of the HTML it is true, and of a document that somebody replaced it is not.
  expect(outcome(await build(root, '--no-draft', '--format', 'pdf'))).toEqual([`没有印 ${DEPARTMENT}：有错误，旧的文档保留（4 份）`]);
  await writeFile(join(root, FOLDER, 'department.html'), '别的');
  expect(outcome(await html(root, '--no-draft'))).toEqual([`没有印 ${DEPARTMENT}：有错误，旧的文档保留（3 份）`]);
  await repairSum(root);
  await html(root);
  expect(await documentsOf(root)).toEqual(clean);

  await breakSum(root);
  expect((await html(root)).code).toBe(1);
  expect((await documentsOf(root)).map(({ draft }) => draft)).toEqual([true, true, true]);
  const published = await html(root, '--no-draft');
  expect(published.code).toBe(1);
  expect(outcome(published)).toEqual(['以前印的草稿已删去（3 份）', `没有印 ${DEPARTMENT}：有错误，没有旧的文档`]);
  expect(counts(published)).toBe('新增 0，更新 0，未变 0，删除 3');
  expect([...(await documentsIn(join(root, 'out/2024'))).keys()]).toEqual([]);
  // Also drafts of departments that were not asked for.
  await html(root);
  await cp(join(root, DEPARTMENT), join(root, OTHER), { recursive: true });
  await edit(join(root, OTHER, 'projects', PROJECT.split('/').at(-1) ?? ''), text => text.replace('年度预算: 5', '年度预算: 4'));
  expect(outcome(await html(root, '--no-draft', OTHER))).toEqual(['以前印的草稿已删去（3 份）']);
  expect((await documentsOf(root)).filter(({ draft }) => draft)).toEqual([]);
});

test('a form that cannot be read keeps its old documents; the other forms of its department are drafts', async () => {
  const root = await cleanRoot();
  await html(root);
  const before = await filesOf(join(root, FOLDER));
  await edit(join(root, PROJECT), text => text.replace('业务主管部门:', '业务主管科室:'));
  await cp(join(root, PROJECT), join(root, DEPARTMENT, 'projects/09-新的.yaml'));
  const run = await html(root);
  expect(run.code).toBe(1);
  expect(outcome(run)).toEqual([
    `草稿 ${DEPARTMENT}：有错误，2 张表印成草稿，不装订汇编，旧的汇编已删去`,
    `没有印 ${PROJECT}：有错误，旧的文档保留（1 份）`,
    `没有印 ${DEPARTMENT}/projects/09-新的.yaml：有错误，没有旧的文档`,
  ]);
  const after = await documentsIn(join(root, FOLDER));
  expect([...after.keys()]).toEqual(NAMES.map(name => `${name}.html`));
  const path = `${NAMES[1] ?? ''}.html`;
  expect(after.get(path)).toEqual(before.get(path));
  expect((await documentsOf(root)).map(({ draft }) => draft)).toEqual([true, undefined, true]);
});

test('without the department’s own form, or without a scheme, nothing is printed and all old documents stay', async () => {
  const root = await cleanRoot();
  await html(root);
  const before = await documentsIn(join(root, 'out/2024'));
  const own = join(root, DEPARTMENT, 'department.yaml');
  const text = await readFile(own, 'utf8');
  await edit(own, old => old.replace('编制单位:', '编制单位'));
  expect(outcome(await html(root))).toEqual([`没有印 ${DEPARTMENT}：有错误，旧的文档保留（4 份）`]);
  await rm(own);
  expect(outcome(await html(root))).toEqual([`没有印 ${DEPARTMENT}：有错误，旧的文档保留（4 份）`]);
  await writeFile(own, text);
  await edit(join(root, 'data/2024/scheme.yaml'), old => old.replace('权重合计: 90', '权重合计: 九十'));
  expect(outcome(await html(root))).toEqual([`没有印 ${DEPARTMENT}：有错误，旧的文档保留（4 份）`]);
  expect(await documentsIn(join(root, 'out/2024'))).toEqual(before);
});

test('a form whose file is there, but cannot be taken in, keeps its documents; one that is gone does not', async () => {
  const root = await cleanRoot();
  await html(root);
  await rename(join(root, PROJECT), join(root, PROJECT.replace('.yaml', '.yml')));
  const run = await html(root);
  expect(run.code).toBe(1);
  expect(outcome(run)).toEqual([
    `草稿 ${DEPARTMENT}：有错误，2 张表印成草稿，不装订汇编，旧的汇编已删去`,
    `没有印 ${PROJECT.replace('.yaml', '.yml')}：有错误，旧的文档保留（1 份）`,
  ]);
  await rm(join(root, PROJECT.replace('.yaml', '.yml')));
  const gone = await html(root);
  expect(outcome(gone)).toEqual([`草稿 ${DEPARTMENT}：有错误，2 张表印成草稿，不装订汇编`]);
  expect(counts(gone)).toBe('新增 0，更新 0，未变 2，删除 1');
});

/** The edits with which each rule of severity `error` finds something in a sound department. */
const ERRORS: Record<string, (root: string) => Promise<void>> = {
  'budget-projects': root => edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('支出预算总量: 7', '支出预算总量: 8')),
  'budget-split': breakSum,
  'empty-cell': root => edit(join(root, PROJECT), text => text.replace(/业务主管部门: .*/, '业务主管部门:').replace('单位: 次', '单位:')),
  'known-class': root => edit(join(root, PROJECT), text => text.replace('一级: 产出', '一级: 没有这一级').replace('二级: 数量', '二级: 没有这一类')),
  printable: root => edit(join(root, PROJECT), text => text
    .replace(/项目概况: .*/, '项目概况: "办公\u{1F600}设备\\u200b采\\u0007购\u{20BB7}\u202e，\u2F74项\\uD83D目。"')
    .replace('单位: 次', '单位: 次\u{1F600}')),
  'weights-total': root => edit(join(root, PROJECT), text => text.replace('权重: 25', '权重: 24')),
};

const EVALUATION = '2024/监测中心/自评/01-水质监测';

/** The same for rules on later stages, in a form of the layout `ministry`. */
const STAGE_ERRORS: Record<string, [from: string, to: string]> = {
  'execution-rate': ['执行率: 97.5%', '执行率: 99.5%'],
  'score-total': ['总分: 97.75', '总分: 97'],
  'stage-target': ['三级: 水质月报期数', '三级: 水质日报期数'],
};

test.each(Object.entries(STAGE_ERRORS))('%s, an error of a later stage, leaves a form that is printed', async (id, [from, to]) => {
  const root = await emptyFolder();
  await cp(join(REPOSITORY, 'test/fixtures/layouts/ministry'), root, { recursive: true });
  await edit(join(root, `data/${EVALUATION}.yaml`), text => text.replace(from, to));
  const run = await html(root);
  expect(run.code).toBe(1);
  expect(run.stdout).toContain(id);
  expect(outcome(run)[0]).toMatch(/^草稿 data\/2024\/监测中心：有错误，3 张表印成草稿/);
  expect(await readFile(join(root, `out/${EVALUATION}.html`), 'utf8')).toContain(to.split(': ')[1]);
});

test('every rule whose finding is an error leaves a form that is printed, with no font but its own', async () => {
  const ids = [...Object.keys(ERRORS), ...Object.keys(STAGE_ERRORS)];
  expect(ids.sort()).toEqual(rules.filter(({ blocks }) => blocks).map(({ id }) => id).sort());
  for (const [id, spoil] of Object.entries(ERRORS)) {
    const root = await cleanRoot();
    await spoil(root);
    // The other rules are about words and numbers, which say nothing of fonts.
    const isPdf = id === 'printable' || id === 'empty-cell';
    const run = await (isPdf ? build(root, '--format', 'pdf') : html(root));
    expect(run.code, id).toBe(1);
    expect(run.stdout).toContain(id);
    expect(outcome(run), id).toEqual([`草稿 ${DEPARTMENT}：有错误，3 张表印成草稿，不装订汇编`]);
    if (!isPdf) continue;
    const pdf = new Pdf(await readFile(join(root, FOLDER, `${NAMES[1] ?? ''}.pdf`)));
    for (const { name, embedded } of pdf.fonts()) {
      expect(name, id).toMatch(/^[A-Z]{6}\+NotoSerifSC-(Regular|Bold)$/);
      expect(embedded).toBe(true);
    }
    if (id !== 'printable') continue;
    const texts = pdf.tagged().map(({ text }) => text);
    expect(texts).toContain('办公〓设备〓采〓购〓〓，⽴项〓目。');
    expect(texts).toContain('次〓');
  }
});

test('a character that no font has is 〓 in print also where it is waived, and where it is in the scheme', async () => {
  const root = await cleanRoot();
  await edit(join(root, PROJECT), text => text.replace('单位: 次', '单位: 次\u{1F600} # waive printable: 试一试'));
  const waived = await build(root, '--format', 'pdf');
  expect(waived.code).toBe(0);
  for (const name of [NAMES[1] ?? '', 'volume']) {
    const pdf = new Pdf(await readFile(join(root, FOLDER, `${name}.pdf`)));
    expect(pdf.tagged().map(({ text }) => text)).toContain('次〓');
    expect(pdf.fonts().every(font => font.name.includes('+NotoSerifSC-'))).toBe(true);
  }
  await edit(join(root, 'data/2024/scheme.yaml'), text => text.replace('区级支出', '区级\u{1F600}支出'));
  expect(outcome(await html(root))[0]).toMatch(/^草稿 .*3 张表/);
  expect(await readFile(join(root, FOLDER, `${NAMES[1] ?? ''}.html`), 'utf8')).toContain('区级〓支出');
});

test('--strict: a warning counts as an error, in its department only', async () => {
  const root = await cleanRoot();
  await cp(join(root, DEPARTMENT), join(root, OTHER), { recursive: true });
  await edit(join(root, OTHER, 'department.yaml'), text => text.replace('厉行节约', '厉行节约,'));
  expect((await html(root)).code).toBe(0);
  const strict = await html(root, '--strict');
  expect(strict.code).toBe(1);
  expect(outcome(strict)).toEqual([`草稿 ${OTHER}：有提醒，3 张表印成草稿，不装订汇编，旧的汇编已删去`]);
  expect((await documentsOf(root)).filter(({ draft }) => draft).map(({ sources: [path] }) => path?.startsWith(OTHER)))
    .toEqual([true, true, true]);
  expect(outcome(await html(root, '--strict', '--no-draft')))
    .toEqual(['以前印的草稿已删去（3 份）', `没有印 ${OTHER}：有提醒，没有旧的文档`]);
  expect(counts(await html(root))).toBe('新增 4，更新 0，未变 4，删除 0');
});

test('templates and styles of the user cannot leave the watermark out or cover it', async () => {
  const root = await cleanRoot();
  await breakSum(root);
  await mkdir(join(root, 'templates/assets'), { recursive: true });
  await mkdir(join(root, 'templates/partials'), { recursive: true });
  await writeFile(join(root, 'templates/partials/page.hbs'),
    '<!doctype html><html><head><title>表</title></head><body class="own">{{> @partial-block this}}</body></html>');
  const style = await readFile('templates/assets/print.css', 'utf8');
  await writeFile(join(root, 'templates/assets/print.css'), `${style}\nhtml, body, article, td { background: #fff; }\n`);
  expect((await build(root, '--format', 'pdf', PROJECT)).code).toBe(1);
  const picture = new Pdf(await readFile(join(root, FOLDER, `${NAMES[1] ?? ''}.pdf`))).picture(0, 0.5);
  let grey = 0;
  for (let at = 0; at < picture.data.length; at += 4) if (picture.data[at] === 0xE2) grey += 1;
  expect(grey / (picture.width * picture.height)).toBeGreaterThan(0.03);
});

/** The texts of a page's elements, in order. */
function textsOf(page: string): string[] {
  const body = page.slice(page.indexOf('<body>')).replace(/<style>[^]*?<\/style>/g, '');
  return body.split(/<[^>]*>/).map(text => text.trim()).filter(Boolean);
}
