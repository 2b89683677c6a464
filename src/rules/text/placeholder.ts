import { isText, textFields } from '../../model/fields.js';
import { defineRule } from '../rule.js';

/** Signs that stand for something that is still to be written. */
const SIGNS = /(?<![A-Za-z])[XxＸ×]{2,}(?![A-Za-z])|[*＊]{2,}|(?<![A-Za-z])[_＿]{2,}(?![A-Za-z])|[□]{2,}|[？?]{2,}|某某|(?:请|在)?此处?(?:填写|输入)|[（(](?:请?填写|待补充|待定|待填)[^）)]{0,60}[）)]|待补充|待填写/g;
/** Words that are no content where something is due. */
const NOTHING = /^(?:无|略|同上|暂无|没有|待定|待补|详见附件|见附件|\/|[-—–]+|[.。…]+)$/;
/** Fields in which 无 says nothing. */
const DUE = new Set(['/name', '/summary', '/basis', '/goal', '/termGoal', '/department', '/supervisor']);

export default defineRule({
  id: 'placeholder',
  title: '占位的字没有换掉',
  needs: [],
  rank: '必改',
  why: '“XX”“**”“某某”是模板里占位的，“略”“无”等于没有填，印出来就是半成品。请换成真实的内容。',
  *check({ data, kind }) {
    for (const { at, text, schema } of textFields(data, kind.schema)) {
      const isRowName = at.endsWith('/name') || at.endsWith('/target');
      if ((DUE.has(at) || isRowName) && NOTHING.test(text.trim())) {
        yield { at, message: `这一栏只写了“${text.trim()}”，等于没有填`, hint: '写上真实的内容' };
        continue;
      }
      if (!isText(schema) && !isRowName) continue;
      for (const { index, 0: sign } of text.matchAll(SIGNS)) {
        yield {
          at,
          within: [index, index + sign.length],
          message: `“${sign}”是占位的，没有换成真实的内容`,
          hint: '换成真实的名称、数或字号；不要的整句删去',
        };
      }
    }
  },
});
