import { labelOf, textFields } from '../../model/fields.js';
import { moneyUnitOf, numberOf, treesOf, typedUnitOf, withoutUnit } from '../../model/money.js';
import { steps } from '../../model/pointer.js';
import { defineRule, type Finding } from '../rule.js';

const IN_YUAN = { 元: 1, 万元: 10_000 };

export default defineRule({
  id: 'money-unit',
  title: '金额后面的单位不对',
  needs: [],
  rank: '必改',
  why: '一张表的金额只用一种单位，数后面写了别的单位，合计就算错；栏目名里已有单位的，数后面再写就印了两遍。请按表上的单位写。',
  *check(form): Iterable<Finding> {
    const { kind, kind: { schema } } = form;
    const unit = moneyUnitOf(kind);
    for (const [tree, money] of treesOf(form)) {
      const [name = ''] = steps(tree);
      const property = schema.properties?.[name];
      if (!property) continue;
      for (const { at, text } of textFields(money, property, tree)) {
        const typed = typedUnitOf(text);
        if (typed === undefined) continue;
        const label = labelOf(at, schema);
        const number = withoutUnit(text);
        if (typed !== unit) {
          const right = numberOf(number)?.times(IN_YUAN[typed]).div(IN_YUAN[unit]).toFixed();
          yield {
            at,
            message: `“${label}”写的是 ${text}，这张表以${unit}为单位`,
            hint: `核对后写成 ${right ?? ''}${unit}；整张表都以${typed}为单位的，在表样定义里写 "moneyUnit": "${typed}"`,
          };
          continue;
        }
        const titled = titlesAlong(at, schema).find(title => /[（(][^（(）)]*元[）)]/.test(title));
        if (titled === undefined) continue;
        yield {
          rank: '应改', at, message: `“${label}”写的是 ${text}，栏目名“${titled}”里已有单位`, hint: `只写数 ${number}`, within: [0, text.length], fix: number,
        };
      }
    }
  },
});

/** The titles of a field and of the groups that it is in. */
function titlesAlong(at: string, schema: Parameters<typeof labelOf>[1]): string[] {
  let here: typeof schema | undefined = schema;
  return steps(at).flatMap((step) => {
    here = here?.properties?.[step];
    return here?.title ?? [];
  });
}
