import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isListed } from '../../src/model/diagnostic.js';
import { widthOf } from '../../src/model/width.js';
import {
  cleanRoot, DEPARTMENT, edit, emptyFolder, inProcess, PROJECT, realRoot, REPOSITORY, run, type Run,
} from '../support/run.js';

/* Ranks: what is listed, filtered, counted and decides the exit code; fixes that need a person. */

interface Report {
  diagnostics: { code: string; rank: '必改' | '应改' | '可自动改' | '提示'; severity: string; file: string }[];
  summary: { ranks: Record<string, number>; scores: Record<string, number> };
}

const check = (root: string, ...args: string[]): Promise<Run> => inProcess(['check', '--root', root, ...args]);
const json = async (root: string, ...args: string[]): Promise<Report> =>
  JSON.parse((await check(root, '--format', 'json', ...args)).stdout) as Report;

describe('the real data', () => {
  let root = '';
  let report: Report;
  beforeAll(async () => {
    root = REPOSITORY;
    report = await json(root);
  });

  test('every problem has a rank, every form with problems a score', () => {
    const { diagnostics, summary } = report;
    for (const rank of ['必改', '应改', '可自动改', '提示'] as const) {
      const own = diagnostics.filter(one => one.rank === rank);
      expect(own.length).toBeGreaterThan(0);
      expect(summary.ranks[rank]).toBe(own.length);
    }
    expect(Object.keys(summary.scores).sort()).toEqual([...new Set(diagnostics.map(({ file }) => file))].sort());
    for (const score of Object.values(summary.scores)) expect(score).toBeGreaterThanOrEqual(0);
  });

  test('提示 are hidden unless asked for; the report says how many', async () => {
    const hints = report.diagnostics.filter(one => !isListed(one));
    const { stdout } = await check(root);
    expect(stdout).toContain(`另有 ${hints.length} 个提示没有列出`);
    expect(stdout).not.toMatch(/^ +提示 \d+:/m);
    const asked = await check(root, '--rank', '提示');
    expect(asked.stdout.match(/^ +提示 \d+:\d+ /gm)).toHaveLength(hints.length);
    expect(asked.stdout).not.toMatch(/^ +(?:应改|必改) \d+:\d+ /m);
    const { diagnostics } = await json(root, '--rank', '必改，应改');
    expect(new Set(diagnostics.map(({ rank }) => rank))).toEqual(new Set(['必改', '应改']));
    expect((await json(root, '--rank', '全部')).diagnostics).toHaveLength(report.diagnostics.length);
  });

  test('errors that a filter leaves out are counted, and fail', async () => {
    const broken = await cleanRoot();
    await edit(join(broken, PROJECT), text => text.replace('权重: 25', '权重: 20'));
    const { stdout, code } = await check(broken, '--rule', 'document-old');
    expect([code, stdout]).toEqual([1, expect.stringContaining('另有 1 个错误没有列出')]);
    const all = await check(broken);
    expect([all.code, all.stdout]).toEqual([1, expect.not.stringContaining('个错误没有列出')]);
  });

  test('--rule lists the problems of some rules, hidden ones too', async () => {
    const { stdout } = await check(root, '--rule', 'document-old,verb-first');
    const own = report.diagnostics.filter(({ code }) => code === 'document-old' || code === 'verb-first');
    expect(stdout.match(/ (?:document-old|verb-first)$/gm)).toHaveLength(own.length);
    expect(stdout).toContain(`${own.length} 个提醒`);
    expect(stdout).not.toContain('unmentioned');
  });

  test('the end of the report is one screen: where to begin, one line each, then the counts', async () => {
    const lines = (await check(root)).stdout.trimEnd().split('\n').slice(-18);
    const start = lines.findIndex(line => line.startsWith('先改这 10 处'));
    expect(start).toBeGreaterThanOrEqual(0);
    const first = lines.slice(start + 1, start + 11);
    for (const line of first) {
      expect(line).toMatch(/^ {2}(?:必改|应改) \S+:\d+ ./);
      expect(widthOf(line)).toBeLessThanOrEqual(80);
    }
    expect(first[0]).toContain('必改');
    expect(lines.join('\n')).toMatch(/--fix 可以改好 \d+ 处/);
  });

  test('one card for all problems of a row, the worst first', async () => {
    const { stdout } = await check(root, `${DEPARTMENT}/department.yaml`);
    const card = /^ {2}绩效指标 第 4 项“安全生产人亡事故发生率”\n((?: {4}.*\n)+)/m.exec(stdout)?.[1] ?? '';
    const marks = [...card.matchAll(/^ {4}(\S+) \d/gm)].map(([, mark]) => mark);
    expect(marks.length).toBeGreaterThan(2);
    expect(marks).toEqual([...marks].sort((a = '', b = '') => ['必改', '应改', '可自动改'].indexOf(a) - ['必改', '应改', '可自动改'].indexOf(b)));
    expect(stdout.match(/第 4 项“安全生产人亡事故发生率”$/gm)).toHaveLength(1);
  });
});

