import { expect, test } from 'vitest';
import { merge } from '../../src/edit/merge.js';
import { split } from '../../src/edit/merge/split.js';

const NAMES = { names: ['名称'], classes: ['一级', '二级'] };

const BASE = `# 表头说明
专项资金名称: 设备采购
预算:
  年度预算: 4
  本级支出: 4
  补助下级: 0
绩效目标: |
  及时盘查设备，
  建立台账，
  按要求采购，
  保证运行。

# 指标说明
绩效指标:
  - 一级: 产出
    二级: 数量
    名称: 盘点次数
    权重: 25
    指标值: 4

  # 经主任会议定
  - 一级: 产出
    二级: 数量
    名称: 采购金额
    权重: 35
    指标值: 4.0
  - 一级: 满意度
    名称: 群众满意度
    权重: 30
    指标值: 95
`;

const item = (name: string, weight = 10): string =>
  `  - 一级: 效益\n    名称: ${name}\n    权重: ${weight}\n    指标值: 1\n`;
const COUNT = BASE.slice(BASE.indexOf('  - 一级: 产出'), BASE.indexOf('\n  # 经主任'));
const MONEY = BASE.slice(BASE.indexOf('\n  # 经主任'), BASE.indexOf('  - 一级: 满意度'));
const OPINION = BASE.slice(BASE.indexOf('  - 一级: 满意度'));
/** The name of the first indicator in another class, and once more in its own. */
const QUALITY = COUNT.replace('数量', '质量');
const AGAIN = COUNT.replace('指标值: 4', '指标值: 8');

const mark = (ours: string, theirs: string): string =>
  `<<<<<<< 本方（当前分支）\n${ours}=======\n${theirs}>>>>>>> 对方（合并进来的）\n`;

type Edit = [from: string, to: string];
interface Case {
  name: string;
  ours: Edit[];
  theirs: Edit[];
  /** What both begin with, if it is not BASE: the edits are all of BASE. */
  base?: Edit[];
  /** The result. */
  merged: Edit[];
  conflicts?: number;
}

