import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanRoot, inProcess, PROJECT } from '../support/run.js';

/** A slip that a new user makes in a form that is right. */
interface Slip {
  name: string;
  /** Text of the form and what stands in its place. A text that is no pattern is replaced once. */
  edits: readonly (readonly [from: string | RegExp, to: string])[];
}

const ITEM = '  - 一级: 产出\n    二级: 时效\n    名称: 采购完成时间\n    权重: 5\n    单位: 月\n    性质: ≤\n    指标值: 11\n';

const SLIPS: Slip[] = [
  { name: '放行写在 | 下面的文字里（waive）', edits: [['  建立台账', '  # waive goal-unquantified: 已核对\n  建立台账']] },
  { name: '放行写在 | 下面的文字里（放行）', edits: [['  建立台账', '  # 放行 goal-unquantified：已核对\n  建立台账']] },
  { name: '放行写在文字的末尾', edits: [['盘点4次，', '盘点4次，  # 放行 figures-differ: 已核对']] },
  { name: '放行的规则名后面没有理由', edits: [['  年度预算: 4', '  # 放行 budget-split\n  年度预算: 4']] },
  { name: '放行的规则名写错', edits: [['  年度预算: 4', '  # 放行 budget-splt：另有安排\n  年度预算: 4']] },
  ...['>=', '=>', '>＝', '＞=', '大于等于', '<=', '＜＝', '≥ '].map(sign => (
    { name: `性质写成“${sign}”`, edits: [['性质: ≥', `性质: ${sign}`]] as Slip['edits'] })),
  { name: '短横后面没有空格', edits: [['  - 一级: 产出\n    二级: 质量', '  -一级: 产出\n    二级: 质量']] },
  { name: '每个短横后面都没有空格', edits: [[/- 一级/g, '-一级']] },
  { name: '只有一项，短横后面没有空格', edits: [[/ {2}- 一级: 产出\n {4}二级: 质量[^]*$/, ''], ['- 一级', '-一级']] },
  { name: '少缩进一格', edits: [['    权重: 25', '   权重: 25']] },
  { name: '多缩进一格', edits: [['    权重: 25', '     权重: 25']] },
  { name: '一组里第一行多缩进一格', edits: [['  年度预算: 4', '   年度预算: 4']] },
  { name: '一组里中间一行少缩进一格', edits: [['  本级支出: 4', ' 本级支出: 4']] },
  { name: '最外层多缩进一格', edits: [['立项依据:', ' 立项依据:']] },
  { name: '短横多缩进一格', edits: [['  - 一级: 产出\n    二级: 质量', '   - 一级: 产出\n    二级: 质量']] },
  { name: '短横少缩进一格', edits: [['  - 一级: 产出\n    二级: 质量', ' - 一级: 产出\n    二级: 质量']] },
  { name: '文字少缩进一格', edits: [['  建立台账', ' 建立台账']] },
  { name: '文字没有缩进', edits: [['  建立台账', '建立台账']] },
  { name: '用全角空格缩进', edits: [['    权重: 25', '　　权重: 25']] },
  { name: '用不换行空格缩进', edits: [['    权重: 25', '\u00A0\u00A0\u00A0\u00A0权重: 25']] },
  { name: '几处用全角空格缩进', edits: [[/^ {4}(?=权重|单位)/gm, '　　']] },
  { name: '冒号后面用全角空格', edits: [['权重: 25', '权重:　25']] },
  { name: '冒号后面用不换行空格', edits: [['权重: 25', '权重:\u00A025']] },
  { name: '空格后面又有全角空格', edits: [['权重: 25', '权重: 　25']] },
  { name: '短横后面用全角空格', edits: [['  - 一级: 产出\n    二级: 质量', '  -　一级: 产出\n    二级: 质量']] },
  { name: '权重用全角数字', edits: [['权重: 25', '权重: ２５']] },
  { name: '指标值用全角数字', edits: [['指标值: 10\n', '指标值: １０\n']] },
  { name: '预算用全角数字和小数点', edits: [['年度预算: 4', '年度预算: ４．００']] },
  { name: '双引号提前结束', edits: [['名称: 盘点次数', '名称: "盘点"次数']] },
  { name: '单引号提前结束', edits: [['名称: 盘点次数', '名称: \'盘点\'次数']] },
  { name: '双引号里又有双引号', edits: [['名称: 盘点次数', '名称: "全年"盘点"次数"']] },
  { name: '满意度写了二级', edits: [['  - 一级: 满意度\n', '  - 一级: 满意度\n    二级: 服务对象满意度\n']] },
  { name: '一行用制表符缩进', edits: [['    权重: 25', '\t权重: 25']] },
  { name: '全部用制表符缩进', edits: [[/^ {2}/gm, '\t'], [/^\t {2}/gm, '\t\t']] },
  { name: '空格后面又有制表符', edits: [['    权重: 25', '  \t权重: 25']] },
  { name: '文字用制表符缩进', edits: [[/^ {2}(?=全年|建立|保证)/gm, '\t']] },
  { name: '权重加了双引号', edits: [['权重: 25', '权重: "25"']] },
  { name: '权重加了单引号', edits: [['权重: 25', '权重: \'25\'']] },
  { name: '指标值加了引号', edits: [['指标值: 4', '指标值: "4"']] },
  { name: '预算加了引号', edits: [['年度预算: 4', '年度预算: "4"']] },
  { name: '预算加了引号，写了千分号', edits: [['年度预算: 4', '年度预算: "1,004"']] },
  { name: '说明写在 | 下面的文字里', edits: [['  建立台账', '  # 这里要改\n  建立台账']] },
  { name: '栏目缩进到上面的文字里', edits: [['\n绩效指标:', '\n  绩效指标:']] },
  { name: '不公开写进了文字里', edits: [['顺利开展。', '顺利开展。\n  公开: 否']] },
  { name: '新指标粘贴到文字里', edits: [['顺利开展。', `顺利开展。\n${ITEM}`]] },
  { name: '删掉了“绩效指标:”这一行', edits: [['绩效指标:\n', '']] },
  { name: '栏目缩进到预算里', edits: [['\n项目概况:', '\n  项目概况:']] },
  { name: '补助下级移出了预算', edits: [['\n  补助下级:', '\n补助下级:']] },
  { name: '指标值移出了指标', edits: [[/ {4}指标值: 95/, '指标值: 95']] },
  { name: '预算的栏目没有分组', edits: [[/预算:\n {2}(.*)\n {2}(.*)\n {2}(.*)/, '$1\n$2\n$3']] },
  { name: '少了“预算:”这一行', edits: [['\n预算:\n', '\n']] },
  { name: '“预算:”后面写了数', edits: [['\n预算:\n', '\n预算: 4\n']] },
  { name: '新指标粘贴到预算里', edits: [['补助下级: 0', `补助下级: 0\n${ITEM}`]] },
  { name: '新指标整项少缩进', edits: [[/$/, ITEM.replace(/^ {2}/gm, '')]] },
  { name: '新指标整项多缩进', edits: [[/$/, ITEM.replace(/^/gm, '  ')]] },
  { name: '绩效指标写了两次', edits: [[/$/, `绩效指标:\n${ITEM}`]] },
  { name: '写了两个短横', edits: [['  - 一级: 效益', '  - - 一级: 效益']] },
  { name: '整张表粘贴了两遍', edits: [[/^[^]*$/, '$&$&']] },
  { name: '从聊天里粘贴', edits: [[/^[^]*$/, '```yaml\n$&```\n']] },
  { name: '照表上的叫法写三级指标', edits: [['名称: 盘点次数', '三级指标: 盘点次数']] },
  { name: '照表上的叫法写年度预算', edits: [['年度预算: 4', '2024年预算: 4']] },
  { name: '写成项目名称', edits: [['专项资金名称', '项目名称']] },
  { name: '全角竖线', edits: [['绩效目标: |', '绩效目标: ｜']] },
  { name: '竖线后面接着写', edits: [['绩效目标: |\n  全年', '绩效目标: | 全年']] },
  { name: '一行写了两栏', edits: [['权重: 25\n    单位', '权重: 25 单位']] },
  { name: '忘了冒号', edits: [['权重: 25', '权重 25']] },
  { name: '内容里有英文冒号', edits: [['名称: 盘点次数', '名称: 盘点: 次数']] },
  { name: '以方括号开头', edits: [['立项依据: 《', '立项依据: [2023]145号《']] },
  { name: '没有的写成短横', edits: [['补助下级: 0', '补助下级: -']] },
  { name: '放行用全角井号', edits: [['权重: 25', '权重: 25 ＃ 放行 weights-total：核对过']] },
  { name: '放行没有井号', edits: [['权重: 25', '权重: 25 放行 weights-total：核对过']] },
  { name: '放行用两条斜线', edits: [['    权重: 25', '    // 放行 weights-total：核对过\n    权重: 25']] },
];

