import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Output } from '../../src/io/output/output.js';
import { sha256Of } from '../../src/model/document.js';
import { cleanRoot, DEPARTMENT, edit, emptyFolder, fillSmallRoot, filesOf, inProcess, PROJECT, realRoot, REPOSITORY, type Run } from '../support/run.js';
import { everythingIn } from '../support/everything.js';
import { Pdf } from '../support/pdf.js';

/* What is published by law is not all that is filed: build --public. */

const SCHEME = 'data/2024/scheme.yaml';
const PERSONS = `${DEPARTMENT}/projects/04-政策性人员-类行政人员补助.yaml`;
const HEALTH = `${DEPARTMENT}/projects/08-卫生健康.yaml`;
const NUMBER = '13812345678';

const build = (root: string, ...args: string[]): Promise<Run> => inProcess(['build', '--root', root, '--public', '--quiet', ...args]);
const html = (root: string, ...args: string[]): Promise<Run> => build(root, '--format', 'html', ...args);
const read = (root: string, path: string): Promise<string> => readFile(join(root, path), 'utf8');
const sums = (files: Map<string, Buffer>): string[] => [...files].map(([path, bytes]) => `${path} ${sha256Of(bytes)}`);
const lineOf = (text: string, part: string): number => text.split('\n').findIndex(line => line.includes(part)) + 1;

async function publication(root: string, yaml: string): Promise<void> {
  await edit(join(root, SCHEME), text => `${text.replace(/\n公开:\n {2}遮盖:\n(?: {4}-.*\n)+/, '\n')}\n公开:\n${yaml}\n`);
}

/** A root with nothing to say about it but a telephone number in 项目概况. */
async function rootWithNumber(number = NUMBER): Promise<string> {
  const root = await cleanRoot();
  await edit(join(root, HEALTH), text => text.replace(/项目概况: \|\n {2}/, `项目概况: |\n  请致电${number}。`));
  return root;
}