const CASES: Case[] = [
  {
    name: 'of two indicators with one name in two classes one is deleted, the other changed',
    ours: [[COUNT, QUALITY]],
    theirs: [[COUNT, COUNT + QUALITY.replace('权重: 25', '权重: 20')]],
    base: [[COUNT, COUNT + QUALITY]],
    merged: [[COUNT, QUALITY.replace('权重: 25', '权重: 20')]],
  },
  {
    name: 'of two indicators with the same name and class one changes the first, the other the second',
    base: [[COUNT, COUNT + AGAIN]],
    ours: [[COUNT, COUNT.replace('权重: 25', '权重: 20') + AGAIN]],
    theirs: [[COUNT, COUNT + AGAIN.replace('权重: 25', '权重: 30')]],
    merged: [[COUNT, COUNT.replace('权重: 25', '权重: 20') + AGAIN.replace('权重: 25', '权重: 30')]],
  },
  {
    name: 'of two indicators with the same name and class one deletes the second, the other changes the first',
    base: [[COUNT, COUNT + AGAIN]],
    ours: [],
    theirs: [[COUNT, COUNT.replace('权重: 25', '权重: 20') + AGAIN]],
    merged: [[COUNT, COUNT.replace('权重: 25', '权重: 20')]],
  },
  {
    name: 'one adds an indicator with the name of another class, the other changes the one that had it',
    ours: [[COUNT, QUALITY + COUNT]],
    theirs: [['权重: 25', '权重: 20']],
    merged: [[COUNT, QUALITY + COUNT.replace('权重: 25', '权重: 20')]],
  },
  {
    name: 'one copies an indicator and gives the copy another name, the other changes the one that was copied',
    ours: [[COUNT, COUNT.replace('盘点', '设备盘点') + COUNT]],
    theirs: [['权重: 25', '权重: 20']],
    merged: [[COUNT, COUNT.replace('盘点', '设备盘点') + COUNT.replace('权重: 25', '权重: 20')]],
  },
  {
    name: 'one makes two indicators of one, the other changes it: the first of them is the old one',
    ours: [[COUNT, COUNT.replace('盘点', '设备盘点') + COUNT.replace('盘点', '资产盘点')]],
    theirs: [['权重: 25', '权重: 20']],
    merged: [[COUNT, COUNT.replace('盘点', '设备盘点').replace('权重: 25', '权重: 20') + COUNT.replace('盘点', '资产盘点')]],
  },
  {
    name: 'one renames two indicators that are alike, the other changes the first',
    base: [[COUNT, COUNT + COUNT.replace('盘点', '盘查')]],
    ours: [[COUNT, COUNT.replace('盘点', '盘点的') + COUNT.replace('盘点', '盘查的')]],
    theirs: [[COUNT, COUNT.replace('权重: 25', '权重: 20') + COUNT.replace('盘点', '盘查')]],
    merged: [[COUNT, COUNT.replace('盘点', '盘点的').replace('权重: 25', '权重: 20') + COUNT.replace('盘点', '盘查的')]],
  },
  {
    name: 'one renames an indicator and writes its fields in another order, the other changes it',
    ours: [['    名称: 盘点次数\n    权重: 25\n    指标值: 4\n', '    名称: 设备盘点次数\n    指标值: 4\n    权重: 25\n']],
    theirs: [['权重: 25', '权重: 20']],
    merged: [['    名称: 盘点次数\n    权重: 25\n    指标值: 4\n', '    名称: 设备盘点次数\n    指标值: 4\n    权重: 20\n']],
  },
  {
    name: 'an indicator that has another target and a similar name is another one',
    ours: [[COUNT, COUNT.replace('盘点', '设备盘点').replace('指标值: 4', '指标值: 12')]],
    theirs: [['权重: 25', '权重: 20']],
    merged: [[COUNT, COUNT.replace('盘点', '设备盘点').replace('指标值: 4', '指标值: 12') + mark('', COUNT.replace('权重: 25', '权重: 20'))]],
    conflicts: 1,
  },
  {
    name: 'an indicator that has the same target and quite another name is another one',
    ours: [[COUNT, COUNT.replace('盘点次数', '新增床位')]],
    theirs: [['权重: 25', '权重: 20']],
    merged: [[COUNT, COUNT.replace('盘点次数', '新增床位') + mark('', COUNT.replace('权重: 25', '权重: 20'))]],
    conflicts: 1,
  },
  {
    name: 'both add an indicator at the end',
    ours: [[OPINION, OPINION + item('甲')]],
    theirs: [[OPINION, OPINION + item('乙')]],
    merged: [[OPINION, OPINION + item('甲') + item('乙')]],
  },
  {
    name: 'both add indicators at the beginning and in the middle',
    ours: [[COUNT, item('甲') + COUNT], [OPINION, item('丙') + OPINION]],
    theirs: [[COUNT, item('乙') + COUNT], [OPINION, item('丁') + OPINION]],
    merged: [[COUNT, item('甲') + item('乙') + COUNT], [OPINION, item('丙') + item('丁') + OPINION]],
  },
  {
    name: 'both add the same indicator, one with another weight',
    ours: [[OPINION, OPINION + item('甲', 10)]],
    theirs: [[OPINION, OPINION + item('甲', 20)]],
    merged: [[OPINION, OPINION + item('甲').replace('    权重: 10\n', mark('    权重: 10\n', '    权重: 20\n'))]],
    conflicts: 1,
  },
  {
    name: 'neighbouring fields of one indicator',
    ours: [['权重: 25', '权重: 20']],
    theirs: [['指标值: 4\n', '指标值: 12\n']],
    merged: [['权重: 25', '权重: 20'], ['指标值: 4\n', '指标值: 12\n']],
  },
  {
    name: 'one field, differently',
    ours: [['权重: 25', '权重: 20']],
    theirs: [['权重: 25', '权重: 15']],
    merged: [['    权重: 25\n', mark('    权重: 20\n', '    权重: 15\n')]],
    conflicts: 1,
  },
  {
    name: 'one field, to the same',
    ours: [['权重: 25', '权重: 20']],
    theirs: [['权重: 25', '权重: 20']],
    merged: [['权重: 25', '权重: 20']],
  },
  {
    name: 'the first field of an item, differently: both sides keep the dash',
    ours: [['  - 一级: 满意度', '  - 一级: 产出']],
    theirs: [['  - 一级: 满意度', '  - 一级: 效益']],
    merged: [['  - 一级: 满意度\n', mark('  - 一级: 产出\n', '  - 一级: 效益\n')]],
    conflicts: 1,
  },
  {
    name: 'one adds a field, the other one at the same place',
    ours: [['    名称: 群众满意度\n', '    二级: 群众\n    名称: 群众满意度\n']],
    theirs: [['    名称: 群众满意度\n', '    单位: \'%\'\n    名称: 群众满意度\n']],
    merged: [['    名称: 群众满意度\n', '    二级: 群众\n    单位: \'%\'\n    名称: 群众满意度\n']],
  },
  {
    name: 'one moves an indicator, the other changes it',
    ours: [[COUNT, ''], [OPINION, OPINION + COUNT]],
    theirs: [['权重: 25', '权重: 20']],
    merged: [[COUNT, ''], [OPINION, OPINION + COUNT.replace('25', '20')]],
  },
  {
    name: 'one moves an indicator, the other adds one after it and moves another',
    ours: [[COUNT, ''], [MONEY, MONEY + COUNT]],
    theirs: [[OPINION, ''], [COUNT, OPINION + COUNT], [MONEY, MONEY + item('甲')]],
    merged: [[OPINION, ''], [COUNT, OPINION], [MONEY, MONEY + item('甲') + COUNT]],
  },
  {
    name: 'one renames an indicator, the other changes its target',
    ours: [['名称: 盘点次数', '名称: 设备盘点次数']],
    theirs: [['指标值: 4\n', '指标值: 12\n']],
    merged: [['名称: 盘点次数', '名称: 设备盘点次数'], ['指标值: 4\n', '指标值: 12\n']],
  },
  {
    name: 'one changes its class, the other its weight',
    ours: [['    二级: 数量\n    名称: 盘点次数', '    二级: 质量\n    名称: 盘点次数']],
    theirs: [['权重: 25', '权重: 20']],
    merged: [['    二级: 数量\n    名称: 盘点次数', '    二级: 质量\n    名称: 盘点次数'], ['权重: 25', '权重: 20']],
  },
  {
    name: 'one deletes an indicator, the other does not touch it',
    ours: [[MONEY, '']],
    theirs: [['权重: 25', '权重: 20']],
    merged: [[MONEY, ''], ['权重: 25', '权重: 20']],
  },
  {
    name: 'one deletes an indicator with its comment, the other changes it',
    ours: [[MONEY, '']],
    theirs: [['权重: 35', '权重: 20']],
    merged: [[MONEY, mark('', MONEY.replace('35', '20'))]],
    conflicts: 1,
  },
  {
    name: 'one deletes an indicator, the other only writes it otherwise',
    ours: [['名称: 采购金额', '名称: "采购金额"']],
    theirs: [[MONEY, '']],
    merged: [[MONEY, '']],
  },
  {
    name: 'one deletes an indicator, the other waives something in it',
    ours: [[MONEY, '']],
    theirs: [['权重: 35', '权重: 35  # waive 规则: 经主任会议定']],
    merged: [[MONEY, mark('', MONEY.replace('权重: 35', '权重: 35  # waive 规则: 经主任会议定'))]],
    conflicts: 1,
  },
  {
    name: 'one deletes an indicator, the other puts a comment above it',
    ours: [[OPINION, '']],
    theirs: [[OPINION, `  # 区里要求保留\n${OPINION}`]],
    merged: [[OPINION, mark('', `  # 区里要求保留\n${OPINION}`)]],
    conflicts: 1,
  },
  {
    name: 'one changes a number, the other waives a rule behind it',
    ours: [['年度预算: 4\n', '年度预算: 6\n']],
    theirs: [['年度预算: 4\n', '年度预算: 4  # waive budget-split: 另有 2 万元由区级统筹\n']],
    merged: [['年度预算: 4\n', '年度预算: 6  # waive budget-split: 另有 2 万元由区级统筹\n']],
  },
  {
    name: 'two waivers behind one number',
    ours: [['年度预算: 4\n', '年度预算: 6  # waive 甲: 一\n']],
    theirs: [['年度预算: 4\n', '年度预算: 4  # waive 乙: 二\n']],
    merged: [['  年度预算: 4\n', mark('  年度预算: 6  # waive 甲: 一\n', '  年度预算: 6  # waive 乙: 二\n')]],
    conflicts: 1,
  },
  {
    name: 'one waives a rule behind the name of a long text, the other writes its first clauses anew',
    ours: [['绩效目标: |\n', '绩效目标: |  # waive 规则: 理由\n']],
    theirs: [['  及时盘查设备，\n', '  每季盘查设备，\n  每年报废一次，\n']],
    merged: [['绩效目标: |\n', '绩效目标: |  # waive 规则: 理由\n'], ['  及时盘查设备，\n', '  每季盘查设备，\n  每年报废一次，\n']],
  },
  {
    name: 'one adds a waiver behind the name of a group, the other a comment',
    ours: [['预算:\n', '预算:  # waive 甲: 一\n']],
    theirs: [['预算:\n', '预算:  # 万元\n']],
    merged: [['预算:\n', mark('预算:  # waive 甲: 一\n', '预算:  # 万元\n')]],
    conflicts: 1,
  },
  {
    name: 'both put a comment above one indicator',
    ours: [['  # 经主任会议定\n', '  # 经主任会议定\n  # waive 甲: 一\n']],
    theirs: [['  # 经主任会议定\n', '  # 经主任会议定\n  # waive 乙: 二\n']],
    merged: [['  # 经主任会议定\n', '  # 经主任会议定\n  # waive 甲: 一\n  # waive 乙: 二\n']],
  },
  {
    name: 'both add an indicator above the comment at the end of the file',
    ours: [[OPINION, `${OPINION}${item('甲')}# 以上经审定\n`]],
    theirs: [[OPINION, `${OPINION}${item('乙')}# 以上经审定\n`]],
    merged: [[OPINION, `${OPINION}${item('甲')}${item('乙')}# 以上经审定\n`]],
  },
  {
    name: 'a comment is changed by one, the field below by the other',
    ours: [['# 经主任会议定', '# waive 规则: 经主任会议定']],
    theirs: [['权重: 35', '权重: 20']],
    merged: [['# 经主任会议定', '# waive 规则: 经主任会议定'], ['权重: 35', '权重: 20']],
  },
  {
    name: 'neighbouring clauses of a long text',
    ours: [['及时盘查设备，', '每季盘查设备，']],
    theirs: [['建立台账，', '建立电子台账，']],
    merged: [['及时盘查设备，', '每季盘查设备，'], ['建立台账，', '建立电子台账，']],
  },
  {
    name: 'one clause of a long text, differently',
    ours: [['建立台账，', '建立纸质台账，']],
    theirs: [['建立台账，', '建立电子台账，'], ['保证运行。', '保障运行。']],
    merged: [['  建立台账，\n', mark('  建立纸质台账，\n', '  建立电子台账，\n')], ['保证运行。', '保障运行。']],
    conflicts: 1,
  },
  {
    name: 'one puts a clause in and takes the next but one out, the other changes the one between',
    ours: [['  及时盘查设备，\n  建立台账，\n', '  每季盘查，\n  及时盘查设备，\n']],
    theirs: [['及时盘查设备，', '按时盘查设备，']],
    merged: [[
      '  及时盘查设备，\n  建立台账，\n',
      mark('  每季盘查，\n  及时盘查设备，\n', '  按时盘查设备，\n  建立台账，\n'),
    ]],
    conflicts: 1,
  },
  {
    name: 'a long text is set in other lines by one and changed by the other',
    ours: [['  及时盘查设备，\n  建立台账，\n', '  及时盘查设备，建立台账，\n']],
    theirs: [['建立台账，', '建立电子台账，']],
    merged: [['建立台账，', '建立电子台账，']],
  },
  {
    name: 'neighbouring numbers of the budget',
    ours: [['年度预算: 4', '年度预算: 5']],
    theirs: [['本级支出: 4', '本级支出: 5']],
    merged: [['年度预算: 4', '年度预算: 5'], ['本级支出: 4', '本级支出: 5']],
  },
  {
    name: '4.0 is printed otherwise than 4: both changed it',
    ours: [['指标值: 4.0', '指标值: 4']],
    theirs: [['指标值: 4.0', '指标值: 5']],
    merged: [['    指标值: 4.0\n', mark('    指标值: 4\n', '    指标值: 5\n')]],
    conflicts: 1,
  },
  {
    name: 'both add a field to the form',
    ours: [['专项资金名称: 设备采购\n', '专项资金名称: 设备采购\n立项依据: 甲\n']],
    theirs: [['专项资金名称: 设备采购\n', '专项资金名称: 设备采购\n项目概况: 乙\n']],
    merged: [['专项资金名称: 设备采购\n', '专项资金名称: 设备采购\n立项依据: 甲\n项目概况: 乙\n']],
  },
];

