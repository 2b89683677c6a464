import { describe, expect, test } from 'vitest';
import { readWorld } from '../../src/commands/import/existing.js';
import { readOfficeFile } from '../../src/import/formats/read.js';
import type { OfficeFile } from '../../src/import/grid.js';
import { planFiles } from '../../src/import/plan/plan.js';
import { layoutReader } from '../../src/import/recognise/attempts.js';
import { textsOf } from '../../src/import/recognise/draft.js';
import { recognise } from '../../src/import/recognise/recognise.js';
import { readSchemas, readTemplates } from '../../src/io/program.js';
import { Layouts } from '../../src/load/layouts.js';
import { templateOf } from '../../src/model/kinds.js';
import { asPage, type Paper } from '../support/paper.js';
import { REPOSITORY } from '../support/run.js';
import { seeded } from '../support/seeded.js';

/* Nothing is lost, nothing is used twice, nothing is invented: judged without the code that keeps the books. */

const bare = (text: string): string => text.replace(/[\s：:,]/g, '');
const counted = (texts: readonly string[]): string => [...texts.map(bare).join('')].sort().join('');

const known = new Map<string, ReturnType<typeof makeReaders>>();

function readersOf(root: string) {
  const readers = known.get(root) ?? makeReaders(root);
  known.set(root, readers);
  return readers;
}

function makeReaders(root: string) {
  const layouts = new Layouts(readSchemas(root));
  const templates = new Map(readTemplates(root).map(({ path, text }) => [path, text]));
  const { schemeOf } = readWorld(root, layouts);
  return layouts
    .names()
    .map(name =>
      layoutReader(
        name,
        layouts.kinds(name) ?? [],
        layouts.core,
        schemeOf('2024'),
        kind => templates.get(templateOf(kind)) ?? '',
      ),
    );
}

/** What became of a file: every character of it, and every text of the YAML that the file does not have. */
function judge(file: OfficeFile, root: string) {
  const found = recognise(file, readersOf(root), undefined, true, '2024');
  const plan = planFiles(found, { department: '甲', existing: [] });
  const entries = found.flatMap(one => (one.is === 'read' ? one.reading.entries : one.entries));
  const source = [
    ...file.grids.flatMap(({ above, cells }) => [...above, ...cells.map(({ text }) => text)]),
    ...file.below,
  ];
  expect(counted(entries.map(({ text }) => text))).toBe(counted(source));
  const all = source.map(bare);
  const invented = plan.forms
    .flatMap(({ data }) => [...textsOf(data)])
    .filter(
      ([, text]) =>
        !all.some(one => text.split('\n').every(line => one.includes(bare(line)))) &&
        !text.split('\n').every(line => all.includes(bare(line))),
    );
  return { plan, found, invented };
}

describe('random tables', () => {
  const WORDS = [
    '项目名称',
    '项目资金（万元）',
    '年度资金总额',
    '其中：财政拨款',
    '其他资金',
    '一级指标',
    '二级指标',
    '三级指标',
    '指标值',
    '分值',
    '得分',
    '绩效指标',
    '总分',
    '合计',
    '产出指标',
    '数量指标',
    '≥95%',
    '12',
    '1,200.5',
    '单位：元',
    '项目名称：水利',
    '备注',
    '年度目标',
    '完成任务。\n按时完成。',
    '（2024年度）',
    '项目支出绩效目标申报表',
    '年初预算数',
    '全年执行数',
  ];
  test.each(Array.from({ length: 60 }, (_, index) => index))('number %i: every character has one place', (seed) => {
    const random = seeded(seed);
    const pick = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
    const [rows, columns] = [2 + Math.floor(random() * 9), 2 + Math.floor(random() * 5)];
    const taken = new Set<string>();
    const cells: OfficeFile['grids'][number]['cells'] = [];
    for (let row = 1; row <= rows; row += 1) {
      for (let column = 1; column <= columns; column += 1) {
        if (taken.has(`${row} ${column}`) || random() < 0.2) continue;
        const [down, right] = [
          random() < 0.15 && row < rows ? 2 : 1,
          random() < 0.15 && column < columns && !taken.has(`${row} ${column + 1}`) ? 2 : 1,
        ];
        for (let r = row; r < row + down; r += 1)
          for (let c = column; c < column + right; c += 1) taken.add(`${r} ${c}`);
        cells.push({ row, column, rows: down, columns: right, text: pick() });
      }
    }
    const file: OfficeFile = {
      path: '随机.html',
      grids: [{ table: 1, rows, columns, cells, above: random() < 0.5 ? [pick()] : [] }],
      below: [],
      remarks: [],
    };
    const { invented } = judge(file, `${REPOSITORY}/test/fixtures/layouts/ministry`);
    expect(invented).toEqual([]);
  });
});