describe('a public version', () => {
  let root: string;
  let files: Map<string, Buffer>;
  let first: Run;
  /** Texts that must be nowhere. */
  const secrets = [
    '戴明', '陈宗懋', '预算科', '设备采购类', '租金', '盘查清点', '涉及国家秘密', '经办人', '赵某某', '2023年没有批准', NUMBER, '6222021234567890128',
    '6222 0212', '110105194912310',
  ];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
    await fillSmallRoot(root);
    await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('绩效目标: ', '# 经办人赵某某\n绩效目标: '));
    await edit(join(root, PROJECT), text => `${text}公开: 否\n不公开理由: 涉及国家秘密，2023年没有批准\n`);
    await edit(join(root, PERSONS), text => text
      .replace(/项目概况: .*/, [
        '项目概况: |  # 经办人赵某某', '  机关事业工作人员遗属戴', '  明（陈宗懋之子）每月900元定期生活困难补助发放，电话138-1234 5678，',
        '  身份证１１０１０５１９４９１２３１００２X，卡号6222 0212 3456 7890 128。',
      ].join('\n'))
      .replace('名称: 发放次数', '名称: 发放戴　明补助次数'));
    await publication(root, [
      '  内部栏目: [业务主管部门]', `  遮盖: [戴明, 陈宗懋, '${NUMBER}', '11010519491231002x', '6222021234567890128']`,
    ].join('\n'));
    // Another department, so that there is a volume of the year.
    await cp(join(root, DEPARTMENT), join(root, 'data/2024/另一街道'), { recursive: true });
    await edit(join(root, 'data/2024/另一街道/department.yaml'), text => text.replace(/编制单位: .*/, '编制单位: 另一街道办事处'));
    first = await build(root);
    files = await filesOf(join(root, 'out-public'));
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  test('is written', () => {
    expect([first.code, first.stdout, first.stderr.replace(/(?:以 root|印制|.* 已经印了).*\n/g, '')]).toEqual([0, expect.stringContaining('完成：13 份文档'), '']);
    expect([...files.keys()].filter(path => !path.startsWith('assets/')).sort()).toEqual([
      '2024/volume.pdf',
      ...['另一街道', '沙坪坝街道'].flatMap(name => ['department', 'projects/04-政策性人员-类行政人员补助', 'volume']
        .flatMap(path => [`2024/${name}/${path}.html`, `2024/${name}/${path}.pdf`])),
      '2024/另一街道/index.html', '2024/沙坪坝街道/index.html', 'index.html', 'library.html', 'manifest.json', 'targets.csv',
    ].sort());
    const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '') as { public?: boolean; assets: { path: string }[]; documents: unknown[] };
    expect(Object.keys(manifest)).toEqual(['public', 'documents', 'assets']);
    expect([manifest.public, manifest.documents.length, manifest.assets.at(-1)?.path]).toEqual([true, 13, 'targets.csv']);
  });

  test('holds nothing private in any file, and what is public', () => {
    const said = [...files].map(([path, bytes]) => [path, everythingIn(path, bytes).concat(path)] as const);
    for (const [path, texts] of said) {
      const close = texts.map(text => text.replace(/\s/g, ''));
      for (const secret of secrets) {
        expect([path, secret, [...texts, ...close].some(text => text.includes(secret))]).toEqual([path, secret, false]);
      }
    }
    const everything = said.flatMap(([, texts]) => texts).join('\n');
    for (const word of ['遗属██', '（███之子）', '发放█　█补助次数', '██████████████████', '政策性人员']) expect(everything).toContain(word);
  });

  test('has blocks on the page and in the attached YAML', () => {
    const pdf = new Pdf(files.get('2024/沙坪坝街道/projects/04-政策性人员-类行政人员补助.pdf') ?? new Uint8Array());
    expect(pdf.text(0)).toContain('机关事业工作人员遗属██（███之子）每月900元');
    const [[name, yaml] = ['', '']] = Object.entries(pdf.attachments());
    expect(name).toBe('04-政策性人员-类行政人员补助.yaml');
    expect(yaml).toMatch(/^# yaml-language-server: .*\n专项资金名称: .*\n预算:\n/);
    expect(yaml).toContain('项目概况: |\n  机关事业工作人员遗属█\n  █（███之子）每月900元');
    expect(yaml).toContain('电话████████ ████，\n  身份证██████████████████，卡号████ ████ ████ ████ ███。');
  });

  test('has a table of its indicators that Excel reads', () => {
    const csv = files.get('targets.csv')?.toString('utf8') ?? '';
    const [head = '', ...rows] = csv.replace(/\r\n$/, '').split('\r\n');
    expect(head).toBe('\uFEFF年度,部门,表,预算（万元）,一级指标,二级指标,三级指标,指标权重,指标性质,指标值,计量单位');
    expect(rows).toHaveLength(2 * (7 + 5));
    expect(rows).toContain('2024,另一街道办事处,政策性人员（类行政人员补助）,1.08,产出,数量,发放█　█补助次数,30,≥,12,次');
  });

  test('is the same at every time, with other jobs and without cache', async () => {
    const again = await build(root);
    expect(again.stdout).toContain('（新增 0，更新 0，未变 13，删除 0）');
    expect(sums(await filesOf(join(root, 'out-public')))).toEqual(sums(files));
    // An internal build leaves files in the cache: they are not taken for public ones, nor the other way round.
    await inProcess(['build', '--root', root, '--quiet']);
    expect(await read(root, 'out/2024/沙坪坝街道/projects/04-政策性人员-类行政人员补助.html')).toContain('陈宗懋');
    const other = join(await emptyFolder(), 'x');
    expect((await build(root, '--out', join(other, 'cached'))).code).toBe(0);
    expect(sums(await filesOf(join(other, 'cached')))).toEqual(sums(files));
    expect((await build(root, '--out', join(other, 'new'), '--jobs', '1', '--no-cache')).code).toBe(0);
    expect(sums(await filesOf(join(other, 'new')))).toEqual(sums(files));
  });

  test('loses the documents of a form that is no longer public', async () => {
    await edit(join(root, PERSONS), text => `${text}公开: 否\n不公开理由: 涉及个人隐私\n`);
    await writeFile(join(root, 'out-public/note.txt'), '');
    const run = await html(root);
    expect([run.code, existsSync(join(root, 'out-public/2024/沙坪坝街道/projects'))]).toEqual([1, false]);
    expect(run.stdout).toMatch(/公开版的文件夹里还有 1 个不属于公开版的文件.*：\n {2}note\.txt\n→ 删去这些文件再运行，或用 --out 换一个空文件夹/);
    expect(await read(root, 'out-public/targets.csv')).not.toContain('沙坪坝街道办事处,政策性');
  });
});

/* What has to be decided first. Nothing is printed. */

const undecided = async (root: string, ...args: string[]): Promise<string> => {
  const { code, stdout } = await html(root, ...args);
  expect([code, existsSync(join(root, 'out-public'))], stdout).toEqual([1, false]);
  return stdout;
};

const decided = async (root: string): Promise<Map<string, Buffer>> => {
  const { code, stdout } = await html(root);
  expect(code, stdout).toBe(0);
  return filesOf(join(root, 'out-public'));
};