test('tells a new user in plain Chinese where a slip is and what to write', async () => {
  const sections: string[] = [];
  const root = await cleanRoot();
  const before = await readFile(join(root, PROJECT), 'utf8');
  for (const { name, edits } of SLIPS) {
    const after = edits.reduce((changed, [from, to]) => changed.replace(from, to), before);
    expect(after, name).not.toBe(before);
    await writeFile(join(root, PROJECT), after);
    const { code, stdout } = await inProcess(['check', '--root', root]);
    sections.push(`## ${name}\n\n\`\`\`diff\n${difference(before, after)}\n\`\`\`\n\n\`\`\`text\n${problemsOf(stdout, code)}\n\`\`\`\n`);
  }
  await expect(`# 初用的人常犯的错，和报告里怎么说\n\n${sections.join('\n')}`).toMatchFileSnapshot('snapshots/messages.md');
}, 400_000);

/** Returns the lines that differ, as a diff; blanks that look alike are shown. */
function difference(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (old[start] === now[start]) start += 1;
  let end = 0;
  while (old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const cut = (lines: string[], mark: string): string[] => {
    const changed = lines.slice(start, lines.length - end).map(line => `${mark} ${shown(line)}`);
    return changed.length > 8 ? [...changed.slice(0, 4), `${mark} ……`] : changed;
  };
  return [...cut(old, '-'), ...cut(now, '+')].join('\n');
}

function shown(text: string): string {
  return text.replaceAll('\t', '⇥').replaceAll('\u3000', '□').replaceAll('\u00A0', '␣');
}

/** Returns what the report says of problems, without the path and the total. */
function problemsOf(report: string, code: number): string {
  const lines = report.trimEnd().split('\n');
  const isTotal = (line: string): boolean => /^(?:data\/|检查了|填报质量|想知道|$)/.test(line);
  return shown(lines.filter(line => !isTotal(line)).join('\n')) || `（什么也没说，退出码 ${code}）`;
}
