import { formsOf } from '../../model/form.js';
import { groupBy } from '../../model/group-by.js';
import { oncePer } from '../../model/once-per.js';
import { type Context, defineRule } from '../rule.js';

/** The supervisors of a department → their forms, the most frequent first. */
const supervisors = oncePer((department: Context) =>
  [...groupBy(formsOf(department), ({ data: { supervisor } }) => supervisor)]
    .sort(([, a], [, b]) => b.length - a.length));

export default defineRule({
  id: 'supervisor-differs',
  title: '业务主管部门前后不一',
  needs: ['supervisor'],
  wholeDepartment: true,
  rank: '应改',
  why: '一个部门的表由财政局同一个科室审核，编号或名称写得不一样，表就送错了地方。请核对后写成一样；确实归几个科室管的，注明理由放行。',
  *check(form, department) {
    const [most, ...others] = supervisors(department);
    if (!most || !others.length || form.data.supervisor === most[0]) return;
    const [common, forms] = most;
    // If several sections share the projects of a department, none of them is the right one.
    const isRare = forms.length * 3 >= formsOf(department).length * 2 && forms.length > 1;
    yield {
      rank: isRare ? undefined : '提示',
      at: '/supervisor',
      message: `这里写的是“${form.data.supervisor}”，本部门 ${forms.length} 张表写“${common}”`,
      hint: '核对后写成一样',
      related: forms.slice(0, 1).map(other => ({ form: other, at: '/supervisor', message: `“${common}”，如这张表` })),
    };
  },
});