test('nothing is written while a finding is undecided; all of them are listed, with what to do', async () => {
  const root = await realRoot();
  await publication(root, '  遮盖: [陈宗懋]');
  await edit(join(root, HEALTH), text => text.replace(/项目概况: \|\n {2}/, `项目概况: |\n  请致电${NUMBER}。`));
  const stdout = await undecided(root);
  const persons = await read(root, PERSONS);
  expect(stdout.split('\n').filter(line => line.startsWith('data/')).map(line => line.replace(/ .* /, ' '))).toEqual([
    `${PERSONS}:${lineOf(persons, '项目概况')}:17 private-person`,
    `${PERSONS}:${lineOf(persons, '绩效目标')}:13 private-person`,
    `${HEALTH}:${lineOf(await read(root, HEALTH), NUMBER)}:6 private-number`,
  ]);
  for (const answer of ['“遮盖”', '“内部栏目”', '“公开: 否”', '# 放行 规则名: 理由']) expect(stdout).toContain(answer);
  expect(stdout).toMatch(/没有写公开版：还有 3 处要先定下来\n$/);
});

test('a finding is decided in four ways', async () => {
  const number = '138-1234 5678';
  const rootOf = async (): Promise<string> => {
    const root = await rootWithNumber(number);
    expect(await undecided(root)).toContain('private-number');
    return root;
  };
  const hidden = await rootOf();
  await publication(hidden, `  遮盖: ['${NUMBER}']`);
  expect((await decided(hidden)).get('2024/沙坪坝街道/projects/08-卫生健康.html')?.toString()).toContain('请致电███');

  const internal = await rootOf();
  await publication(internal, '  内部栏目: [项目概况]');
  const page = (await decided(internal)).get('2024/沙坪坝街道/projects/08-卫生健康.html')?.toString();
  expect([page?.includes('请致电'), page?.includes('草稿')]).toEqual([false, false]);

  const dropped = await rootOf();
  await edit(join(dropped, HEALTH), text => `${text}公开: 否\n不公开理由: 含个人信息\n`);
  expect([...(await decided(dropped)).keys()].filter(path => path.includes('08-'))).toEqual([]);

  const waived = await rootOf();
  await edit(join(waived, HEALTH), text => text.replace('项目概况: |', '项目概况: |  # waive private-number: 是值班电话'));
  expect((await decided(waived)).get('2024/沙坪坝街道/projects/08-卫生健康.html')?.toString()).toContain(number);
});

test('a number is hidden whatever parts it, in every file', async () => {
  const root = await rootWithNumber('（138）1234 5678、138_1234_5678、138/1234/5678');
  expect((await undecided(root)).match(/private-number$/gm)).toHaveLength(3);
  await publication(root, `  遮盖: ['${NUMBER}']`);
  const { code, stdout } = await build(root, '--no-volume');
  expect(code, stdout).toBe(0);
  for (const [path, bytes] of await filesOf(join(root, 'out-public'))) {
    const said = everythingIn(path, bytes).map(text => text.replace(/\s/g, ''));
    expect([path, said.some(text => /1234.?5678/.test(text))]).toEqual([path, false]);
  }
});

test('a number in a field of one line is to be decided, and hidden there', async () => {
  const root = await cleanRoot();
  await edit(join(root, HEALTH), text => text
    .replace('业务主管部门: 003-预算科', '业务主管部门: \'13912345678\'').replace('指标值: 24', '指标值: 张小三电话13912345678'));
  await publication(root, '  遮盖: [\'1391\']');
  const open = await undecided(root);
  expect(open.match(/private-number$/gm), open).toHaveLength(2);
  await edit(join(root, SCHEME), text => text.replace('\'1391\'', '\'13912345678\''));
  await decided(root);
  expect(await read(root, 'out-public/targets.csv')).toContain('张小三电话███████████');
});

test('a document that was changed is not forgotten when its form is withheld', async () => {
  const root = await cleanRoot();
  await decided(root);
  const left = '2024/沙坪坝街道/projects/08-卫生健康.html';
  await edit(join(root, 'out-public', left), text => text.replace('卫生', '卫牲'));
  await edit(join(root, HEALTH), text => `${text}公开: 否\n不公开理由: 含个人信息\n`);
  for (const run of [1, 2]) {
    const { code, stdout } = await html(root);
    expect([run, code, stdout]).toEqual([run, 1, expect.stringContaining(`：\n  ${left}\n→ 删去这些文件再运行`)]);
    expect(await read(root, 'out-public/targets.csv')).not.toContain(',卫生健康,');
  }
  await rm(join(root, 'out-public', left));
  await decided(root);
});

