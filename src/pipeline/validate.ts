import { type AnySchema, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { at, type Pointer, steps } from '../model/pointer.js';
import type { Schema, SchemaName } from '../model/schema.js';
import { similar } from '../model/similar.js';
import { placeOf, type Positions, type Source, spanOf } from '../model/source.js';
import { UserError } from '../model/user-error.js';
import type { Data, Parsed } from './parse.js';
import { labelOf, schemaAt, toEnglish, translate, UNKNOWN } from './vocabulary.js';

/** A file that fits its schema, in English names; numbers are the text that was typed. */
export interface Valid {
  /** `undefined` when it does not fit; then there is a diagnostic. */
  data: unknown;
  positions: Positions;
  diagnostics: Diagnostic[];
}

export interface Validator {
  /** The schema in English names, for labels. */
  readonly schema: Schema;
  validate(parsed: Parsed, source: Source): Valid;
}

/**
 * A validator for one kind of file.
 *
 * @param text the JSON Schema (draft 2020-12) as read
 * @param path shown in messages when the schema itself is broken
 * @throws UserError when the schema is no JSON, no JSON Schema, or lacks a `code` or `title`
 */
export function createValidator(name: SchemaName, text: string, path: string): Validator {
  let schema: Schema;
  let check: ValidateFunction;
  try {
    schema = toEnglish(JSON.parse(text) as Schema);
    check = createAjv().compile(schema as AnySchema);
  } catch (error) {
    throw new UserError(`表样定义 ${path}（${name}）有错：${(error as Error).message}`, '改正这个 JSON Schema 文件再运行', {
      cause: error,
    });
  }
  return {
    schema,
    validate(parsed, source) {
      if (parsed.data === undefined) return { ...parsed, data: undefined };
      const { data, positions } = translate(parsed.data, parsed.positions, schema);
      const diagnostics: Diagnostic[] = [];
      const typed = (pointer: Pointer): string => {
        const { value } = placeOf(positions, pointer);
        return source.text.slice(value.start, value.end);
      };
      const report = (pointer: Pointer, code: string, { message, hint }: Problem): void => {
        const named = code === 'required' || code === 'unknown-field';
        const place = placeOf(positions, pointer);
        const span = named && place.key ? place.key : spanOf(place);
        diagnostics.push({
          code: `schema/${code}`,
          severity: 'error',
          message,
          ...(hint ? { hint } : {}),
          file: source.path,
          range: source.range(span),
          ...(code === 'unknown-field' ? {} : { pointer }),
        });
      };
      reportDecimals(data, schema, '', typed, (pointer, problem) => report(pointer, 'decimals', problem));
      if (!check(data)) {
        for (const error of check.errors ?? []) {
          if (isRenamed(error, schema, data)) continue;
          const { pointer, code, ...problem } = explain(error, schema);
          report(pointer, code, problem);
        }
      }
      return {
        data: diagnostics.length ? undefined : withNumbersAsTyped(data, '', typed),
        positions,
        diagnostics,
      };
    },
  };
}

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true });
  ajv.addVocabulary(['code', 'key', 'decimals', 'patternHint']);
  return ajv;
}

interface Problem {
  message: string;
  hint?: string | undefined;
}

/** ajv sees floats, in which 0.1 + 0.2 has 17 decimals; decimals are counted in the text as typed. */
function reportDecimals(
  data: Data,
  schema: Schema,
  pointer: Pointer,
  typed: (pointer: Pointer) => string,
  report: (pointer: Pointer, problem: Problem) => void,
): void {
  if (typeof data === 'number') {
    const limit = schemaAt(pointer, schema).decimals;
    const digits = typed(pointer).split('.')[1]?.length ?? 0;
    if (limit !== undefined && digits > limit) {
      report(pointer, {
        message: `“${labelOf(pointer, schema)}”写的是 ${typed(pointer)}，有 ${digits} 位小数，最多 ${limit} 位`,
        hint: `四舍五入到 ${limit} 位小数以内`,
      });
    }
  } else if (data !== null && typeof data === 'object') {
    for (const [key, item] of Object.entries(data)) {
      reportDecimals(item, schema, at(pointer, key), typed, report);
    }
  }
}

function withNumbersAsTyped(data: Data, pointer: Pointer, typed: (pointer: Pointer) => string): unknown {
  if (typeof data === 'number') return typed(pointer);
  if (Array.isArray(data)) return data.map((item, index) => withNumbersAsTyped(item, at(pointer, index), typed));
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, item]) => [key, withNumbersAsTyped(item, at(pointer, key), typed)]),
  );
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
  return text.length > 24 ? `“${text.slice(0, 24)}…”` : `“${text}”`;
}

