import type { Pointer } from '../../model/pointer.js';
import { defineRule, type Finding } from '../rule.js';
import { namesOf, proseOf } from '../reading/fields.js';

const NAMES: Record<string, string> = {
  ',': '逗号', ';': '分号', ':': '冒号', '?': '问号', '!': '叹号', '.': '句点',
};
const CHINESE: Record<string, string> = {
  ',': '，', ';': '；', ':': '：', '?': '？', '!': '！', '.': '。', '(': '（',
};

/** After a Chinese character, or after Chinese punctuation. */
const MARK = /(?<=[\p{Script=Han}，。、；：？！）》〉」』】〕”％])[,;:?!]/gu;
/** After a Chinese character, and nothing but Chinese, a new line or nothing follows. */
const FULL_STOP = /(?<=\p{Script=Han})\.(?=\p{Script=Han}|\n|$)/gu;
/** 三.五倍 is a number. */
const CHINESE_DIGIT = /[零一二两三四五六七八九十]/;
/** The characters before the stop of a number in a list: 一.、十二. */
const LIST_NUMBER = /(?:^|[^\p{Script=Han}])[一二三四五六七八九十百]+$/u;
/** The year in the number of an official document, 沙人发(2023)40号: its brackets have a rule of their own. */
const DOCUMENT_YEAR = /^\(\d{4}\)\s*(?:第\s*)?\d/;
const HAN = /\p{Script=Han}/u;

export default defineRule({
  id: 'ascii-punctuation',
  title: '中文里用了英文标点',
  needs: [],
  rank: '应改',
  why: '中文公文用中文标点（GB/T 15834—2011），夹着英文标点的，印出来宽窄不一，检索时也对不上。请改成中文标点；运行 npm run check -- --fix 可以自动改。',
  *check(form) {
    for (const { at, text } of [...namesOf(form), ...proseOf(form)]) {
      for (const offset of [...marksIn(text), ...fullStopsIn(text)]) yield report(at, text.charAt(offset), offset);
      for (const [open, close] of bracketsIn(text)) {
        yield {
          ...report(at, '(', open),
          message: '中文里用了英文括号“( )”',
          hint: '改成“（）”',
          alsoFix: [{ at, within: [close, close + 1], text: '）' }],
        };
      }
    }
  },
});

function report(pointer: Pointer, character: string, offset: number): Finding {
  const fix = CHINESE[character] ?? character;
  return {
    at: pointer,
    within: [offset, offset + 1],
    message: `中文里用了英文${NAMES[character] ?? '标点'}“${character}”`,
    hint: `改成“${fix}”`,
    fix,
  };
}

function marksIn(text: string): number[] {
  return [...text.matchAll(MARK)].map(({ index }) => index);
}

function fullStopsIn(text: string): number[] {
  return [...text.matchAll(FULL_STOP)].map(({ index }) => index)
    .filter(index => !(CHINESE_DIGIT.test(text.charAt(index - 1)) && CHINESE_DIGIT.test(text.charAt(index + 1))))
    .filter(index => !LIST_NUMBER.test(text.slice(Math.max(0, index - 8), index)));
}

/** The offsets of both brackets of each pair with Chinese inside or right before. */
function bracketsIn(text: string): [open: number, close: number][] {
  const open: number[] = [];
  const found: [open: number, close: number][] = [];
  let lastHan = -1;
  for (const { 0: bracket, index } of text.matchAll(/[()\n]|\p{Script=Han}/gu)) {
    if (HAN.test(bracket)) lastHan = index;
    else if (bracket === '(') open.push(index);
    else if (bracket === '\n') open.length = 0;
    else {
      const start = open.pop();
      if (start === undefined || DOCUMENT_YEAR.test(text.slice(start, start + 12))) continue;
      const before = text.slice(Math.max(0, start - 2), start).match(/.$/u)?.[0] ?? '';
      if (HAN.test(before) || lastHan > start) found.push([start, index]);
    }
  }
  return found;
}
