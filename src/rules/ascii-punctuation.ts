import type { Form } from '../model/form.js';
import { at, type Pointer } from '../model/pointer.js';
import { defineRule, type Finding } from './rule.js';

const NAMES: Record<string, string> = {
  ',': '逗号', ';': '分号', ':': '冒号', '?': '问号', '!': '叹号', '.': '句点', '(': '括号', ')': '括号',
};
const CHINESE: Record<string, string> = {
  ',': '，', ';': '；', ':': '：', '?': '？', '!': '！', '.': '。', '(': '（', ')': '）',
};

/** After a Chinese character, or after Chinese punctuation. */
const MARK = /(?<=[\p{Script=Han}，。、；：？！）》〉」』】〕”％])[,;:?!]/gu;
/** After a Chinese character, and nothing but Chinese, a new line or nothing follows. */
const FULL_STOP = /(?<=\p{Script=Han})\.(?=\p{Script=Han}|\n|$)/gu;
/** What stands before the stop of a number in a list: 一.、十二. */
const LIST_NUMBER = /(?:^|[^\p{Script=Han}])[一二三四五六七八九十百]+$/u;
/** The year in the number of an official document, 沙人发(2023)40号: its brackets have a rule of their own. */
const DOCUMENT_YEAR = /^\(\d{4}\)\s*第?\s*\d/;
const HAN = /\p{Script=Han}/u;

export default defineRule({
  id: 'ascii-punctuation',
  title: '中文里用了英文标点',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '中文公文用中文标点（GB/T 15834—2011），夹着英文标点的，印出来宽窄不一，检索时也对不上。请改成中文标点；运行 npm run check -- --fix 可以自动改。',
  *check(form) {
    for (const [pointer, text] of proseOf(form)) {
      for (const offset of [...marksIn(text), ...fullStopsIn(text), ...bracketsIn(text)]) {
        yield report(pointer, text.charAt(offset), offset);
      }
    }
  },
});

/** The fields that are written in sentences or phrases. */
function* proseOf({ kind, data }: Form): Iterable<[Pointer, string]> {
  if (kind === 'project') {
    yield ['/name', data.name];
    yield ['/summary', data.summary];
    yield ['/basis', data.basis];
  }
  yield ['/goal', data.goal];
  for (const [index, { name }] of data.indicators.entries()) yield [at('/indicators', index, 'name'), name];
}

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
    .filter(index => !LIST_NUMBER.test(text.slice(Math.max(0, index - 8), index)));
}

/** Both brackets of each pair with Chinese inside or right before. */
function bracketsIn(text: string): number[] {
  const open: number[] = [];
  const found: number[] = [];
  for (const { 0: bracket, index } of text.matchAll(/[()\n]/g)) {
    if (bracket === '(') open.push(index);
    else if (bracket === '\n') open.length = 0;
    else {
      const start = open.pop();
      if (start === undefined || DOCUMENT_YEAR.test(text.slice(start, start + 12))) continue;
      const before = text.slice(Math.max(0, start - 2), start).match(/.$/u)?.[0] ?? '';
      if (HAN.test(before) || HAN.test(text.slice(start, index))) found.push(start, index);
    }
  }
  return found;
}
