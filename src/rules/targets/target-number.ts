import { defineRule } from '../rule.js';
import { indicatorsOf } from '../reading/fields.js';

const SIGN = '[≥≤=＝><＞＜]?\\s{0,9}';
/** A number in Chinese characters, with a unit or nothing behind it. */
const CHINESE = new RegExp(`^${SIGN}([零〇一二两三四五六七八九十百千]+万?)(\\D{0,6})$`, 'u');
/** Digits with something between them that is none: a blank, a letter that looks like one, two marks. */
const SPOILT = new RegExp(`^${SIGN}(?=\\D*\\d)[\\dOoQlI|.．,，\\s]*[\\dOoQlI](\\D{0,6})$`, 'u');

/** A number with something that is neither operator nor unit. */
const MORE = /^(?:约|大约|近)\s*\d+(?:\.\d+)?%?$|^\d+(?:\.\d+)?%?(?:左右|上下|余|多|[;；。，,.、])$/u;
/** Units of numbers, not of dates. */
const COUNTED = /^(?!日期|时间|年月|[年月日无—/])/u;

export default defineRule({
  id: 'target-number',
  title: '指标值写得不是数',
  needs: ['indicator.target'],
  rank: '必改',
  why: '“四次”“1,300”“3 00”“3O0”看着是数，却算不了也比不了，自评时打不出分。请用阿拉伯数字写，不夹空格、逗号和字母。',
  *check(form, { scheme: { review } }) {
    const units = new Set(review.units);
    const hasOwnCell = form.kind.concepts.has('indicator.operator') || form.kind.concepts.has('indicator.unit');
    for (const { indicator: { name, typed, unit }, place } of indicatorsOf(form)) {
      if (/^\d+(?:\.\d+)?$/.test(typed)) continue;
      const isUnit = (rest: string): boolean => (rest === '' ? units.has(unit) || !hasOwnCell : units.has(rest));
      const chinese = CHINESE.exec(typed.trim());
      const spoilt = SPOILT.exec(typed.trim());
      const isChinese = chinese !== null && isUnit(chinese[2] ?? '') && !/^(?:级|季度?|月|年|日|期|批)$/.test(chinese[2] ?? '');
      // Commas between thousands are usual where the cell holds the unit too.
      const isSpoilt = spoilt !== null && (spoilt[1] === '' || units.has(spoilt[1] ?? '')) && /\d/.test(typed) &&
        (hasOwnCell || !/^[^\d]*\d{1,3}(?:,\d{3})+(?:\.\d+)?\D*$/.test(typed)) && /[OoQlI|,，．\s]/.test(typed.replace(new RegExp(`^${SIGN}`, 'u'), '').replace(/(?<!\D)\D+$/u, ''));
      // 约95, 95左右, 95; : a cell of its own holds a number and nothing else.
      const isMore = form.kind.concepts.has('indicator.unit') && COUNTED.test(unit) && units.has(unit) && MORE.test(typed.trim());
      if (!isChinese && !isSpoilt && !isMore) continue;
      yield {
        at: place('target'),
        message: `“${name}”的指标值写成“${typed}”，${isChinese ? '是汉字，不是阿拉伯数字' : '夹了别的字符，读不成一个数'}`,
        hint: '核对后用阿拉伯数字写，中间不夹空格、逗号和字母',
      };
    }
  },
});
