import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWorld } from '../../src/commands/import/existing.js';
import type { Existing } from '../../src/import/plan/plan.js';
import { ownLayouts } from '../support/layouts.js';
import { asExcel, asWord, type Paper, type PaperCell } from '../support/paper.js';
import { DEPARTMENT, emptyFolder, filesOf, inProcess, REPOSITORY } from '../support/run.js';

const SOURCE = join(REPOSITORY, 'test/fixtures/shapingba-2024.txt');
const forms = readWorld(REPOSITORY, ownLayouts()).forms;

/** A root with the scheme of the year and nothing else. */
async function rootWithScheme(): Promise<string> {
  const root = await emptyFolder();
  await mkdir(join(root, 'data/2024'), { recursive: true });
  await cp(join(REPOSITORY, 'data/2024/scheme.yaml'), join(root, 'data/2024/scheme.yaml'));
  return root;
}

async function textsIn(root: string): Promise<Record<string, string>> {
  return Object.fromEntries(
    [...(await filesOf(join(root, 'data')))].map(([path, bytes]) => [path, bytes.toString('utf8')]),
  );
}

test('the source text gives exactly the shipped data, and every cell of it has a place', async () => {
  const root = await rootWithScheme();
  const { code, stdout } = await inProcess(['import', SOURCE, '--root', root, '--department', '沙坪坝街道']);
  expect(code).toBe(0);
  expect(stdout).toContain('没有放进去 0');
  expect(stdout).not.toContain('没有把握');
  expect(await textsIn(root)).toEqual(await textsIn(REPOSITORY));
});

describe('the shipped forms on paper, with other columns and merged cells', () => {
  const papers = forms.map(paperOf);

  test.each([
    ['docx', asWord],
    ['xlsx', asExcel],
  ] as const)('as %s they give the same files again', async (ending, made) => {
    expect(papers).toHaveLength(18);
    const root = await rootWithScheme();
    const file = join(root, `各表.${ending}`);
    await writeFile(file, made(papers));
    const { code, stdout } = await inProcess(['import', file, '--root', root, '--department', '沙坪坝街道']);
    expect(stdout).toContain('没有放进去 0');
    expect(code).toBe(0);
    expect(await textsIn(root)).toEqual(await textsIn(REPOSITORY));
  });
});

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * A form as another office would draw it: columns in another order, classes in columns of their own, signs in the
 * value.
 */
function paperOf({ kind, data }: Existing): Paper {
  const { indicators = [], budget } = data;
  const isSplit = indicators.every(
    ({ operator, unit, target }) => operator === '≥' && unit !== '定性' && /^[\d.]+$/.test(target ?? ''),
  );
  const printed: Record<string, string> =
    kind.role === 'department'
      ? {
          产出: '产出指标',
          效益: '效益指标',
          满意度: '满意度指标',
          数量: '数量指标',
          质量: '质量指标',
          时效: '时效指标',
        }
      : {};
  const rows = indicators.map(
    (
      { level1 = '', level2 = '', name, weight = '', unit = '', operator = '', target = '' },
      index,
    ): PaperCell[] => {
      const own = (text: string): string => printed[text] ?? text;
      const isFirst = indicators[index - 1]?.level1 !== level1;
      const height = indicators.slice(index).findIndex(one => one.level1 !== level1);
      const first: PaperCell[] = isFirst ? [[own(level1), 1, height < 0 ? indicators.length - index : height]] : [];
      return [
        ...first,
        own(level2),
        name,
        ...(isSplit ? [`${operator}${target}${unit}`] : [target, operator, unit]),
        weight,
      ];
    },
  );
  const head = [
    '一级指标',
    '二级指标',
    '三级指标',
    ...(isSplit ? ['目标值'] : ['目标值', '指标性质', '度量单位']),
    '权重',
  ];
  const side: PaperCell = ['绩效指标', 1, rows.length + 1];
  const wide = head.length;
  const table = [[side, ...head], ...rows];
  if (typeof budget !== 'object') {
    return {
      above: ['部门整体绩效目标表', '（2024年度）'],
      rows: [
        ['业务主管部门', [data.supervisor ?? '', wide]],
        ['部门支出预算总量（万元）', [budget ?? '', wide]],
        ['当年整体绩效目标', [data.goal ?? '', wide]],
        ...table,
      ],
    };
  }
  return {
    above: ['部门专项绩效目标申报表', `编制单位：${forms[0]?.data.department ?? ''}　　　单位：万元`],
    rows: [
      ['业务主管部门', [data.supervisor ?? '', 2], ['专项资金名称', 1], [data.name ?? '', wide - 3]],
      [['2024年预算', 1, 2], [textOf(budget.total), 2, 2], '区级支出', [textOf(budget.本级支出), wide - 3]],
      ['补助街镇', [textOf(budget.补助下级), wide - 3]],
      ['项目概况', [data.summary ?? '', wide]],
      ['立项依据', [data.basis ?? '', wide]],
      ['当年绩效目标', [data.goal ?? '', wide]],
      ...table,
    ],
  };
}

