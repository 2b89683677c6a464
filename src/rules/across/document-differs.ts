import type { Form } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';
import { type Context, defineRule } from '../rule.js';
import { type Item, itemsOf, standardForm } from '../reading/citations.js';
import { lettersOf } from '../../model/indicator-name.js';

/** By the letters of its title: where a document with one title and one number stands first. */
const places = oncePer((department: Context) => {
  const found = new Map<string, { form: Form; item: Item; number: string }>();
  for (const form of department.projects) {
    for (const item of itemsOf(form.data.basis ?? '')) {
      const [title, number] = [titleOf(item), numberOf(item)];
      if (title && number && !found.has(title)) found.set(title, { form, item, number });
    }
  }
  return found;
});

export default defineRule({
  id: 'document-differs',
  title: '同一个文件字号不一样',
  needs: ['basis'],
  rank: '应改',
  why: '同一个标题，两处写的字号不同，总有一处抄错了。请对照原文件核对。',
  *check(form, department) {
    for (const item of itemsOf(form.data.basis)) {
      const [title, number] = [titleOf(item), numberOf(item)];
      const first = places(department).get(title);
      if (!title || !number || !first || first.number === number) continue;
      const [citation] = item.citations;
      if (!citation) continue;
      yield {
        at: '/basis',
        within: [citation.from, citation.to],
        message: `《${item.titles[0] ?? ''}》这里写 ${number}，别处写 ${first.number}`,
        hint: '对照原文件核对，改成一样',
        related: first.item.citations.map(({ from, to }) =>
          ({ form: first.form, at: '/basis', within: [from, to], message: `这里写 ${first.number}` })),
      };
    }
  },
});

function titleOf({ titles }: Item): string {
  return titles.length === 1 ? lettersOf(titles[0] ?? '') : '';
}

function numberOf({ citations: [citation, ...others] }: Item): string {
  return citation && citation.number !== '' && !others.length ? standardForm(citation) : '';
}
