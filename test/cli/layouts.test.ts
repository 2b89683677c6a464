import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Pdf } from '../support/pdf.js';
import { Git } from '../support/repository.js';
import { edit, emptyFolder, inProcess, REPOSITORY, type Run } from '../support/run.js';

/*
 * Forms of other places are layouts made of data alone: test/fixtures/layouts holds one root for each. Nothing in src/
 * knows them.
 */

const FIXTURES = join(REPOSITORY, 'test/fixtures/layouts');

async function rootOf(layout: string): Promise<string> {
  const root = await emptyFolder();
  await cp(join(FIXTURES, layout), root, { recursive: true });
  return root;
}

const PROJECT = 'data/2024/监测中心/projects/01-水质监测.yaml';
const EVALUATION = 'data/2024/监测中心/自评/01-水质监测.yaml';
const COUNTY = 'data/2024/县交通局/项目/01-农村公路养护.yaml';
const BUREAU = 'data/2024/城市管理局/department.yaml';

test.each(['ministry', 'county', 'sheet', 'bureau'])('layouts check finds nothing wrong with %s', async (layout) => {
  const { code, stdout } = await inProcess(['layouts', 'check', layout, '--root', join(FIXTURES, layout)]);
  expect(stdout).toContain('每一栏都印在表上，没有问题');
  expect(code).toBe(0);
});

test('layouts list names the kinds, their files and templates', async () => {
  const { stdout } = await inProcess(['layouts', 'list', '--root', join(FIXTURES, 'ministry')]);
  expect(stdout).toContain('shapingba（口径里没写版式时用它）');
  expect(stdout).toContain('  项目支出绩效自评表　自评/*.yaml　templates/ministry/self-evaluation.hbs');
});

describe('a form is printed as its layout says', () => {
  /** Builds a layout and returns the text of the pages of a document, without blanks. */
  async function pagesOf(layout: string, path: string): Promise<string> {
    const root = await rootOf(layout);
    const { code, stdout, stderr } = await inProcess(['build', '--root', root, '--quiet', '--no-volume']);
    expect(code, stdout + stderr).toBe(0);
    const pdf = new Pdf(await readFile(join(root, 'out/2024', path)));
    return Array.from({ length: pdf.pages }, (_, page) => pdf.text(page)).join('');
  }

  test('two periods stand side by side, rows of one class in one line', async () => {
    const text = await pagesOf('ministry', '监测中心/projects/01-水质监测.pdf');
    expect(text).toContain('中期目标（2024年—2026年）');
    expect(text).toContain('中期资金总额：3600');
    expect(text).toContain('新建水质自动监测站数量≥36座数量指标新建水质自动监测站数量≥12座');
  });

  test('a self-evaluation shows the target beside what was reached, with money by phase', async () => {
    const root = await rootOf('ministry');
    await inProcess(['build', '--root', root, '--quiet', '--no-volume', '--format', 'html']);
    const html = await readFile(join(root, 'out/2024/监测中心/自评/01-水质监测.html'), 'utf8');
    const cells = [...html.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = '']) => cell.replace(/<[^>]+>/g, '').trim());
    const row = cells.indexOf('流域水质优良断面比例');
    expect(cells.slice(row, row + 6)).toEqual([
      '流域水质优良断面比例', '80%—90%', '78%', '15', '13', '汛期面源污染偏重；下年增加汛期加密监测。',
    ]);
    expect(cells).toContain('流域水质监测能力建设');
    const money = cells.indexOf('年度资金总额');
    expect(cells.slice(money, money + 7)).toEqual(['年度资金总额', '1200', '1180', '1150.5', '10', '97.5%', '9.75']);
  });

  test('amounts in 元 are printed as typed; ticks, opinions and room to sign are there', async () => {
    const text = await pagesOf('county', '县交通局/项目/01-农村公路养护.pdf');
    expect(text).toContain('资金总额（元）3,860,000.00');
    expect(text).toContain('□是√否');
    expect(text).toContain('同意申报。负责人（签字）：');
    expect(text).toContain('公路巡查次数不少于3次/月');
  });

  test('a sheet holds all projects of a department, which have no page of their own', async () => {
    const root = await rootOf('sheet');
    const { stdout } = await inProcess(['build', '--root', root, '--quiet', '--no-volume', '--format', 'html']);
    expect(stdout).toContain('1 份文档');
    const html = await readFile(join(root, 'out/2024/区图书馆/department.html'), 'utf8');
    for (const name of ['图书购置', '全民阅读活动', '市民满意度', '读者满意度']) expect(html.split(`>${name}<`)).toHaveLength(2);
  });

  test('a whole department has duties, tables of its own and 基本支出', async () => {
    const text = await pagesOf('bureau', '城市管理局/department.pdf');
    expect(text).toContain('基本支出小计1980人员经费1620公用经费360项目支出3300');
    expect(text).toContain('园林绿化养护养护城区绿地120万平方米。1300');
    expect(text).toContain('一季度完成招标');
  });
});

