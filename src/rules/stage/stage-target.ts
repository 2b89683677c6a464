import { at } from '../../model/pointer.js';
import { similar } from '../../model/similar.js';
import { matchStage, nameOf, targetOf } from '../../model/stage.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'stage-target',
  title: '与目标表对不上',
  needs: [],
  roles: ['stage'],
  wholeDepartment: true,
  severity: 'error',
  why: '自评、监控按指标名称对应目标表里的指标，目标表上的内容不再抄一遍；目标表里没有、重名或后来改了名的，就不知道评的是哪一项。请照目标表写名称。',
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
    const { indicators: rows = [] } = form.data;
    const { indicators: targets = [] } = target.data;
    if (!form.kind.concepts.has('indicators')) return;
    const seen = new Map<number, number>();
    for (const [index, { row, targets: found }] of matchStage(rows, targets).entries()) {
      const place = at('/indicators', index, 'name');
      const [only] = found;
      const named = targets.findIndex(({ name }) => name === row.name);
      if (only === undefined && named >= 0) {
        yield {
          at: place,
          message: `目标表里的“${row.name}”不是这个类别的`,
          hint: '一级、二级照目标表写，或者不写',
          related: [{ form: target, at: at('/indicators', named, 'name'), message: '目标表里的这一项' }],
        };
      } else if (only === undefined) {
        const meant = similar(row.name, targets.map(({ name }) => name));
        yield {
          at: place,
          message: `目标表里没有“${row.name}”这项指标`,
          hint: meant ? `是不是“${meant}”；目标表改过名称的，照新的写` : '照目标表写名称；目标表已删去这项的，这里也删去',
          related: [{ form: target, at: '/indicators', message: '目标表的指标' }],
        };
      } else if (found.length > 1) {
        yield {
          at: place,
          message: `目标表里有 ${found.length} 项“${row.name}”，不知道评的是哪一项`,
          hint: '在这一项里写上 一级、二级，或给目标表里的改名',
          related: found.map(one => ({ form: target, at: at('/indicators', one, 'name'), message: `第 ${one + 1} 项` })),
        };
      } else if (seen.has(only)) {
        yield { at: place, message: `“${row.name}”写了两次`, hint: '删去一个', related: [{ form, at: at('/indicators', seen.get(only) ?? 0, 'name'), message: '第一次写在这里' }] };
      } else seen.set(only, index);
    }
    for (const [index, { name }] of targets.entries()) {
      if (seen.has(index) || rows.some(row => row.name === name)) continue;
      yield {
        at: '/indicators',
        message: `目标表里的“${name}”这里没有写`,
        hint: '补上这一项的实际完成值',
        related: [{ form: target, at: at('/indicators', index, 'name'), message: `目标表第 ${index + 1} 项` }],
      };
    }
  },
});
