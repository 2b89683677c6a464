import type { Form } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';
import { type Context, defineRule } from '../rule.js';
import { type Citation, citationsIn, isBudgetNotice, itemAt, standardForm } from '../reading/citations.js';

/** Every document number of a department, in its normal form → where it stands first. */
const places = oncePer((department: Context) => {
  const found = new Map<string, { form: Form; citation: Citation }>();
  for (const form of department.projects) {
    for (const citation of citationsIn(form.data.basis ?? '')) {
      const key = standardForm(citation);
      if (citation.number !== '' && !found.has(key)) found.set(key, { form, citation });
    }
  }
  return found;
});

export default defineRule({
  id: 'document-duplicate',
  title: '同一个文件写了两次',
  needs: ['basis'],
  wholeDepartment: true,
  rank: '应改',
  why: '同一个字号在一张表里出现两次，多半是抄错了序号；两个项目用同一个文件作依据，要看是不是重复申报。请核对原文件。',
  *check(form, department) {
    const seen = new Map<string, Citation>();
    for (const citation of citationsIn(form.data.basis)) {
      const key = standardForm(citation);
      const first = places(department).get(key);
      const own = seen.get(key);
      const within: [number, number] = [citation.from, citation.to];
      const written = form.data.basis.slice(...within);
      if (!first) continue;
      if (own) {
        yield {
          at: '/basis', within, message: `“${written}”在本表写了两次`, hint: '删去一个；如果是另一个文件，改正序号',
          related: [{ form, at: '/basis', within: [own.from, own.to], message: '第一次写在这里' }],
        };
      } else if (first.form !== form && !isBudgetNotice(itemAt(form.data.basis, citation.from)?.text ?? '')) {
        const name = first.form.data.name ?? '';
        yield {
          rank: '提示',
          at: '/basis', within, message: `“${written}”也是“${name}”的依据`, hint: '核对依据是否对得上本项目、两个项目是否重复；确属共用的，注明理由后保留',
          related: [{ form: first.form, at: '/basis', within: [first.citation.from, first.citation.to], message: `“${name}”的依据` }],
        };
      }
      seen.set(key, own ?? citation);
    }
  },
});