test('errors come last on the screen, with their line of the file', async () => {
  const root = await realRoot();
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('400.72', '400.7'));
  const { code, stdout } = await check(root);
  expect(code).toBe(1);
  const [last] = [...stdout.matchAll(/^ +(错误|必改|应改|可自动改) \d+:\d+/gm)].slice(-1);
  expect(last?.[1]).toBe('错误');
  expect(stdout.slice(last?.index)).toMatch(/4 │ 支出预算总量: 400.7\n/);
  expect(stdout).toMatch(/先改这 10 处.*\n {2}错误 department:4/);
});

test.each([
  [['--rank', '严重'], '应为 必改、应改、可自动改、提示、全部'],
  [['--rule', 'verb-frst'], '是不是“verb-first”'],
  [['--explain', 'verb-first', '--rank', '必改'], '不能一起用'],
  [['--rule', ','], '后面要写内容'],
])('%j is refused', async (args, said) => {
  const { code, stderr } = await inProcess(['check', '--root', REPOSITORY, ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(said);
});

test('--strict fails for what is listed, not for 提示 alone', async () => {
  const root = await cleanRoot();
  await edit(join(root, PROJECT), text => text.replace('（沙财政发〔2023〕145号）', '（沙财政发〔2013〕145号）'));
  expect((await json(root)).diagnostics.map(({ code, rank }) => [code, rank])).toEqual([['document-old', '提示']]);
  expect((await check(root, '--strict')).code).toBe(0);
  expect((await inProcess(['build', '--root', root, '--strict', '--format', 'html'])).code).toBe(0);
  await edit(join(root, PROJECT), text => text.replace('盘点4次', '盘点4次,'));
  expect((await check(root, '--strict')).code).toBe(1);
  expect((await check(root, '--strict', '--rank', '提示')).code).toBe(0);
});

test('a scheme changes the rank of a rule or switches it off, with a reason', async () => {
  const root = await cleanRoot();
  await edit(join(root, PROJECT), text => text.replace('（沙财政发〔2023〕145号）', '（沙财政发〔2013〕145号）'));
  const scheme = await readFile(join(root, 'data/2024/scheme.yaml'), 'utf8');
  for (const [level, severity, rank] of [['必改', 'warning', '必改'], ['应改', 'warning', '应改'], ['错误', 'error', '必改'], ['提醒', 'warning', '提示']]) {
    await writeFile(join(root, 'data/2024/scheme.yaml'), `${scheme}\n规则:\n  document-old: {改为: ${level}, 理由: 本区的规定。}\n`);
    expect((await json(root)).diagnostics.map(one => [one.severity, one.rank])).toEqual([[severity, rank]]);
  }
  await writeFile(join(root, 'data/2024/scheme.yaml'), `${scheme}\n规则:\n  document-old: {改为: 关闭, 理由: 本区的规定。}\n`);
  expect((await json(root)).diagnostics).toEqual([]);
  await writeFile(join(root, 'data/2024/scheme.yaml'), `${scheme}\n规则:\n  document-old: {改为: 关闭}\n`);
  expect((await check(root)).stdout).toContain('缺少“理由”');
});

describe('a baseline', () => {
  test('lists what is known; later only new problems are reported, wherever lines and rows have moved', async () => {
    const root = await realRoot();
    const file = join(await emptyFolder(), 'known.json');
    const { code, stdout } = await check(root, '--baseline', file);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d{3} 个问题记进了 .*known\.json/)]);
    const known = await readFile(file, 'utf8');
    await check(root, '--baseline', file);
    expect(await readFile(file, 'utf8')).toBe(known);
    expect((await check(root, '--new', file)).stdout).toMatch(/没有新问题\n(?:.*\n)*原来就有的 \d{3} 个没有列出/);
    // A line above, a row in front, another figure in an old message: nothing of this is new.
    await edit(join(root, PROJECT), text => `# 一行\n${text.replace('指标值: 4', '指标值: 3.9')}`);
    const { diagnostics } = await json(root, '--new', file, '--rank', '全部');
    expect(diagnostics).toEqual([]);
    await edit(join(root, PROJECT), text => text.replace('名称: 盘点次数', '名称: 开展盘点'));
    expect((await json(root, '--new', file)).diagnostics.map(one => one.code)).toContain('verb-first');
  });

  test('that is none, or cannot be written, is said', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'x.json'), '{"problems": 3}');
    const read = await check(REPOSITORY, '--new', join(folder, 'x.json'));
    expect([read.code, read.stderr]).toEqual([2, expect.stringContaining('不是问题清单')]);
    await truncate(join(folder, 'x.json'), 1024 ** 3);
    const large = await check(REPOSITORY, '--new', join(folder, 'x.json'));
    expect([large.code, large.stderr]).toEqual([2, expect.stringContaining('有 1024.0 MB，太大')]);
    const form = await readFile(join(REPOSITORY, PROJECT), 'utf8');
    const over = await check(REPOSITORY, '--baseline', join(REPOSITORY, PROJECT));
    expect([over.code, over.stderr]).toEqual([2, expect.stringContaining('要以 .json 结尾')]);
    expect(await readFile(join(REPOSITORY, PROJECT), 'utf8')).toBe(form);
    const written = await check(REPOSITORY, '--baseline', join(folder, 'no/such/x.json'));
    expect([written.code, written.stderr]).toEqual([2, expect.stringContaining('写不了')]);
  });
});

