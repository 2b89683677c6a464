import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FontLibrary } from '../../src/io/fonts/library.js';
import { readInputs } from '../../src/io/inputs/inputs.js';
import { load } from '../../src/load/load.js';
import { rememberingReader } from '../../src/load/read-form.js';
import type { Diagnostic } from '../../src/model/diagnostic.js';
import { isListed } from '../../src/model/diagnostic.js';
import { departmentOf, type Inputs, sourcesOf } from '../../src/model/inputs.js';
import { Source } from '../../src/model/source.js';
import { ownLayouts } from '../support/layouts.js';
import { REPOSITORY } from '../support/run.js';

/*
 * Well-written forms of seven departments in three layouts have nothing to be corrected; each single mistake put into
 * one of them is found, by the rule that is about it and by no other.
 */

const fonts = new FontLibrary([]);

interface Good {
  inputs: Inputs;
  check: (inputs: Inputs) => Diagnostic[];
  /** The problems of `inputs`, by {@link keyOf}. */
  known: ReadonlySet<string>;
}

const goods = new Map<string, Good>();

/** Reads the good forms of a layout, once. A form that did not change is parsed once. */
function good(layout: string): Good {
  const read = goods.get(layout);
  if (read) return read;
  const layouts = ownLayouts(`test/fixtures/layouts/${layout}`);
  const inputs = readInputs(join(REPOSITORY, 'test/fixtures/good', layout), sources => layouts.kindsFor(sources));
  const readForm = rememberingReader();
  const check = (changed: Inputs): Diagnostic[] => load(changed, layouts, fonts, { readForm }).diagnostics;
  const made = { inputs, check, known: new Set(check(inputs).map(keyOf)) };
  goods.set(layout, made);
  return made;
}

const isToCorrect = ({ rank }: Diagnostic): boolean => rank === '必改' || rank === '应改' || rank === '可自动改';

test.each([['shapingba', 20], ['ministry', 2], ['county', 2]])('nothing is to be corrected in the good forms of %s', (layout, count) => {
  const { inputs, check } = good(layout);
  expect(inputs.years.flatMap(({ departments }) => departments.flatMap(({ forms }) => forms))).toHaveLength(count);
  expect(check(inputs).filter(isToCorrect)).toEqual([]);
});

const FILES = {
  health: '区教育委员会/projects/01-学生健康监测',
  nursery: '区教育委员会/projects/02-学前教育普惠发展',
  food: '区教育委员会/projects/03-校园食品安全',
  education: '区教育委员会/department',
  river: '区水利局/projects/01-河道清淤',
  reservoir: '区水利局/projects/02-水库维修养护',
  supply: '区水利局/projects/03-农村供水',
  road: '歌乐山镇人民政府/projects/01-农村公路养护',
  fire: '歌乐山镇人民政府/projects/02-森林防火',
  service: '歌乐山镇人民政府/projects/03-便民服务',
  town: '歌乐山镇人民政府/department',
  calls: '区公安分局/projects/01-接处警',
  fraud: '区公安分局/projects/02-反诈',
  traffic: '区公安分局/projects/03-道路交通安全',
  doctors: '区卫生健康委员会/projects/01-家庭医生签约',
  screening: '区卫生健康委员会/projects/02-两癌筛查',
} as const;

/** A text of the form, its replacement, and the rules that find it. */
type Mutant = [file: keyof typeof FILES, from: string | RegExp, to: string, ...found: string[]];

const row = (name: string, field: string): RegExp => new RegExp(`(?<=名称: ${name}\\n(?:    .*\\n)*?    ${field}: ).*`);
const target = (name: string): RegExp => row(name, '指标值');
const operator = (name: string): RegExp => row(name, '性质');
const unit = (name: string): RegExp => row(name, '单位');
const FIELD = (name: string): RegExp => new RegExp(`(?<=^${name}: )(?:\\|\\n(?:  .*\\n|\\n)+|.*\\n)`, 'm');