/** One error of ajv in the user's words. */
function explain(error: ErrorObject, root: Schema): Problem & { pointer: Pointer; code: string } {
  const pointer = error.instancePath;
  const field = schemaAt(pointer, root);
  const label = labelOf(pointer, root);
  const subject = label ? `“${label}”` : `${root.title ?? ''}的内容`;
  const value = error.data as Data;
  const params = error.params as Record<string, unknown>;
  const example = field.examples?.[0];
  const like = example === undefined || typeof example === 'object' ? undefined : `如 ${textOf(example)}`;
  switch (error.keyword) {
    case 'type':
      return { pointer, code: 'type', ...explainType(subject, field, value, like) };
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
    case 'additionalProperties': {
      const key = String(params.additionalProperty).replace(UNKNOWN, '');
      const keys = Object.values(field.properties ?? {}).map(property => property.key ?? '');
      const suggestion = similar(key, keys);
      return {
        pointer: at(pointer, String(params.additionalProperty)),
        code: 'unknown-field',
        message: `${label ? `“${label}”里` : ''}没有“${key}”这一栏`,
        hint: suggestion ? `是不是“${suggestion}”` : `可以写的有：${keys.join('、')}`,
      };
    }
    case 'enum': {
      const allowed = field.enum ?? [];
      const hint = `只能写 ${allowed.map(word => (word === '>' ? "'>'（要加引号）" : word)).join('、')}`;
      return { pointer, code: 'enum', message: `${subject}不能写${quote(textOf(value))}`, hint };
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
      return { pointer, code: 'range', ...explainRange(subject, field, value) };
    case 'minItems':
      return { pointer, code: 'required', message: `${subject}至少要有 ${String(params.limit)} 项`, hint: '按“- ”开头的小段补上' };
    case 'maxItems':
      return { pointer, code: 'too-long', message: `${subject}超过了 ${String(params.limit)} 项`, hint: '请拆成几张表' };
    case 'pattern':
      return { pointer, code: 'format', message: `${subject}写法不对：${quote(textOf(value))}`, hint: field.patternHint ?? like };
    default:
      return { pointer, code: error.keyword, message: `${subject}不符合要求（${error.message ?? error.keyword}）`, hint: like };
  }
}

function explainType(subject: string, field: Schema, value: Data, like: string | undefined): Problem {
  const types = [field.type ?? []].flat();
  if (value === null) return { message: `${subject}是空的`, hint: like ?? '填上内容' };
  const expected = types.map(type => TYPES[type] ?? type).join('或');
  const message = `${subject}应为${expected}，写的是${typeOf(value)}`;
  if (types.includes('number') && typeof value === 'string') {
    const number = value.replace(/[,，\s]/g, '').match(/^(-?\d+(?:\.\d+)?)(.*)$/);
    const plain = number?.[1] && !/^[eExX_]/.test(number[2] ?? '') ? Number(number[1]) : undefined;
    return { message, hint: plain === undefined ? `只写阿拉伯数字和小数点，不加引号，${like ?? ''}` : `写成 ${plain}，不加引号和单位` };
  }
  if (types.includes('string') && typeof value === 'number') {
    return { message, hint: `确实要写数字的，加上引号：'${value}'` };
  }
  if (types.includes('array')) return { message, hint: '一项一个小段，每段以“- ”开头' };
  if (types.includes('object')) {
    const keys = Object.values(field.properties ?? {}).map(property => property.key);
    return { message, hint: keys.length ? `下面分行写：${keys.join('、')}` : '写成“栏目: 内容”' };
  }
  return { message, hint: like };
}

function explainRange(subject: string, field: Schema, value: Data): Problem {
  const low = field.exclusiveMinimum !== undefined ? `大于 ${field.exclusiveMinimum}` : `不小于 ${field.minimum ?? ''}`;
  const hasLow = field.exclusiveMinimum !== undefined || field.minimum !== undefined;
  const high = field.maximum === undefined ? '' : `不大于 ${field.maximum}`;
  return {
    message: `${subject}写的是 ${textOf(value)}，超出了范围`,
    hint: `应${[hasLow ? low : '', high].filter(Boolean).join('，')}`,
  };
}

function exampleOf(property: Schema): string {
  const example = property.examples?.[0];
  return example === undefined || typeof example === 'object' ? '…' : textOf(example);
}

function dataAt(data: Data, pointer: Pointer): Record<string, Data> {
  let value: Data | undefined = data;
  for (const step of steps(pointer)) value = (value as Record<string, Data> | undefined)?.[step];
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

/** A field that is missing because its name is misspelt: the message on the misspelt one says so already. */
function isRenamed(error: ErrorObject, root: Schema, data: Data): boolean {
  if (error.keyword !== 'required') return false;
  const field = schemaAt(error.instancePath, root);
  const missing = field.properties?.[String((error.params as Record<string, unknown>).missingProperty)]?.key;
  const keys = Object.values(field.properties ?? {}).map(property => property.key ?? '');
  return Object.keys(dataAt(data, error.instancePath))
    .filter(key => key.startsWith(UNKNOWN))
    .some(key => similar(key.slice(UNKNOWN.length), keys) === missing);
}