describe('fixes that need a person', () => {
  const TYPO = '行政办公大楼办公设备购置，工作布署到位。';

  /** A root with a typo, which is only fixed when a person agrees, and a comma, which is mechanical. */
  async function typoRoot(): Promise<string> {
    const root = await cleanRoot();
    await edit(join(root, PROJECT), text => text.replace(/项目概况: .*/, `项目概况: ${TYPO}`).replace('建立台账，', '建立台账,'));
    return root;
  }
  const text = (root: string): Promise<string> => readFile(join(root, PROJECT), 'utf8');

  test('are left where nobody can be asked, and counted', async () => {
    const root = await typoRoot();
    const { stdout } = await check(root, '--fix');
    expect(stdout).toContain('改了 1 个文件，1 处');
    expect(stdout).toContain('另有 1 处要人核对后才改');
    expect(await text(root)).toContain(TYPO);
    expect(await text(root)).toContain('建立台账，');
  });

  test('are all made by --fix=all, also in front of a path, and each is shown', async () => {
    const root = await typoRoot();
    const { code, stdout } = await inProcess(['check', '--root', root, '--fix=all', PROJECT]);
    expect(code).toBe(0);
    expect(stdout).toContain('工作布署到位。 → 公设备购置，工作部署到位。');
    expect(await text(root)).toContain('工作部署到位');
  });

  test.each([
    ['y\n', '工作部署到位'], ['n\n', '工作布署到位'], ['a\n', '工作部署到位'], ['q\n', '工作布署到位'],
  ])('are asked about on a terminal: %j', async (answer, expected) => {
    const root = await typoRoot();
    const command = `${process.execPath} ${join(REPOSITORY, 'src/jixiao.mjs')} check --root ${root} --fix`;
    const { stdout } = await run('bash', ['-c', `(sleep 2; printf '${answer.trim()}\\r') | script -qec '${command}' /dev/null`]);
    expect(stdout).toContain('改吗？');
    expect(stdout).toContain('“布署”疑为“部署”');
    expect(await text(root)).toContain(expected);
  });

  test.each([
    ['单位和性质各有一栏', /指标值: 95$/m, '指标值: 95%', '指标值: 95\n'],
    ['性质写在值里', /指标值: 95$/m, '指标值: ≥95', '指标值: 95\n'],
    ['字数不全的单位', /单位: '%'\n( +性质: =\n +指标值: )100/, '单位: 定\n$1优', '单位: 定性\n'],
    ['字号在标题后面', /立项依据: .*/, '立项依据: 沙府发〔2023〕1号《关于办公用房的通知》', '立项依据: 《关于办公用房的通知》（沙府发〔2023〕1号）\n'],
  ])('%s: --fix=all', async (_, from, to, expected) => {
    const root = await cleanRoot();
    await edit(join(root, PROJECT), old => old.replace(from, to));
    await check(root, '--fix=all');
    expect(await text(root)).toContain(expected);
  });

  test.each([
    ['a unit that may be another quantity', /单位: 次/, '单位: 小组', '单位: 小组\n'],
    ['zeros in front of a number', /指标值: 95$/m, '指标值: 095%', '指标值: 095%\n'],
    ['two documents in one item', /立项依据: .*/, '立项依据: 关于印发甲方案的通知 关于印发乙方案的通知', '立项依据: 关于印发甲方案的通知关于印发乙方案的通知\n'],
    ['words before a number', /立项依据: .*/, '立项依据: 为落实沙府发〔2023〕1号《关于节约的通知》', '立项依据: 为落实沙府发〔2023〕1号《关于节约的通知》\n'],
    ['brackets with a list', /项目概况: .*/, '项目概况: 购置设备（1、2）和（A、B）两类。', '项目概况: 购置设备（1、2）和（A、B）两类。\n'],
    ['a figure with a full stop', /项目概况: .*/, '项目概况: 增加三.五倍。', '项目概况: 增加三.五倍。\n'],
  ])('--fix=all leaves what it cannot be sure of: %s', async (_, from, to, kept) => {
    const root = await cleanRoot();
    await edit(join(root, PROJECT), old => old.replace(from, to));
    await check(root, '--fix=all');
    expect(await text(root)).toContain(kept);
  });

  test('words of a scheme that exchange each other come to an end', async () => {
    const root = await typoRoot();
    await edit(join(root, 'data/2024/scheme.yaml'), scheme => scheme.replace('审核:', '审核:\n  错别字: {布署: 部署, 部署: 布署}'));
    const { code, stdout } = await check(root, '--fix=all');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/没有改 .*03-/)]);
  });

  test('only the problems that are asked about are fixed', async () => {
    const root = await typoRoot();
    await check(root, '--fix=all', '--rule', 'ascii-punctuation');
    expect(await text(root)).toContain('布署');
    expect(await text(root)).toContain('建立台账，');
  });

  test('a fix never changes a figure, nor half a pair', async () => {
    const root = await cleanRoot();
    await edit(join(root, PROJECT), old => old.replace(/项目概况: .*/, '项目概况: "购置(电脑\\u0029等设备。"').replace('指标值: 95', '指标值: 约95%'));
    const before = await text(root);
    await check(root, '--fix=all');
    expect(await text(root)).toBe(before);
  });
});

test('the program explains how bad a rule is, in the words of the ranks', async () => {
  const { stdout } = await inProcess(['check', '--explain', 'document-old']);
  expect(stdout).toContain('提示：值得看一眼；加 --rank 提示 才列出');
});
