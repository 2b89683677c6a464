import { chosenIn, labelOf, schemaAt } from '../model/fields.js';
import { shorten } from '../model/characters.js';
import { DECIMAL, plainDecimal } from '../model/decimal.js';
import { at, type Pointer } from '../model/pointer.js';
import { operatorOf } from '../model/reading.js';
import type { Suffix } from '../model/code.js';
import type { Schema } from '../model/schema.js';
import type { Data } from './parse.js';

/** An error of a value that does not match its schema: the part of ajv's errors that is needed. */
export interface SchemaError {
  keyword: string;
  instancePath: Pointer;
  params: Record<string, unknown>;
  data?: unknown;
}

/** The error and what to write instead, in the user's words. */
export interface Problem {
  message: string;
  hint?: string | undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const TYPES: Record<string, string> = { string: '文字', number: '数字', object: '几个“栏目: 内容”', array: '一个列表' };

function typeOf(value: unknown): string {
  if (value === null) return '空的';
  if (Array.isArray(value)) return '列表';
  if (typeof value === 'object') return '几个“栏目: 内容”';
  return typeof value === 'number' ? `数字 ${value}` : `文字 ${quote(textOf(value))}`;
}

function quote(text: string): string {
  return `“${shorten(text, 24)}”`;
}

/**
 * One error of the validator in the user's words.
 *
 * @param root the schema of the file, in English names
 * @param typed the text of a number, as typed
 */
export function explain(
  error: SchemaError,
  root: Schema,
  typed: (pointer: Pointer) => string,
): Problem & { pointer: Pointer; code: Suffix<'schema'> } {
  const pointer = error.instancePath;
  const field = schemaAt(pointer, root);
  const label = labelOf(pointer, root);
  const subject = label ? `“${label}”` : `${root.title ?? ''}的内容`;
  const value = error.data as Data;
  const { params } = error;
  const example = field.examples?.[0];
  const like = example === undefined || typeof example === 'object' ? undefined : `如 ${textOf(example)}`;
  switch (error.keyword) {
    case 'type':
      if (typeof value === 'number' && !Number.isFinite(value)) {
        const message = `${subject}写的数有 ${typed(pointer).length} 位，太长了`;
        return { pointer, code: 'range', message, hint: '核对这个数' };
      }
      return { pointer, code: 'type', ...explainType(subject, field, value, typed(pointer), like) };
    case 'required': {
      const missing = at(pointer, String(params.missingProperty));
      const property = schemaAt(missing, root);
      return {
        pointer: missing,
        code: 'required',
        message: `${label ? `“${label}”里` : ''}缺少“${property.key}”`,
        hint: `补一行 ${property.key}: ${exampleOf(property)}`,
      };
    }
    case 'enum': {
      const allowed = field.enum ?? [];
      const meant = field.code === 'indicator.operator' ? operatorOf(textOf(value)) : undefined;
      if (meant !== undefined && allowed.includes(meant)) {
        const message = `${subject}写的是${quote(textOf(value))}，表上不这样写`;
        return { pointer, code: 'enum', message, hint: `写成 ${meant === '>' ? "'>'（要加引号）" : meant}` };
      }
      const hint = `只能写 ${allowed.map(word => (word === '>' ? "'>'（要加引号）" : word)).join('、')}`;
      return { pointer, code: 'enum', message: `${subject}不能写${quote(textOf(value))}`, hint };
    }
    case 'words': {
      const { words = [] } = field;
      const chosen = chosenIn(textOf(value), field);
      const wrong = chosen.find((word, index) => !words.includes(word) || chosen.indexOf(word) !== index) ?? '';
      const message = words.includes(wrong) ? `${subject}里${quote(wrong)}写了两次` : `${subject}不能写${quote(wrong)}`;
      return { pointer, code: 'enum', message, hint: `写 ${words.join('、')} 里的一个或几个，几个之间用、隔开` };
    }
    case 'minLength':
      return { pointer, code: 'required', message: `${subject}是空的`, hint: like ?? '填上内容' };
    case 'maxLength': {
      const length = [...textOf(value)].length;
      const limit = String(params.limit);
      return { pointer, code: 'too-long', message: `${subject}有 ${length} 个字，最多 ${limit} 个`, hint: `请压缩到 ${limit} 个字以内` };
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return { pointer, code: 'range', ...explainRange(subject, field, typed(pointer)) };
    case 'minItems':
      return { pointer, code: 'required', message: `${subject}至少要有 ${String(params.limit)} 项`, hint: '按“- ”开头的小段补上' };
    case 'uniqueItems': {
      const twice = Array.isArray(value) ? textOf(value[Number(params.i)]) : '';
      return { pointer: at(pointer, Number(params.i)), code: 'other', message: `${subject}里${quote(twice)}写了两次`, hint: '删去一个' };
    }
    case 'maxItems':
      return { pointer, code: 'too-long', message: `${subject}超过了 ${String(params.limit)} 项`, hint: '请拆成几张表' };
    case 'pattern': {
      const plain = [field.type].flat().includes('number') ? plainDecimal(textOf(value)) : undefined;
      if (plain !== undefined) return { pointer, code: 'format', ...explainNumber(subject, textOf(value), typed(pointer), plain) };
      return { pointer, code: 'format', message: `${subject}写法不对：${quote(textOf(value))}`, hint: field.patternHint ?? like };
    }
    default:
      return { pointer, code: 'other', message: `${subject}不符合表样定义里 ${error.keyword} 的规定`, hint: like };
  }
}

function explainType(subject: string, field: Schema, value: Data, typed: string, like: string | undefined): Problem {
  const types = [field.type ?? []].flat();
  if (value === null) return { message: `${subject}是空的`, hint: like ?? '填上内容' };
  const expected = types.map(type => TYPES[type] ?? type).join('或');
  const message = `${subject}应为${expected}，写的是${typeOf(value)}`;
  if (types.includes('number') && typeof value === 'string') {
    const number = /^(-?\d+(?:\.\d+)?)(?![\d.eExX_])/.exec(value.slice(0, 60).replace(/[,，\s]/g, ''))?.[1];
    const plain = plainDecimal(value) ?? (number && plainDecimal(number));
    if (plain !== undefined) return explainNumber(subject, value, typed, plain);
    return { message, hint: `只写阿拉伯数字和小数点，不加引号，${like ?? ''}` };
  }
  if (types.includes('string') && typeof value === 'number') {
    return { message, hint: `确实要写数字的，加上引号：'${value}'` };
  }
  if (types.includes('array')) return { message, hint: '一项一个小段，每段以“- ”开头' };
  if (types.includes('object')) {
    const keys = Object.values(field.properties ?? {}).filter(({ internal }) => !internal).map(({ key }) => key);
    return { message, hint: keys.length ? `下面分行写：${keys.join('、')}` : '写成“栏目: 内容”' };
  }
  return { message, hint: like };
}

/**
 * A number that is written as a text.
 *
 * @param typed the text with its quotes
 * @param plain what is meant
 */
function explainNumber(subject: string, value: string, typed: string, plain: string): Problem {
  const bare = value.trim();
  if (bare === plain && /^["']/.test(typed)) return { message: `${subject}的数字加了引号，成了文字`, hint: `去掉引号，写 ${plain}` };
  if (bare === plain) return { message: `${subject}的数字旁边有全角空格，或看着像空格的字符`, hint: `删去它，写 ${plain}` };
  const half = bare.normalize('NFKC');
  if (half !== bare && DECIMAL.test(half)) return { message: `${subject}写的是全角数字${quote(bare)}`, hint: `改成半角，写 ${half}` };
  return { message: `${subject}写的是${quote(value)}，这样写不算数字`, hint: `写成 ${plain}，不加引号${plainDecimal(value) === undefined ? '和单位' : ''}` };
}

/** @param typed the number */
function explainRange(subject: string, field: Schema, typed: string): Problem {
  const low = field.exclusiveMinimum !== undefined ? `大于 ${field.exclusiveMinimum}` : `不小于 ${field.minimum ?? ''}`;
  const hasLow = field.exclusiveMinimum !== undefined || field.minimum !== undefined;
  const high = field.maximum === undefined ? '' : `不大于 ${field.maximum}`;
  return {
    message: `${subject}写的是 ${shorten(typed, 24)}，超出了范围`,
    hint: `应${[hasLow ? low : '', high].filter(Boolean).join('，')}`,
  };
}

function exampleOf(property: Schema): string {
  const example = property.examples?.[0];
  return example === undefined || typeof example === 'object' ? '…' : textOf(example);
}