describe('check', () => {
  const findings = async (root: string): Promise<string[]> => {
    const { stdout } = await inProcess(['check', '--root', root, '--format', 'json']);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; message: string }[] };
    return diagnostics.map(({ code, message }) => `${code} ${message}`);
  };

  test('judges the reading of a target in one cell, and is quiet about what a layout lacks', async () => {
    const root = await rootOf('county');
    expect(await findings(root)).toEqual([]);
    await edit(join(root, COUNTY), text => text.replace('指标值: 90%以上', '指标值: 190%以上').replace('≥95%', '≥100%'));
    expect(await findings(root)).toEqual([
      expect.stringContaining('percent-hundred “养护验收合格率”写的是 ≥100%'),
      expect.stringContaining('percent-over “沿线群众满意度”写的是 190%以上'),
    ]);
  });

  test('adds up money at every node of the tree, in the unit of the form', async () => {
    const root = await rootOf('county');
    await edit(join(root, COUNTY), text => text.replace('本级资金: 2,360,000.00', '本级资金: 2,300,000.00'));
    expect(await findings(root)).toEqual([
      'budget-split 合计写的是 3,560,000.00 元，而上级资金 1,200,000.00 + 本级资金 2,300,000.00 = 3500000 元',
    ]);
  });

  test('compares the projects with 项目支出, not with the total that holds 基本支出', async () => {
    const root = await rootOf('bureau');
    expect((await findings(root)).filter(line => line.startsWith('budget'))).toEqual([]);
    await edit(join(root, 'data/2024/城市管理局/projects/01-绿化养护.yaml'), text => text.replace('资金: 1300', '资金: 1200'));
    expect((await findings(root)).filter(line => line.startsWith('budget'))).toEqual([
      'budget-projects 项目支出写的是 3300 万元，而 2 个项目的年度预算合计 3200 万元',
    ]);
  });

  test('a later stage whose target has other indicators, or changed since, is reported', async () => {
    const root = await rootOf('ministry');
    await edit(join(root, EVALUATION), text => text
      .replace('三级: 水质月报期数', '三级: 水质月报份数')
      .replace('三级: 月报公布时间', '三级: 监测数据准确率'));
    await edit(join(root, PROJECT), text => text.replace('指标值: ≥12座', '指标值: ≥24座'));
    const found = (await findings(root)).filter(line => /stage|score/.test(line));
    expect(found).toEqual(expect.arrayContaining([
      'stage-target 目标表里没有“水质月报份数”这项指标',
      'stage-target “监测数据准确率”写了两次',
      'score-of-indicator “新建水质自动监测站数量”指标值 ≥24座，实际 12座，得 20 分，按口径应得 10 分',
    ]));
  });

  test('a form of one layout under the scheme of another: its fields are not known there', async () => {
    const root = await rootOf('county');
    await edit(join(root, 'data/2024/scheme.yaml'), text => text.replace('版式: county', '版式: shapingba'));
    const { code, stdout } = await inProcess(['check', '--root', root]);
    expect(code).toBe(1);
    expect(stdout).toContain('file/misplaced');
    expect(stdout).toContain('projects');
  });

  test('a layout that is not there is reported at the scheme that names it', async () => {
    const root = await rootOf('county');
    await edit(join(root, 'data/2024/scheme.yaml'), text => text.replace('版式: county', '版式: conty'));
    const { code, stdout } = await inProcess(['check', '--root', root]);
    expect(code).toBe(1);
    expect(stdout).toContain('没有名为“conty”的版式 file/layout');
    expect(stdout).toContain('是不是“county”');
  });

  test('a department may have its own layout and words over the scheme of the year', async () => {
    const root = await rootOf('county');
    for (const folder of ['schemas/bureau', 'templates/bureau', 'data/2024/城市管理局']) {
      await mkdir(join(root, folder), { recursive: true });
      await cp(join(FIXTURES, 'bureau', folder), join(root, folder), { recursive: true });
    }
    const ofBureau = await readFile(join(FIXTURES, 'bureau/data/2024/scheme.yaml'), 'utf8');
    await edit(join(root, 'data/2024/城市管理局/projects/01-绿化养护.yaml'), text => text.replace('苗木成活率', '养护及时率'));
    const own = `${ofBureau.replace(/^#.*\n/, '')}规则:\n  unmentioned: {改为: 关闭, 理由: 目标只写主要的。}\n`;
    await writeFile(join(root, 'data/2024/城市管理局/scheme.yaml'), own);
    const found = await findings(root);
    expect(found.filter(one => one.startsWith('class-words'))).toHaveLength(1);
    expect(found.filter(one => one.startsWith('unmentioned') || one.startsWith('known-class'))).toEqual([]);
    const { code } = await inProcess(['build', '--root', root, '--quiet', '--format', 'html']);
    expect(code).toBe(0);
  });

  test('a rule may be switched off or change its severity, with a reason', async () => {
    const root = await rootOf('bureau');
    const scheme = join(root, 'data/2024/scheme.yaml');
    await edit(join(root, 'data/2024/城市管理局/projects/01-绿化养护.yaml'), text => text.replace('苗木成活率', '养护及时率'));
    await edit(scheme, text => `${text}规则:\n  class-words: {改为: 错误, 理由: 类别要准。}\n  unmentioned: {改为: 关闭, 理由: 不查。}\n`);
    const { code, stdout } = await inProcess(['check', '--root', root]);
    expect(code).toBe(1);
    expect(stdout).toContain('1 个错误，0 个提醒');
    await edit(scheme, text => text.replace('class-words', 'class-wrods'));
    expect((await inProcess(['check', '--root', root])).stdout).toContain('没有“class-wrods”这条规则 file/rule');
  });
});

