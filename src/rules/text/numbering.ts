import { defineRule } from '../rule.js';
import { proseOf } from '../reading/fields.js';

export default defineRule({
  id: 'numbering',
  title: '序号不连续',
  needs: [],
  rank: '应改',
  why: '1. 2. 3. 跳了号或重了号，不是漏了一条就是改时忘了。请补上漏的，或重新编号。',
  *check(form) {
    for (const { at, text } of proseOf(form)) {
      let last = 0;
      for (const match of text.matchAll(/(?<=^|[\n。；;：:])[^\S\n]*(\d{1,2})[.．、](?!\d)/g)) {
        const number = Number(match[1]);
        const isSound = number === last + 1 || number === 1;
        const from = match.index + match[0].indexOf(match[1] ?? '');
        if (!isSound && last > 0) {
          yield {
            at,
            within: [from, from + String(number).length],
            message: `序号从 ${last} 到了 ${number}`,
            hint: `这里应是 ${last + 1}：补上漏的一条，或改序号`,
          };
        }
        last = number;
      }
    }
  },
});
