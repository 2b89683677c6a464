import { defineRule } from '../rule.js';
import { purposesOf } from '../reading/fields.js';
import { lastCharacters } from '../../model/characters.js';

export default defineRule({
  id: 'sentence-end',
  title: '最后一句没有写完',
  needs: [],
  rank: '应改',
  why: '概况和目标的最后没有句号，多半是复制时漏了后面的字。请核对后补上。',
  *check(form) {
    for (const { at, text } of purposesOf(form)) {
      if (!/[，；。]/.test(text) || !/[\p{Script=Han}，；、]$/u.test(text)) continue;
      yield {
        at,
        within: [text.length - 1, text.length],
        message: `最后写到“…${lastCharacters(text, 8)}”，没有句号`,
        hint: '核对有没有漏字，补上句号',
      };
    }
  },
});