describe('the command', () => {
  const PAPER: Paper = {
    above: ['县级项目支出绩效目标申报表', '（2024年度）', '填报单位：县水利局　　单位：元'],
    rows: [
      ['项目名称', '小型水库除险', '项目编码', '511000001'],
      ['资金总额', '1,200,000.00', '其中：财政拨款', '1,200,000.00'],
      ['特别说明', ['汛前完工。', 3]],
      ['一级指标', '三级指标', '指标值', '备注'],
      [['产出指标', 1, 2], '除险水库座数', '≥3座', '年度计划'],
      ['完工时间', '2024年5月底前', ''],
      ['效益指标', '保护农田面积', '1200亩以上', ''],
    ],
  };

  test('makes a layout from a form: it prints at once, and nothing is left over', async () => {
    const root = await emptyFolder();
    const file = join(root, '县表.docx');
    await writeFile(file, asWord([PAPER]));
    const { code, stdout } = await inProcess(['import', file, '--root', root, '--new-layout', 'shui']);
    expect(stdout).toContain('没有放进去 0');
    expect(code).toBe(0);
    const checked = await inProcess(['layouts', 'check', 'shui', '--root', root]);
    expect(checked.stdout).toContain('没有问题');
    const yaml = await readFile(join(root, 'data/2024/县水利局/projects/01-小型水库除险.yaml'), 'utf8');
    for (const text of ['汛前完工。', '1,200,000.00', '≥3座', '1200亩以上', '511000001', '年度计划'])
      expect(yaml).toContain(text);
    const built = await inProcess([
      'build',
      '--root',
      root,
      '--out',
      join(root, 'out'),
      '--format',
      'html',
      '--no-volume',
    ]);
    expect(built.code).toBe(0);
    const page = await readFile(join(root, 'out/2024/县水利局/projects/01-小型水库除险.html'), 'utf8');
    for (const text of ['特别说明', '汛前完工。', '除险水库座数', '备注']) expect(page).toContain(text);
  });

  test('writes nothing on a dry run, nothing over other files without --force, and goes on after a bad file', async () => {
    const root = await rootWithScheme();
    const bad = join(root, '坏.docx');
    await writeFile(bad, 'PK\u0003\u0004 no zip');
    const before = await textsIn(root);
    const args = ['import', bad, SOURCE, '--root', root, '--department', '沙坪坝街道'];
    const dry = await inProcess([...args, '--dry-run']);
    expect(dry.code).toBe(1);
    expect(dry.stdout).toContain('专项资金名称: 卫生健康');
    expect(await textsIn(root)).toEqual(before);
    const first = await inProcess(args);
    expect(first.code).toBe(1);
    expect(first.stdout).toContain('坏.docx：没有读');
    const path = join(root, DEPARTMENT, 'department.yaml');
    const text = await readFile(path, 'utf8');
    await writeFile(path, `${text}# 我的注释\n`);
    const again = await inProcess(args);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('department.yaml');
    expect(await readFile(path, 'utf8')).toContain('我的注释');
    await inProcess([...args, '--force']);
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});

test('a file that is not there is reported as that', async () => {
  const { code, stdout } = await inProcess(['import', 'nothing.docx', '--root', await rootWithScheme(), '--dry-run']);
  expect([code, stdout]).toEqual([1, expect.stringContaining('nothing.docx：没有读，没有这个文件\n')]);
});