const MUTANTS: Record<string, Mutant[]> = {
  'targets that are meant as numbers and are none': [
    ['fire', target('避险演练次数'), '四次', 'target-number'],
    ['nursery', target('普惠性民办幼儿园受补助幼儿人数'), '58O0', 'target-number'],
    ['health', target('眼健康科普讲座场次'), '五十四', 'target-number'],
  ],
  'good things with ≤, bad ones with ≥': [
    ['health', operator('学生视力档案建档率'), '≤', 'always-true'],
    ['health', operator('家长近视防控知识知晓率'), '≤', 'good-at-most'],
    ['river', operator('河道清淤长度'), '≤', 'good-at-most'],
    ['supply', operator('用水户满意度'), '≤', 'good-at-most'],
    ['food', operator('师生食源性疾病发生率'), '≥', 'bad-at-least'],
    ['river', operator('清淤施工工期'), '≥', 'slow-at-least'],
    ['supply', operator('管网改造每公里造价'), '≥', 'cost-at-least'],
    ['calls', operator('年度运维费用'), '≥', 'spending-at-least'],
    ['reservoir', operator('水库溃坝事故起数'), '≥', 'always-true'],
  ],
  'rates a digit off, above what can be, or always met': [
    ['fire', target('监测预警信息准确率'), '0.95', 'figures-differ', 'rate-scale'],
    ['food', target('食材抽检合格率'), '9.85', 'figures-differ', 'rate-scale'],
    ['health', target('家长近视防控知识知晓率'), '850', 'figures-differ', 'percent-over'],
    ['service', operator('投诉办结率'), '≥', 'percent-hundred'],
    ['road', target('农村公路养护里程'), '0', 'always-true'],
  ],
  satisfaction: [
    ['supply', target('用水户满意度'), '9', 'figures-differ', 'satisfaction-range'],
    ['fraud', target('社区居民对反诈工作的满意度'), '52', 'figures-differ', 'satisfaction-range'],
    ['river', target('沿河居民满意度'), '900', 'figures-differ', 'percent-over'],
  ],
  'money in another unit': [
    ['river', /年度预算: 420\n {2}本级支出: 420/, '年度预算: 4200000\n  本级支出: 4200000', 'budget-scale', 'budget-projects'],
    ['service', /年度预算: 36\n {2}本级支出: 36/, '年度预算: 360000\n  本级支出: 360000', 'budget-scale', 'budget-projects'],
  ],
  'unit cost times quantity above the budget': [
    ['health', target('单次体检成本'), '300', 'figures-differ', 'unit-cost'],
    ['reservoir', target('单座水库养护成本'), '45', 'figures-differ', 'unit-cost'],
  ],
  'figures of the prose against targets': [
    ['traffic', target('信号灯路口维护处数'), '41', 'figures-differ'],
    ['supply', target('受益村民人数'), '6900', 'figures-differ'],
    ['health', '66000人次，单次', '60600人次，单次', 'figures-differ'],
    ['fire', target('防火宣传场次'), '6', 'figures-differ'],
    ['calls', '轮训接警员', '新增警用无人机12架，轮训接警员', 'figure-untaken'],
    ['town', '163万元，抓好', '1630万元，抓好', 'total-in-prose'],
  ],
  years: [
    ['education', '2024年安排', '2023年安排', 'other-year'],
    ['reservoir', '全年溃坝', '2023年全年溃坝', 'other-year'],
    ['nursery', '资金用于补足', '2023年计划资金用于补足', 'other-year'],
    ['road', '国办发〔2019〕45号', '国办发〔2029〕45号', 'document-future'],
  ],
  placeholders: [
    ['fraud', '辖区高校学生', 'XX高校学生', 'placeholder'],
    ['river', '河段8.6公里', '河段**公里', 'placeholder'],
    ['fire', FIELD('立项依据'), '略\n', 'document-missing', 'placeholder'],
    ['service', FIELD('项目概况'), '无\n', 'placeholder'],
  ],
  'the name of another place': [
    ['fire', '由镇应急办统筹', '由中梁镇应急办统筹', 'other-place'],
    ['town', '全年安排专项', '青木关镇全年安排专项', 'other-place'],
  ],
  'operator or unit left inside the value': [
    ['river', target('河道清淤长度'), '8.6公里', 'unit-repeated'],
    ['fraud', target('反诈宣讲场次'), '≥180', 'unit-repeated'],
    ['supply', target('水质检测达标率'), '96%以上', 'unit-repeated'],
    ['road', target('道路巡查次数'), '不少于104', 'unit-repeated'],
  ],
  names: [
    ['river', '名称: 河道日常保洁长度', '名称: 数量指标', 'name-is-class'],
    ['supply', '名称: 用水户满意度', '名称: 满意度', 'name-is-class'],
    ['service', '名称: 专场招聘会场次', '名称: 专场招聘会6场', 'figure-in-name'],
    ['fire', '名称: 防火宣传场次', '名称: 组织防火宣传', 'verb-first'],
    ['fire', '名称: 避险演练次数', '名称: 防火宣传及避险演练次数', 'two-in-one'],
    ['fire', '名称: 避险演练次数', '名称: 防火宣传场次', 'duplicate-name'],
  ],
  classes: [
    ['river', /二级: 质量(?=\n {4}名称: 清淤工程验收合格率)/, '二级: 数量', 'class-words'],
    ['supply', /二级: 质量(?=\n {4}名称: 水质检测达标率)/, '二级: 数量', 'rate-as-count'],
    ['health', /一级: 产出\n {4}二级: 时效/, '一级: 效益\n    二级: 时效', 'class-pair'],
    ['food', '一级: 满意度', '一级: 服务对象', 'known-class'],
    ['supply', unit('受益村民人数'), "'%'", 'figure-untaken', 'percent-over', 'unit-of-name'],
  ],
  'qualitative targets': [
    ['road', row('农村公路优良中等路率', '(?:单位: .*\\n    性质: .*\\n    指标值)'), '优', 'qualitative'],
    ['service', target('窗口服务质量评价'), '有所提升', 'grade'],
    ['health', target('学生视力档案建档率'), '高', 'qualitative'],
  ],
  documents: [
    ['health', '教体艺〔2021〕7号', '教体艺[2021]7号', 'document-brackets'],
    ['health', '教体艺〔2021〕7号', '教体艺〔2021〕号', 'document-number'],
    ['reservoir', '（国办发〔2021〕8号）', '', 'document-unnumbered'],
    ['reservoir', '《国务院办公厅关于切实加强水库除险加固和运行管护工作的通知》（国办发〔2021〕8号）', '国办发〔2021〕8号《国务院办公厅关于切实加强水库除险加固和运行管护工作的通知》', 'document-order'],
    ['fire', FIELD('立项依据'), '《关于编制2024年部门预算的通知》（沙财发〔2023〕12号）\n', 'basis-budget-notice'],
    ['doctors', FIELD('立项依据'), '领导安排\n', 'document-missing'],
    ['nursery', '《支持学前教育发展资金管理办法》（财教〔2021〕73号）', '支持学前教育发展资金管理办法（财教〔2021〕73号）', 'document-title'],
  ],
  text: [
    ['river', '工程分三个标段', '工程,分三个标段', 'ascii-punctuation'],
    ['river', '委托专业保洁公司', '委托专业保洁公司布署', 'wrong-words'],
    ['service', '一次办结率达到95%，投诉', '一次办结率达到９５%，投诉', 'look-alike'],
  ],
  'sums and weights': [
    ['reservoir', '本级支出: 92', '本级支出: 82', 'budget-split'],
    ['river', /权重: 15/, '权重: 16', 'weights-total'],
    ['town', '支出预算总量: 163', '支出预算总量: 136', 'budget-projects', 'total-in-prose'],
  ],
  copies: [
    ['service', FIELD('专项资金名称'), '农村公路日常养护\n', 'same-project'],
    ['service', '业务主管部门: 003-预算科', '业务主管部门: 005-教科文科', 'supervisor-differs'],
  ],
  privacy: [
    ['doctors', '本项目只列', '联系人13812345678，本项目只列', 'private-number'],
  ],
};