const FOREIGN: readonly (readonly [name: string, layout: string, paper: Paper])[] = [
  [
    'a county: units in the value, an opinion, an unknown label',
    'county',
    {
      above: ['附件2', '项目支出绩效目标表', '（2024年度）'],
      rows: [
        ['项目名称', '乡村道路照明', '项目编码', '5102000077'],
        ['主管部门', '县住建局', '实施单位', '县路灯所'],
        ['项目负责人', '周明', '联系电话', '88880000'],
        ['是否新增项目', ['□是 √否', 3]],
        ['资金来源', '资金总额', ['860,000.00元', 2]],
        ['项目类别', '民生', '自有资金', '0元'],
        ['年度绩效目标', ['安装路灯430盏。\n亮灯率保持在98%以上。', 3]],
        ['一级指标', '二级指标', '三级指标', '指标值'],
        [['产出指标', 1, 2], '数量指标', '安装路灯', '430盏'],
        ['质量指标', '亮灯率', '98%以上'],
        ['效益指标', '社会效益指标', '', ''],
        ['满意度指标', '服务对象满意度指标', '群众满意度', '≥90%'],
        ['申报单位意见', ['同意', 3]],
      ],
    },
  ],
  [
    'a city: sign, value and unit in columns, another order',
    'sheet',
    {
      above: ['2024年部门项目支出绩效目标汇总表', '部门（单位）名称：市图书馆　　单位：万元'],
      rows: [
        [
          '序号',
          '项目名称',
          '项目资金',
          '权重',
          '一级',
          '二级',
          '三级指标',
          '度量单位',
          '指标性质',
          '指标值',
          '绩效目标',
        ],
        [
          ['1', 1, 2],
          ['古籍修复', 1, 2],
          ['45.5', 1, 2],
          '40',
          '产出',
          '数量',
          '修复古籍',
          '册',
          '大于等于',
          '120',
          ['修复古籍120册。', 1, 2],
        ],
        ['50', '效益', '社会效益', '展出场次', '场', '大于等于', '4'],
        ['2', '自习室开放', '12', '90', '产出', '数量', '开放天数', '天', '大于等于', '330', '全年开放。'],
        [['合计', 2], '57.5', '', '', '', '', '', '', '', ''],
      ],
    },
  ],
  [
    'a ministry: two periods, money by period',
    'ministry',
    {
      above: ['项目支出绩效目标申报表', '（2024年度）'],
      rows: [
        ['项目名称', ['海洋观测', 7]],
        ['主管部门及代码', ['[150]海洋局', 3], '实施单位', ['观测中心', 3]],
        ['项目属性', ['新增项目', 3], '项目期', ['2024年—2026年', 3]],
        [['项目资金\n（万元）', 1, 3], ['中期资金总额：', 2], '900', ['年度资金总额：', 2], ['300', 2]],
        [['其中：财政拨款', 2], '800', ['其中：财政拨款', 2], ['260', 2]],
        [['其他资金', 2], '100', ['其他资金', 2], ['40', 2]],
        [
          ['总体目标', 1, 2],
          ['中期目标（2024年—2026年）', 3],
          ['年度目标', 4],
        ],
        [
          ['建成三个站。', 3],
          ['建成一个站。', 4],
        ],
        [['绩效指标', 1, 3], '一级指标', '二级指标', '三级指标', '指标值', '二级指标', '三级指标', '指标值'],
        [['产出指标', 1, 2], '数量指标', '建站', '≥3个', '数量指标', '建站', '≥1个'],
        ['质量指标', '数据有效率', '≥95%', '质量指标', '数据有效率', '≥95%'],
      ],
    },
  ],
  [
    'a self-evaluation: phases, actual values, a total that does not add up',
    'ministry',
    {
      above: ['项目支出绩效自评表', '（2024年度）'],
      rows: [
        ['项目名称', ['水土保持', 7]],
        ['主管部门', ['水利部', 3], '实施单位', ['水保站', 3]],
        [['项目资金（万元）', 1, 3], '', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
        ['年度资金总额', '100', '90', '81', '10', '90%', '9'],
        ['其中：当年财政拨款', '100', '90', '81', '—', '', '—'],
        [
          ['年度总体目标', 1, 2],
          ['预期目标', 3],
          ['实际完成情况', 4],
        ],
        [
          ['治理面积10平方公里。', 3],
          ['治理了9平方公里。', 4],
        ],
        ['绩效指标', '一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
        ['', '产出指标', '数量指标', '治理面积', '≥10平方公里', '9平方公里', '50', '45'],
        ['', '效益指标', '生态效益指标', '减少泥沙', '≥2万吨', '2万吨', '40', '40'],
        [['总分', 6], '100', '99'],
      ],
    },
  ],
  [
    'a bureau: duties, tasks, basic and project expenditure',
    'bureau',
    {
      above: ['部门整体支出绩效目标申报表', '（2024年度）'],
      rows: [
        ['部门（单位）名称', '文旅局', '编制人数', '45'],
        ['部门职能概述', ['管理文化和旅游。', 3]],
        [['年度预算（万元）', 1, 3], '年度预算总额', ['700', 2]],
        ['基本支出小计', ['400', 2]],
        ['项目支出', ['300', 2]],
        ['年度总体目标', ['办好文化活动。', 3]],
        ['任务名称', ['主要内容', 2], '预算金额（万元）'],
        ['文化下乡', ['送戏100场', 2], '300'],
        ['一级指标', '三级指标', '目标值', '分值'],
        ['产出指标', '送戏场次', '≥100场', '50'],
        ['效益指标', '观众人次', '不少于3万人次', '40'],
      ],
    },
  ],
  [
    'a street: the shipped form with words for signs, a grade and a placeholder',
    '',
    {
      above: ['部门专项绩效目标申报表'],
      rows: [
        ['编制单位：某街道办事处', '', '', '单位：万元'],
        ['项目名称', '河道保洁', '主管部门', '004-农业科'],
        [['2024年预算', 1, 2], ['20', 1, 2], '区级支出', '15'],
        ['补助街镇', '4'],
        ['项目概况', ['**', 3]],
        ['项目依据', ['区河长办〔2023〕5号', 3]],
        ['总体目标', ['河道整洁。', 3]],
        ['指标内容', '目标值', '度量单位', '权重'],
        ['产出-数量（保洁河道）', '≥12', '公里', '60'],
        ['效益-生态效益（水质）', '明显改善', '定性', '20'],
        ['满意度（居民满意度）', '90%以上', '', '10'],
        ['填表人：张三', '', '', '2024年1月8日'],
      ],
    },
  ],
];

test.each(FOREIGN)('%s', async (_, layout, paper) => {
  const root = layout === '' ? REPOSITORY : `${REPOSITORY}/test/fixtures/layouts/${layout}`;
  const file = await readOfficeFile('外地.html', new TextEncoder().encode(asPage([paper])));
  const { plan, found, invented } = judge(file, root);
  expect(found.map(({ is }) => is)).toEqual(['read']);
  expect(invented).toEqual([]);
  expect({
    ...plan.counts,
    reported: plan.notPlaced.map(({ text, why }) => `${text.trim()}：${why}`),
    yaml: plan.files.map(({ text }) => text),
  }).toMatchSnapshot();
});

test.each(['绩效指标：见附件', '年度指标:见附件'])('a text behind the name of a table, as in “%s”, is not taken for its rows', async (text) => {
  const [, , paper] = FOREIGN[2] ?? [];
  const page = asPage([{ above: [text, ...paper?.above ?? []], rows: paper?.rows ?? [] }]);
  const file = await readOfficeFile('外地.html', new TextEncoder().encode(page));
  const { plan, invented } = judge(file, `${REPOSITORY}/test/fixtures/layouts/ministry`);
  expect(invented).toEqual([]);
  expect(plan.notPlaced.map(one => one.text)).toContainEqual(expect.stringContaining('见附件'));
  expect(plan.files.map(one => one.text).join('')).toContain('三级: 建站');
});

test('an amount that several blanks part from its label is read once', () => {
  const texts = [['专项资金名称', '河道保洁'], ['2024年预算\t 20'], ['项目概况', '保洁河道。']];
  const cells = texts.flatMap((row, index) =>
    row.map((text, place) => ({ row: index + 1, column: place + 1, rows: 1, columns: 1, text })));
  const grid = { table: 1, rows: 3, columns: 2, cells, above: ['部门专项绩效目标申报表'] };
  const { plan } = judge({ path: '外地.xlsx', grids: [grid], below: [], remarks: [] }, REPOSITORY);
  expect(plan.files.map(({ text }) => text).join('')).toContain('年度预算: 20\n');
});

test('a row of which nothing has a place leaves no gap between the indicators', () => {
  const rows = [
    ['绩效指标', '指标', '指标权重', '计量单位', '指标性质', '指标值', '备注'],
    ['', '产出-数量（建站）', '20', '个', '≥', '2', ''],
    ['', '', '', '', '', '', '见附件'],
    ['', '产出-数量（修路）', '20', '公里', '≥', '3', ''],
  ];
  const texts = [['专项资金名称', '河道保洁'], ['项目概况', '保洁河道。'], ...rows];
  const cells = texts.flatMap((row, index) => row.flatMap((text, place) =>
    (text ? [{ row: index + 1, column: place + 1, rows: 1, columns: 1, text }] : [])));
  const grid = { table: 1, rows: texts.length, columns: 7, cells, above: ['部门专项绩效目标申报表'] };
  const { plan } = judge({ path: '外地.xlsx', grids: [grid], below: [], remarks: [] }, REPOSITORY);
  expect(plan.files.map(({ text }) => text).join('')).toMatch(/建站[^]*修路/);
  expect(plan.notPlaced.map(({ text }) => text)).toContain('见附件');
});