const apply = (edits: readonly Edit[]): string => edits.reduce((text, [from, to]) => {
  expect(text).toContain(from);
  return text.replace(from, () => to);
}, BASE);

test.each(CASES)('$name', ({ base = [], ours, theirs, merged, conflicts = 0 }) => {
  expect(merge(apply(base), apply(ours), apply(theirs), NAMES)).toEqual({ text: apply(merged), conflicts });
});

test.each(CASES)('$name, with ours and theirs swapped: the same number of conflicts', ({ base = [], ours, theirs, conflicts = 0 }) => {
  const merged = merge(apply(base), apply(theirs), apply(ours), NAMES);
  expect(merged?.conflicts).toBe(conflicts);
  if (!conflicts) expect(split(merged?.text ?? '')).toBeDefined();
});

test.each(CASES)('$name, merged with its base: the same text', ({ base: edits = [], ours }) => {
  const base = apply(edits);
  expect(merge(base, apply(ours), base, NAMES)).toEqual({ text: apply(ours), conflicts: 0 });
  expect(merge(base, base, apply(ours), NAMES)).toEqual({ text: apply(ours), conflicts: 0 });
});

test.each(['', '\n', ' \n\n'])('both versions add the file, or fill one that was empty: %j', (base) => {
  expect(merge(base, '甲: 1\n乙: 2\n', '甲: 1\n丙: 3\n', NAMES)).toEqual({ text: '甲: 1\n乙: 2\n丙: 3\n', conflicts: 0 });
});