describe.each(Object.entries(MUTANTS))('%s', (_, mutants) => {
  test.each(mutants.map(([file, from, to, ...found]) => ({ file, from, to, found })))('$file: $from → $to', ({ file, from, to, found }) => {
    const path = `data/2024/${FILES[file]}.yaml`;
    const { inputs, check, known } = good('shapingba');
    const changed = mutate(inputs, path, text => text.replace(from, to));
    const added = check(changed).filter(one => !known.has(keyOf(one)));
    expect([...new Set(added.filter(isListed).map(({ code }) => code))].sort()).toEqual(found.sort());
  });
});

/** The goal of another project, and a project copied with only its name changed. */
test.each([[['绩效目标']], [['绩效目标', '项目概况', '立项依据', '绩效指标']]])('%j of another project are found as copied, once', (fields) => {
  const { inputs, check } = good('shapingba');
  const texts = new Map(sourcesOf(inputs).map(({ path, text }) => [path, text]));
  const other = texts.get(`data/2024/${FILES.river}.yaml`) ?? '';
  const changed = mutate(inputs, `data/2024/${FILES.supply}.yaml`, text => fields.reduce((now, field) => {
    const block = new RegExp(`^${field}:(?:.*\\n)(?:(?:  .*)?\\n)*`, 'm');
    return now.replace(block, block.exec(other)?.[0] ?? '');
  }, text));
  const copied = check(changed).filter(({ code }) => code === 'copied-text');
  expect(copied.map(({ file, related }) => [file, related?.map(one => one.file)])).toEqual([
    [`data/2024/${FILES.supply}.yaml`, [`data/2024/${FILES.river}.yaml`]],
  ]);
});

/** Returns the inputs of the department of a file, with that file changed. @throws when nothing changes */
function mutate(inputs: Inputs, path: string, change: (text: string) => string): Inputs {
  const years = inputs.years.map(year => ({
    ...year,
    departments: year.departments.filter(department => department.path === departmentOf(path)).map(department => ({
      ...department,
      forms: department.forms.map(({ kind, source }) => {
        if (source.path !== path) return { kind, source };
        const text = change(source.text);
        if (text === source.text) throw new Error(`nothing changes in ${path}`);
        return { kind, source: new Source(path, new TextEncoder().encode(text)) };
      }),
    })),
  }));
  return { ...inputs, years };
}

function keyOf({ code, file, pointer = '', message }: Diagnostic): string {
  return [code, file, pointer, message].join('\0');
}
