import type { AnySchema, ErrorObject, Options, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { shorten } from '../model/characters.js';
import type { Suffix } from '../model/code.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { chosenIn, labelOf, schemaAt } from '../model/fields.js';
import { at, type Pointer } from '../model/pointer.js';
import { recordOf } from '../model/record.js';
import type { Schema } from '../model/schema.js';
import { placeOf, type Positions, type Source, type Span, spanOf } from '../model/source.js';
import { UserError } from '../model/user-error.js';
import type { Data, Parsed } from './parse.js';
import { findInTexts } from './fields/in-text.js';
import { findUnknown } from './fields/unknown.js';
import { isDeeper, MAX_SECONDS, withinTime } from './limits.js';
import { explainCompiling, explainSchema } from './layout-messages.js';
import { explain, type Problem } from './schema-messages.js';
import { translate } from './vocabulary.js';

/** A file that fits its schema, in English names; numbers are the text that was typed. */
export interface Valid {
  /** `undefined` when it does not fit; then there is a diagnostic. */
  data: unknown;
  /** Likewise, also when it does not fit; `undefined` when the file cannot be read at all. */
  asRead: unknown;
  positions: Positions;
  diagnostics: Diagnostic[];
  /** Fields that are missing because they stand elsewhere or under another name: a diagnostic says so. */
  absent: ReadonlySet<Pointer>;
}

export interface Validator {
  /** The schema in English names, for labels. */
  readonly schema: Schema;
  validate(parsed: Parsed, source: Source): Valid;
}

/** The depth of a schema. Ours have 12; thousands exceed the stack of whoever walks it. */
const MAX_DEPTH = 64;

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** Judges schemas only, none is added to it: the schema of schemas is compiled once. */
let judge: Ajv2020 | undefined;

/** Returns the error of an object as JSON Schema (draft 2020-12), or `undefined` if it is safe to walk. */
export function faultOf(schema: object): string | undefined {
  const { $schema = DRAFT } = schema as { $schema?: unknown };
  if ($schema !== DRAFT) return `$schema 是 ${JSON.stringify($schema)}，只认 ${DRAFT}，改成它或删去这一行`;
  if (isDeeper(schema, MAX_DEPTH)) return `套了 ${MAX_DEPTH} 层以上`;
  judge ??= createAjv();
  return judge.validateSchema(schema) === true ? undefined : explainSchema(judge.errors ?? []);
}

/**
 * A validator for one kind of file.
 *
 * @param schema in English names
 * @param path of its file, for messages
 * @throws UserError when the schema uses a keyword that is not known, or contradicts itself
 */
export function createValidator(schema: Schema, path: string): Validator {
  const broken = (message: string, cause?: unknown): UserError =>
    new UserError(`表样定义 ${path} 有错：${message}`, '改正这个 JSON Schema 文件再运行', { cause });
  const fault = faultOf(schema);
  if (fault !== undefined) throw broken(fault);
  let check: ValidateFunction;
  try {
    check = createAjv({ validateSchema: false }).compile(schema as AnySchema);
  } catch (error) {
    if (error instanceof TypeError || error instanceof ReferenceError) throw error; // a bug
    throw broken(explainCompiling((error as Error).message), error);
  }
  return {
    schema,
    validate(parsed, source) {
      if (parsed.data === undefined) return { ...parsed, data: undefined, asRead: undefined, absent: new Set() };
      const { data, positions } = translate(parsed.data, parsed.positions, schema);
      const diagnostics: Diagnostic[] = [];
      const typed = (pointer: Pointer): string => {
        const { value } = placeOf(positions, pointer);
        return source.text.slice(value.start, value.end);
      };
      const reportAt = (span: Span, code: Suffix<'schema'>, { message, hint }: Problem, pointer?: Pointer): void => {
        diagnostics.push({
          code: `schema/${code}`,
          severity: 'error',
          rank: '必改',
          message,
          ...(hint ? { hint } : {}),
          file: source.path,
          range: source.range(span),
          ...(pointer === undefined || code === 'unknown-field' ? {} : { pointer }),
        });
      };
      const report = (pointer: Pointer, code: Suffix<'schema'>, problem: Problem): void => {
        const named = code === 'required' || code === 'unknown-field';
        const place = placeOf(positions, pointer);
        const span = named && place.key ? place.key : spanOf(place);
        reportAt(span, code, problem, pointer);
      };
      const absent = new Set<Pointer>();
      for (const { pointer, missing, ...problem } of findUnknown(data, schema, positions, source)) {
        for (const field of missing) absent.add(field);
        report(pointer, 'unknown-field', problem);
      }
      for (const { span, missing, ...problem } of findInTexts(data, schema, positions, source)) {
        for (const field of missing) absent.add(field);
        reportAt(span, 'in-text', problem);
      }
      reportDecimals(data, schema, '', typed, (pointer, problem) => report(pointer, 'decimals', problem));
      const fits = withinTime(() => check(data), () => {
        throw broken(`核对 ${source.path} 用了 ${MAX_SECONDS} 秒还没有结果，多半是 pattern 写成了 (a+)+ 这样，一段字有很多种拆法`);
      });
      if (!fits) {
        for (const error of check.errors ?? []) {
          if (error.keyword === 'additionalProperties' || isTold(error, absent)) continue;
          const { pointer, code, ...problem } = explain(error, schema, typed);
          report(pointer, code, problem);
        }
      }
      const asRead = withNumbersAsTyped(data, '', typed);
      return { data: diagnostics.length ? undefined : asRead, asRead, positions, diagnostics, absent };
    },
  };
}

function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true, ...options });
  for (const keyword of ['code', 'key', 'patternHint', 'moneyUnit']) ajv.addKeyword({ keyword, schemaType: 'string' });
  for (const keyword of ['prose', 'tick', 'several', 'internal']) ajv.addKeyword({ keyword, schemaType: 'boolean' });
  const areWords = (words: string[], text: string): boolean => {
    const chosen = chosenIn(text, { several: true });
    return new Set(chosen).size === chosen.length && chosen.every(word => words.includes(word));
  };
  ajv.addKeyword({
    keyword: 'words', type: 'string', schemaType: 'array', metaSchema: { type: 'array', items: { type: 'string', minLength: 1 } }, validate: areWords,
  });
  ajv.addKeyword({ keyword: 'decimals', schemaType: 'number' });
  for (const keyword of ['due', 'aliases']) ajv.addKeyword({ keyword, schemaType: 'array' });
  ajv.addKeyword({ keyword: 'form', schemaType: 'object' });
  // For editors.
  for (const keyword of ['errorMessage', 'patternErrorMessage', 'markdownDescription', 'enumDescriptions', 'defaultSnippets']) ajv.addKeyword(keyword);
  return ajv;
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
        message: `“${labelOf(pointer, schema)}”写的是 ${shorten(typed(pointer), 24)}，有 ${digits} 位小数，最多 ${limit} 位`,
        hint: `四舍五入到 ${limit} 位小数以内`,
      });
    }
  } else if (data !== null && typeof data === 'object') {
    for (const [key, item] of Object.entries(data)) {
      reportDecimals(item, schema, at(pointer, key), typed, report);
    }
  }
}

/** @param typed the text of a number as typed */
function withNumbersAsTyped(data: Data, pointer: Pointer, typed: (pointer: Pointer) => string): unknown {
  if (typeof data === 'number') return typed(pointer);
  if (Array.isArray(data)) return data.map((item, index) => withNumbersAsTyped(item, at(pointer, index), typed));
  if (data === null || typeof data !== 'object') return data;
  return recordOf(
    Object.entries(data).map(([key, item]) => [key, withNumbersAsTyped(item, at(pointer, key), typed)] as const),
  );
}

/** A field that is missing because it stands elsewhere or under another name: the message on that says so already. */
function isTold({ keyword, instancePath, params }: ErrorObject, absent: ReadonlySet<Pointer>): boolean {
  if (keyword !== 'required') return false;
  return absent.has(at(instancePath, String((params as Record<string, unknown>).missingProperty)));
}
