import { labelOf } from '../../model/fields.js';
import type { Form } from '../../model/form.js';
import { at, type Pointer } from '../../model/pointer.js';
import { similar } from '../../model/similar.js';
import {
  matchStage, nameOf, rowsOf, type SharedTable, sharedTables, type TableRow, targetOf,
} from '../../model/stage.js';
import { defineRule, type Finding } from '../rule.js';

export default defineRule({
  id: 'stage-target',
  title: '与目标表对不上',
  needs: [],
  roles: ['stage'],
  wholeDepartment: true,
  rank: '必改',
  blocks: true,
  why: '自评、监控按名称对应目标表里的指标和各行，目标表上的内容不再抄一遍；目标表里没有、重名或后来改了名的，就不知道评的是哪一项。请照目标表写名称。',
  *check(form, department) {
    const target = targetOf(form, department);
    if (!target) {
      yield {
        at: '',
        message: `没有与它对应的目标表：本部门没有名为 ${nameOf(form)}.yaml 的部门表或项目表`,
        hint: '文件名改成与目标表一样',
      };
      return;
    }
    for (const table of sharedTables(form.kind, target.kind)) yield* compareRows(form, target, table);
  },
});

function* compareRows(form: Form, target: Form, { code, nameCode }: SharedTable): Iterable<Finding> {
  const [rows, targets] = [rowsOf(form, code), rowsOf(target, code)];
  const label = code === 'indicators' ? '' : `“${labelOf(`/${code}`, form.kind.schema)}”`;
  const nameIn = (row: TableRow): string => row[nameCode] ?? '';
  const placeIn = (index: number): Pointer => at('', code, index, nameCode);
  const seen = new Map<number, number>();
  for (const [index, { row, targets: found }] of matchStage(rows, targets, nameCode).entries()) {
    const [place, name] = [placeIn(index), nameIn(row)];
    const [only] = found;
    const named = only === undefined ? targets.findIndex(one => nameIn(one) === name) : -1;
    if (named >= 0) {
      yield {
        at: place,
        message: `目标表里的“${name}”不是这个类别的`,
        hint: '一级、二级照目标表写，或者不写',
        related: [{ form: target, at: placeIn(named), message: '目标表里的这一项' }],
      };
    } else if (only === undefined) {
      const meant = similar(name, targets.map(nameIn));
      yield {
        at: place,
        message: `目标表${label}里没有“${name}”这${label ? '一行' : '项指标'}`,
        hint: meant ? `是不是“${meant}”；目标表改过名称的，照新的写` : '照目标表写名称；目标表已删去的，这里也删去',
        related: [{ form: target, at: at('', code), message: `目标表的${label || '指标'}` }],
      };
    } else if (found.length > 1) {
      yield {
        at: place,
        message: `目标表${label}里有 ${found.length} 项“${name}”，不知道评的是哪一项`,
        hint: '在这一项里写上 一级、二级，或给目标表里的改名',
        related: found.map(one => ({ form: target, at: placeIn(one), message: `第 ${one + 1} 项` })),
      };
    } else if (seen.has(only)) {
      const first = { form, at: placeIn(seen.get(only) ?? 0), message: '第一次写在这里' };
      yield { at: place, message: `“${name}”写了两次`, hint: '删去一个', related: [first] };
    } else seen.set(only, index);
  }
  for (const [index, one] of targets.entries()) {
    const name = nameIn(one);
    if (seen.has(index) || rows.some(row => nameIn(row) === name)) continue;
    yield {
      at: at('', code),
      message: `目标表${label}里的“${name}”这里没有写`,
      hint: label ? '补上这一行' : '补上这一项的实际完成值',
      related: [{ form: target, at: placeIn(index), message: `目标表第 ${index + 1} 项` }],
    };
  }
}