test('both versions add words to one list of a scheme', () => {
  const scheme = (...words: string[]): string => `用词:\n${words.map(word => `  - ${word}\n`).join('')}`;
  expect(merge(scheme('开展'), scheme('开展', '完成'), scheme('实施', '开展', '推进'), NAMES))
    .toEqual({ text: scheme('实施', '开展', '完成', '推进'), conflicts: 0 });
});

test('line ends and byte order mark are those of our version', () => {
  const windows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
  const [ours, theirs] = [apply([['权重: 25', '权重: 20']]), apply([['权重: 35', '权重: 40']])];
  const merged = apply([['权重: 25', '权重: 20'], ['权重: 35', '权重: 40']]);
  expect(merge(BASE, windows(ours), theirs, NAMES)?.text).toBe(windows(merged));
  expect(merge(BASE, ours, windows(theirs), NAMES)?.text).toBe(merged);
  expect(merge(windows(BASE), ours, windows(theirs), NAMES)?.text).toBe(merged);
});

test('a version that is the base changes nothing of the other, not its line ends either', () => {
  const theirs = `\uFEFF${BASE.replaceAll('\n', '\r\n')}`;
  expect(merge(BASE, BASE, theirs, NAMES)).toEqual({ text: theirs, conflicts: 0 });
  expect(merge(BASE, theirs, BASE, NAMES)).toEqual({ text: theirs, conflicts: 0 });
});