test('the clerk is told what can still be learned of a form that is withheld', async () => {
  const root = await realRoot();
  const line = lineOf(await read(root, `${DEPARTMENT}/department.yaml`), '招商引资');
  const business = `${DEPARTMENT}/projects/16-招商引资.yaml`;
  const withhold = (path: string): Promise<void> => edit(join(root, path), text => `${text}公开: 否\n不公开理由: 涉密项目\n`);
  // Comments are left out of what is published: the line is that of the file as written.
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('编制单位', '# 注\n编制单位'));
  await withhold(business);
  expect((await html(root)).stdout).toContain(`\n不公开的 2024/沙坪坝街道/projects/16-招商引资：部门合计减去公开的项目就是它的预算；它的名称还写在 department.yaml 第 ${line + 1} 行\n`);
  await withhold(HEALTH);
  const { stdout } = await html(root);
  expect(stdout.match(/部门合计减去公开的项目，就是它和另外 1 张不公开的表的预算之和/g)).toHaveLength(2);
  await publication(root, '  内部栏目: [支出预算总量]\n  遮盖: [招商引资, 戴明, 陈宗懋]');
  expect((await html(root)).stdout).toContain('不公开的 2024/沙坪坝街道/projects/16-招商引资：公开的表里没有找到它的名称，也算不出它的预算\n');
});

test('a word that hides a part of the finding does not decide it', async () => {
  const root = await rootWithNumber();
  await publication(root, '  遮盖: [\'1381234\']');
  expect(await undecided(root)).toContain('private-number');
});

test('a form is not published with a reason only, and a reason alone publishes nothing', async () => {
  const root = await cleanRoot();
  await edit(join(root, HEALTH), text => `${text}公开: 否\n`);
  expect(await undecided(root)).toMatch(/08-卫生健康\.yaml:\d+:\d+ 写了“公开: 否”，没有写理由\n {2}→ .*\n没有写公开版：还有 1 处/);
  await edit(join(root, HEALTH), text => text.replace('公开: 否', '不公开理由: 涉密项目'));
  expect(await undecided(root)).toContain('写了不公开的理由，却没有写“公开: 否”');
});

test('a department form that is not published takes its department with it', async () => {
  const root = await cleanRoot();
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => `${text}公开: 否\n不公开理由: 涉密单位\n`);
  const { code, stdout } = await html(root);
  expect([code, existsSync(join(root, 'out-public/2024'))]).toEqual([0, false]);
  expect(stdout).toContain('不公开的 2024/沙坪坝街道/department：整个部门都不公开\n公开版是空的：没有一张表是要公开的\n');
  expect(await read(root, 'out-public/targets.csv')).toMatch(/^\uFEFF[^\n]*\r\n$/);
});

test('later stages of a form that is not published are not published', async () => {
  const root = await emptyFolder();
  await cp(join(REPOSITORY, 'test/fixtures/layouts/ministry'), root, { recursive: true });
  const core = '../core.schema.json#/$defs/';
  await edit(join(root, 'schemas/ministry/project.schema.json'), (text) => {
    const schema = JSON.parse(text) as { properties: object };
    const own = { 公开: { $ref: `${core}public` }, 不公开理由: { $ref: `${core}privateReason` } };
    return JSON.stringify({ ...schema, properties: { ...schema.properties, ...own } });
  });
  const stages = async (): Promise<string[]> => [...(await decided(root)).keys()].filter(path => /(?<!index|library)\.html$/.test(path));
  const all = await stages();
  expect(all.map(path => path.split('/').at(-2))).toEqual(expect.arrayContaining(['projects', '自评', '监控']));
  // They set no targets.
  const [, ...rows] = (await read(root, 'out-public/targets.csv')).trim().split('\r\n');
  expect([rows.length > 0, rows.filter(row => /自评|监控|,,,?$/.test(row))]).toEqual([true, []]);
  // Two rows of one name: which of them would a stage be about?
  const project = join(root, 'data/2024/监测中心/projects/01-水质监测.yaml');
  const before = await read(root, SCHEME);
  await edit(join(root, SCHEME), text => `${text}\n公开:\n  遮盖: [水质月报期数, 月报公布时间]\n`);
  const { code, stdout } = await html(root);
  expect(code).toBe(1);
  expect(stdout).toContain('projects/01-水质监测.yaml 遮盖以后有几项指标同名');
  await writeFile(join(root, SCHEME), before);
  await edit(project, text => `${text}公开: 否\n不公开理由: 涉密项目\n`);
  expect(await stages()).toEqual([]);
});

