import { defineRule } from '../rule.js';
import { numbersIn } from './numbers.js';
import { publicTextsOf } from './public-texts.js';

export default defineRule({
  id: 'private-number',
  title: '个人号码',
  needs: [],
  rank: '必改',
  why: '绩效目标要随预算公开，身份证号、手机号、银行卡号是个人信息（《个人信息保护法》），公开前必须去掉。请删去号码。',
  *check(form) {
    for (const { at, text, isNumber } of publicTextsOf(form)) {
      for (const { within, kind, digits } of numbersIn(text)) {
        if (isNumber && kind === '手机号') continue;
        yield {
          at,
          within,
          message: `有一个${kind}（${digits.slice(0, 3)}…${digits.slice(-2)}）`,
          hint: '公开前删去；要指明是谁的，写单位或编号',
        };
      }
    }
  },
});
