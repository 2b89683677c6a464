import { defineRule } from '../rule.js';
import { adviceAt } from '../reading/repair.js';
import { citationsIn, standardForm } from '../reading/citations.js';
import { proseOf } from '../reading/fields.js';

/** A year in its brackets with nothing behind it: 渝公发〔2021〕、 */
const WITHOUT_NUMBER = /(?<=\p{Script=Han})〔(?:19|20)\d{2}〕(?:(?=[、；，。\n]|$)|[×xX*＊某]+号)/gu;

/** The last letters before a year. */
const ISSUER = /\p{Script=Han}{0,6}$/u;

export default defineRule({
  id: 'document-number',
  title: '发文字号不完整',
  needs: [],
  rank: '应改',
  why: '发文字号由机关代字、年份、序号组成（《党政机关公文格式》GB/T 9704—2012 第 7.2.5 条），缺一个就找不到文件。请对照原文件补上。',
  *check(form, { scheme: { review } }) {
    for (const { at, text } of proseOf(form)) {
      for (const { index, 0: all } of text.matchAll(WITHOUT_NUMBER)) {
        yield {
          at,
          within: [index, index + all.length],
          message: `“${ISSUER.exec(text.slice(Math.max(0, index - 12), index))?.[0] ?? ''}${all}”没有序号`,
          hint: '对照原文件补上序号',
        };
      }
      for (const citation of citationsIn(text)) {
        const { agency, number, from, to, yearFrom, yearTo } = citation;
        const written = text.slice(from, to);
        if (number === '') {
          yield {
            rank: '必改',
            at,
            within: [yearFrom, to],
            message: `“${written}”的“号”前面没有序号`,
            hint: '对照原文件补上序号',
          };
        } else if (number.startsWith('0')) {
          yield {
            at,
            within: [yearTo, to],
            message: `“${written}”的序号写成 ${number}，序号不编虚位`,
            hint: `写成 ${Number(number)}号`,
          };
        } else if (text.slice(yearTo, to).includes('第')) {
          yield {
            at,
            within: [yearTo, to],
            message: `“${written}”的序号前写了“第”，发文字号不加“第”字`,
            hint: `写成 ${number}号`,
          };
        }
        const extra = /^文(?=[、；，。《\n]|$)/.exec(text.slice(to, to + 2));
        if (extra) {
          yield {
            at,
            within: [to, to + 1],
            message: `“${written}文”多了“文”字，发文字号到“号”为止`,
            hint: adviceAt({ at, text }, from, review) ?? `写成 ${standardForm(citation)}`,
            fix: '',
          };
        }
        if (agency === '') {
          yield { at, within: [from, to], message: `“${written}”前面没有机关代字`, hint: '对照原文件补上是哪个机关的文件' };
        } else if (/办公室|领导小组|委员会|指挥部/.test(agency)) {
          yield {
            at,
            within: [from, yearFrom],
            message: `“${written}”的年份前写的是机关名称“${agency}”，发文字号用的是机关代字`,
            hint: '对照原文件写机关代字，不写机关的全称',
          };
        } else if (agency.endsWith('办法')) {
          yield {
            at,
            within: [yearFrom - 1, yearFrom],
            message: `“${written}”的机关代字“${agency}”末字疑为“发”`,
            hint: `核对原文件；多半应写“${agency.slice(0, -1)}发”`,
          };
        }
      }
    }
  },
});