test('what a spreadsheet would run is a text; signs and numbers stay', async () => {
  const root = await cleanRoot();
  await edit(join(root, HEALTH), text => text
    .replace('名称: 健康讲座场次', '名称: \'=HYPERLINK("https://evil.example","场次")\'')
    .replace('单位: 期', '单位: "@SUM(A1)"').replace('指标值: 24', '指标值: -24').replace('性质: ≥', '性质: ='));
  await decided(root);
  const rows = (await read(root, 'out-public/targets.csv')).split('\r\n').filter(row => row.includes(',卫生健康,'));
  expect(rows.slice(0, 2).map(row => row.replace(/.*产出,数量,/, ''))).toEqual([
    '健康宣传专栏更新期数,35,=,10,"\'@SUM(A1)"', '"\'=HYPERLINK(""https://evil.example"",""场次"")",25,≥,-24,场',
  ]);
});

test('errors in the data: nothing is written, there are no drafts', async () => {
  const root = await cleanRoot();
  await edit(join(root, PROJECT), text => text.replace('年度预算: 4', '年度预算: 5'));
  const stdout = await undecided(root);
  expect(stdout).toContain('budget-split');
  expect(stdout).toMatch(/没有写公开版：改好上面的问题再运行\n$/);
});

test('words of 遮盖 that cannot be hidden are refused, with their place', async () => {
  const root = await cleanRoot();
  await publication(root, '  遮盖: [卫生健康, 绩效指标, \'35\', \'</script>\', \'.*(a|b)+\']');
  const stdout = await undecided(root, '--no-volume');
  expect(stdout).toContain(`${HEALTH} 名称里有要遮盖的内容`);
  expect(stdout).toContain(`${SCHEME} 要遮盖的内容在印出来的“绩效指标”里，遮不掉`);
  const line = lineOf(await read(root, HEALTH), '权重: 35');
  expect(stdout).toContain(`${HEALTH}:${line}:9 去掉不公开的内容以后，这一栏不合表样：`);
});

test.each([
  ['甲', '写完整的姓名或号码'], ['', '写完整的姓名或号码'], ['--', '写完整的姓名或号码'],
])('a word that hides too much is an error of the scheme: “%s”', async (word, message) => {
  const root = await cleanRoot();
  await publication(root, `  遮盖: ['${word}']`);
  const { code, stdout } = await inProcess(['check', '--root', root]);
  expect([code, stdout]).toEqual([1, expect.stringContaining(message)]);
});

test('an unknown internal field is an error, and so is a name', async () => {
  const root = await cleanRoot();
  await publication(root, '  内部栏目: [业务主管部们, 专项资金名称]');
  const { code, stdout } = await inProcess(['check', '--root', root]);
  expect(code).toBe(1);
  expect(stdout).toContain('这套版式的表上没有“业务主管部们”这一栏');
  expect(stdout).toContain('是不是“业务主管部门”');
  expect(stdout).toContain('“专项资金名称”是表和指标的名称，不能不公开');
});

test('what a department does not publish is added to what the year does not', async () => {
  const root = await rootWithNumber();
  await publication(root, '  内部栏目: [业务主管部门]');
  await writeFile(join(root, DEPARTMENT, 'scheme.yaml'), `公开:\n  遮盖: ['${NUMBER}']\n`);
  const page = (await decided(root)).get('2024/沙坪坝街道/projects/08-卫生健康.html')?.toString() ?? '';
  expect([page.includes('预算科'), page.includes(NUMBER)]).toEqual([false, false]);
});

test('a run that is stopped leaves a folder that is known to be public', async () => {
  const folder = join(await emptyFolder(), 'out');
  await (await Output.open(folder, true)).discard();
  await expect(Output.open(folder)).rejects.toThrow('里是公开版');
  await (await Output.open(folder, true)).discard();
});

test('internal documents and public ones are never in one folder', async () => {
  const root = await cleanRoot();
  const refused = async (verb: string[], message: string): Promise<void> => {
    const before = sums(await filesOf(root));
    const { code, stdout, stderr } = await inProcess([...verb, '--root', root, '--format', 'html']);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
    expect(sums(await filesOf(root))).toEqual(before);
  };
  expect((await inProcess(['build', '--root', root, '--format', 'html'])).code).toBe(0);
  await refused(['build', '--public', '--quiet', '--out', join(root, 'out')], '公开版不能写进去');
  await rm(join(root, 'out/manifest.json'));
  await refused(['build', '--public', '--quiet', '--out', join(root, 'out')], '公开版不能写进去');
  await decided(root);
  await refused(['build', '--quiet', '--out', join(root, 'out-public')], '内部的文档不能写进去');
  await refused(['build', '--public', join(root, PROJECT)], '公开版要整个做');
});