describe('diff', () => {
  async function repositoryOf(layout: string): Promise<{ root: string; git: Git }> {
    const root = await rootOf(layout);
    const git = await Git.init(root);
    await git.commit('base');
    return { root, git };
  }

  test('says what changed in words of the form, and shows it in the form', async () => {
    const { root } = await repositoryOf('ministry');
    await edit(join(root, PROJECT), text => text.replace('指标值: ≥12座', '指标值: ≥10座').replace('  财政拨款: 1100', '  财政拨款: 1000'));
    await edit(join(root, EVALUATION), text => text.replace('实际完成值: 78%', '实际完成值: 79%'));
    const out = join(root, 'review');
    const { code, stdout, stderr } = await inProcess(['diff', 'HEAD', '--root', root, '--out', out]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('新建水质自动监测站数量） 指标值：≥12座 → ≥10座  （-2 座，-16.7%，放宽）');
    expect(stdout).toContain('预算 其中：财政拨款：1100 万元 → 1000 万元');
    expect(stdout).toContain('流域水质优良断面比例 实际完成值：78% → 79%');
    const pdf = new Pdf(await readFile(join(out, 'redline/2024/监测中心/projects/01-水质监测.pdf')));
    expect(pdf.text(0)).toContain('≥12座≥10座');
    // The page of the evaluation shows what the target said before and after.
    const evaluation = new Pdf(await readFile(join(out, 'redline/2024/监测中心/自评/01-水质监测.pdf')));
    expect(evaluation.text(0)).toContain('≥12座≥10座');
  });

  test('the rows of a later stage stand in the order of the target, whatever the order in its file', async () => {
    const { root } = await repositoryOf('ministry');
    const moved = /  - \{三级: 新建水质自动监测站数量.*\n/;
    await edit(join(root, EVALUATION), (text) => {
      const [row = ''] = moved.exec(text) ?? [];
      return text.replace(moved, '').replace('总分:', `${row}总分:`).replace('实际完成值: 96.3%', '实际完成值: 95.1%');
    });
    const out = join(root, 'review');
    await inProcess(['diff', 'HEAD', '--root', root, '--out', out]);
    const text = new Pdf(await readFile(join(out, 'redline/2024/监测中心/自评/01-水质监测.pdf'))).text(0);
    expect(text).toContain('监测数据准确率≥95%96.3%95.1%');
    expect(text).toContain('新建水质自动监测站数量≥12座12座2020');
  });

  test('compares tables of the layout’s own row by row', async () => {
    const { root } = await repositoryOf('bureau');
    await edit(join(root, BUREAU), text => text
      .replace('完成招标}', '完成招标和签约}')
      .replace('    预算金额: 1300\n', '    预算金额: 1350\n')
      .replace('编制人数: 86', '编制人数: 88'));
    const { stdout } = await inProcess(['diff', 'HEAD', '--root', root]);
    expect(stdout).toContain('实施进度 一季度 完成内容：完成招标 → 完成招标和签约');
    expect(stdout).toContain('预算金额（万元）：1300 → 1350');
    expect(stdout).toContain('编制人数：86 → 88');
  });

  test('a row of such a table that moved is reported as moved; a code is no number', async () => {
    const { root } = await repositoryOf('bureau');
    const rows = ['  - {时间: 一季度, 内容: 完成招标}\n', '  - {时间: 二至四季度, 内容: 按月养护、清扫、考核}\n'];
    await edit(join(root, BUREAU), text => text.replace(rows.join(''), rows.toReversed().join('')).replace('0571-86000000', '86000000'));
    const { stdout } = await inProcess(['diff', 'HEAD', '--root', root]);
    expect(stdout).toMatch(/移动.*实施进度|实施进度.*第 [12] 行 → 第 [12] 行/);
    expect(stdout).toContain('联系电话：0571-86000000 → 86000000\n');
  });

  test('a row of such a table that becomes two, or two that become one, are all reported', async () => {
    const { root } = await repositoryOf('bureau');
    const [one, two] = ['  - {时间: 一季度, 内容: 完成招标}\n', '  - {时间: 一季, 内容: 完成招标}\n  - {时间: 季度, 内容: 完成招标}\n'];
    await edit(join(root, BUREAU), text => text.replace('时间: 一季度', '时间: 宣传及培训'));
    const git = new Git(root);
    await git.commit('whole');
    const whole = one.replace('一季度', '宣传及培训');
    const parts = two.replace('一季', '宣传').replace('季度', '培训');
    await edit(join(root, BUREAU), text => text.replace(whole, parts));
    const split = (await inProcess(['diff', 'HEAD', '--root', root])).stdout;
    expect(split).toContain('新增 实施进度：培训，完成招标');
    await git.commit('parts');
    await edit(join(root, BUREAU), text => text.replace(parts, whole));
    const merged = (await inProcess(['diff', 'HEAD', '--root', root])).stdout;
    expect(merged).toContain('删除 实施进度：培训，完成招标');
  });

  test('fields whose labels hold / and ~ are named as the form does', async () => {
    const root = await rootOf('bureau');
    const schema = join(root, 'schemas/bureau/department.schema.json');
    const rename = (text: string): string => text.replaceAll('"内容"', '"内容/要求~"')
      .replaceAll('"完成内容"', '"内容/要求~"');
    await edit(schema, rename);
    await edit(join(root, BUREAU), text => text.replaceAll(', 内容: ', ', 内容/要求~: '));
    await (await Git.init(root)).commit('base');
    await edit(join(root, BUREAU), text => text.replace('完成招标}', '完成招标和签约}'));
    const { stdout } = await inProcess(['diff', 'HEAD', '--root', root]);
    expect(stdout).toContain('完成招标 → 完成招标和签约');
    expect(stdout).toContain('内容/要求~');
    expect(stdout).not.toContain('~1');
  });

  test('amounts with thousands commas are subtracted', async () => {
    const { root } = await repositoryOf('county');
    await edit(join(root, COUNTY), text => text.replace('自有资金: 200,000.00', '自有资金: 150,000.00'));
    const { stdout } = await inProcess(['diff', 'HEAD', '--root', root]);
    expect(stdout).toContain('自有资金：200,000.00 元 → 150,000.00 元  （-50000 元，-25%）');
  });

  test('a project that its department’s form prints is shown in that form', async () => {
    const { root } = await repositoryOf('sheet');
    await edit(join(root, 'data/2024/区图书馆/projects/01-图书购置.yaml'), text => text.replace('指标值: 3,', '指标值: 4,'));
    const out = join(root, 'review');
    const { stdout } = await inProcess(['diff', 'HEAD', '--root', root, '--out', out]);
    expect(stdout).toContain('图书购置册数） 指标值：大于等于 3 万册 → 大于等于 4 万册');
    const pdf = new Pdf(await readFile(join(out, 'redline/2024/区图书馆/projects/01-图书购置.pdf')));
    expect(pdf.text(0)).toContain('大于等于34万册');
  });

  test('such a form shows every row of the projects that did not change', async () => {
    const { root } = await repositoryOf('sheet');
    await edit(join(root, 'data/2024/区图书馆/projects/02-全民阅读.yaml'), text => text.replace(/.*活动镇街覆盖率.*\n/, ''));
    const out = join(root, 'review');
    await inProcess(['diff', 'HEAD', '--root', root, '--out', out]);
    const pdf = new Pdf(await readFile(join(out, 'redline/2024/区图书馆/projects/02-全民阅读.pdf')));
    for (const name of ['图书购置册数', '读者满意度', '活动镇街覆盖率', '市民满意度']) expect(pdf.text(0)).toContain(name);
  });

  test('a project that is added to such a form is marked, the others are not', async () => {
    const root = await rootOf('sheet');
    const added = join(root, 'data/2024/区图书馆/projects/02-全民阅读.yaml');
    const text = await readFile(added);
    await rm(added);
    const git = await Git.init(root);
    await git.commit('base');
    await writeFile(added, text);
    const out = join(root, 'review');
    await inProcess(['diff', 'HEAD', '--root', root, '--out', out, '--format', 'html']);
    const html = await readFile(join(out, 'index.html'), 'utf8');
    expect(html).toMatch(/<ins[^>]*>全民阅读活动<\/ins>/);
    expect(html).not.toMatch(/<(ins|del)[^>]*>图书购置<\/(ins|del)>/);
  });
});

describe('merge', () => {
  test.each([
    ['ministry', PROJECT, [/指标值: ≥12座/, '指标值: ≥14座'], [/(?= {2}- \{.*单站建设成本)/, '  - {一级: 产出指标, 二级: 成本指标, 三级: 月报编制成本, 指标值: ≤2万元}\n']],
    ['bureau', BUREAU, [/编制人数: 86/, '编制人数: 88'], [/(?= {2}- \{时间: 二至四季度)/, '  - {时间: 二月, 内容: 签合同}\n']],
    ['county', COUNTY, [/联系电话: .*/, '联系电话: 023-59220001'], [/(?= {2}- \{.*沿线群众满意度)/, '  - {一级: 效益指标, 二级: 社会效益指标, 三级: 公路通行率, 指标值: 100%}\n']],
  ] as const)('takes what each side changed in a form of %s', async (layout, path, ours, theirs) => {
    const root = await rootOf(layout);
    const git = await Git.init(root);
    await git.commit('base');
    expect((await inProcess(['diff', '--install-git', '--root', root])).code).toBe(0);
    await git.ok('switch', '--quiet', '--create', 'other');
    await edit(join(root, path), text => text.replace(theirs[0], theirs[1]));
    await git.commit('theirs');
    await git.ok('switch', '--quiet', 'main');
    await edit(join(root, path), text => text.replace(ours[0], ours[1]));
    await git.commit('ours');
    await git.ok('merge', '--quiet', '--no-edit', 'other');
    const merged = await readFile(join(root, path), 'utf8');
    expect(merged).toContain(ours[1]);
    expect(merged).toContain(theirs[1]);
  });
});

describe('layouts check tells an author everything at once', () => {
  async function checked(layout: string, change: (root: string) => Promise<void>): Promise<Run> {
    const root = await rootOf(layout);
    await change(root);
    return inProcess(['layouts', 'check', layout, '--root', root]);
  }

  test('a template that misspells a field, prints one twice and forgets one', async () => {
    const { code, stdout } = await checked('county', root => edit(join(root, 'templates/county/project.hbs'), text => text
      .replace('{{> cell 联系电话}}', '')
      .replace('{{> value 项目负责人}}', '{{> value 项目责任人}}')
      .replace('{{> paragraphs 单位意见}}', '{{> paragraphs 单位意见}}{{> paragraphs 单位意见}}')));
    expect(code).toBe(1);
    expect(stdout).toContain('templates/county/project.hbs');
    expect(stdout).toContain('9:1 没有名为“项目责任人”的内容');
    expect(stdout).toContain('是不是“项目负责人”');
    expect(stdout).toContain('44:5 “项目负责人”没有印在表上');
    expect(stdout).toContain('“联系电话”没有印在表上');
    expect(stdout).toContain('“单位意见”印了 2 次');
    expect(stdout).toContain('5 个问题');
  });

  test('a concept that does not exist, an unknown annotation, a label twice, a character no font has', async () => {
    const { code, stdout } = await checked('county', root => edit(join(root, 'schemas/county/project.schema.json'), text => text
      .replace('$defs/indicator.level1"', '$defs/indicator.levelX"')
      .replace('"$ref": "../core.schema.json#/$defs/basis"', '"$ref": "../core.schema.json#/$defs/basis", "intern": true')));
    expect(code).toBe(1);
    expect(stdout).toContain('没有对应的概念或 $defs，是不是 indicator.level1');
    expect(stdout).toContain('不认识的写法 intern，是不是 internal');
    const labels = await checked('county', root => edit(join(root, 'schemas/county/project.schema.json'), text => text
      .replace('"title": "自有资金"', '"title": "其他资金"').replace('"title": "主管部门"', '"title": "主管部门😀"')));
    expect(labels.stdout).toContain('“其他资金”和“自有资金”在表上的叫法都是“其他资金”');
    expect(labels.stdout).toContain('字体里没有“😀”，印不出来');
  });

  test('a field that cannot be empty, as the template asks for a part of what is not there', async () => {
    const { code, stdout } = await checked('ministry', root => edit(join(root, 'templates/ministry/self-evaluation.hbs'), text =>
      text.replace('{{#if target}}{{target.指标值.text}}{{/if}}', '{{target.指标值.text}}')));
    expect(code).toBe(1);
    expect(stdout).toContain('没有对应的目标表时印不出来');
    expect(stdout).toContain('放在 {{#if target}}…{{/if}} 里');
  });

  test('a layout that is not there', async () => {
    const { code, stderr } = await inProcess(['layouts', 'check', 'minstry', '--root', join(FIXTURES, 'ministry')]);
    expect(code).toBe(2);
    expect(stderr).toContain('是不是“ministry”');
  });

  test('a schema that is no JSON stops check and build with its path', async () => {
    const root = await rootOf('county');
    await writeFile(join(root, 'schemas/county/project.schema.json'), '{ "title": ');
    for (const command of ['check', 'build']) {
      const { code, stderr } = await inProcess([command, '--root', root]);
      expect(code).toBe(2);
      expect(stderr).toContain('schemas/county/project.schema.json：不是 JSON');
      expect(stderr).not.toContain('    at ');
    }
  });
});