test.each([
  ['no YAML', BASE, BASE.replace('预算:', '预算')],
  ['a list', BASE, '- 甲\n'],
  ['with marks of an earlier conflict', BASE, BASE.replace('  年度预算: 4\n', mark('  年度预算: 4\n', '  年度预算: 5\n'))],
  ['indented otherwise', BASE.replace(OPINION, OPINION + item('甲')), BASE.replace(/^ {2}(?=[- ] )/gm, '').replace('权重: 25', '权重: 20')],
])('a version that is %s is not merged, but left to git', (_, ours, theirs) => {
  expect(merge(BASE, ours, theirs, NAMES)).toBeUndefined();
  expect(merge(BASE, theirs, ours, NAMES)).toBeUndefined();
});

test('a list or group on one line is merged as a whole', () => {
  const flow = BASE.replace(/预算:\n.*\n.*\n.*\n/, '预算: {年度预算: 4, 本级支出: 4, 补助下级: 0}\n');
  const [ours, theirs] = [flow.replace('年度预算: 4', '年度预算: 5'), flow.replace('补助下级: 0', '补助下级: 1')];
  expect(merge(flow, ours, theirs, NAMES)?.conflicts).toBe(1);
  expect(merge(flow, ours, flow.replace('权重: 25', '权重: 20'), NAMES)?.conflicts).toBe(0);
});
