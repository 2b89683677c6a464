import { UNKNOWN } from '../model/fields.js';
import { TABLES } from '../model/form.js';
import { YEAR_IN_TITLE } from '../model/labels.js';
import { at, type Pointer } from '../model/pointer.js';
import { recordOf } from '../model/record.js';
import type { Schema } from '../model/schema.js';
import { UNSEEN } from '../model/visible.js';
import { similar } from '../model/similar.js';
import type { Place, Positions } from '../model/source.js';
import type { Data } from './parse.js';

/**
 * The one mapping between the two languages: YAML speaks the form's Chinese, code speaks English. Of a core concept the
 * English name is the last part of its `code`; a field of the layout's own is known by its label. It is applied to the
 * schema, the data and the positions alike.
 */

/** Names that every object has. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));
/** English names that views use beside the labels. */
const RESERVED = new Set([
  'page', 'partial', 'department', 'projects', 'target', 'periods', 'label', 'text', 'paragraphs', 'isNumber', 'options',
  'item', 'labels', 'rows', 'count', 'allRows', 'allCount', 'nameKey', 'number', 'class', 'starts', 'span', 'term', 'year', 'cells', 'columns',
  'columnCount', 'restColumns', 'joinedWidth', 'labelWidth', 'rest', 'name', 'box', 'chosen', 'tableWidth', 'classKeys', 'isProse', 'width', 'isName', 'amount',
]);

/** Something in a schema that cannot describe a form; the message is for whoever wrote it. */
export interface SchemaFault {
  /** JSON Pointer into the file of the schema. */
  pointer: Pointer;
  message: string;
}

/** Concepts that may stand only within a group: `money.total` within `budget`. */
const GROUPS: Record<string, readonly string[]> = {
  money: ['budget', 'termBudget', 'money'],
  indicator: TABLES,
};

/** The same, for whoever wrote the schema. */
const WITHIN: Record<string, string> = { money: 'budget、termBudget 或一组 source 里', indicator: 'indicators 或 termIndicators 里' };

export interface English {
  schema: Schema;
  /** Core concepts in it. */
  concepts: Set<string>;
  faults: SchemaFault[];
}

/**
 * The schema with English property names and `$ref` resolved; `key` keeps the name the user types.
 *
 * @param core core.schema.json, for `$ref`s to it
 * @param isForm a schema of a layout; else every property has an English `code`
 */
export function toEnglish(root: Schema, core: Schema, isForm: boolean): English {
  const concepts = new Set<string>();
  const knownCodes = new Set(Object.values(core.$defs ?? {}).flatMap(({ code }) => code ?? []));
  const similarTo = (word: string): string => {
    const meant = similar(word, knownCodes);
    return meant === undefined ? '' : `，是不是 ${meant}`;
  };
  const faults: SchemaFault[] = [];
  const fail = (pointer: Pointer, message: string): void => void faults.push({ pointer, message });

  /** @param within the `$ref`s that the schema is the content of */
  const resolve = (schema: Schema, pointer: Pointer, within: readonly string[]): Resolved => {
    if (!schema.$ref) return { schema, within };
    const { $ref, ...own } = schema;
    const [, file = '', name = ''] = /^([^#]*)#\/\$defs\/(.+)$/.exec($ref) ?? [];
    const defs = file === '' ? root.$defs : /(?:^|\/)core\.schema\.json$/.test(file) ? core.$defs : undefined;
    const target = defs && Object.hasOwn(defs, name) ? defs[name] : undefined;
    if (!target) {
      const meant = defs && similar(name, Object.keys(defs));
      const advice = meant !== undefined ? `，是不是 ${meant}` : defs === core.$defs ? '；可以用的见 npm run layouts -- vocabulary' : '';
      fail(pointer, `$ref ${$ref} 没有对应的概念或 $defs${advice}`);
      return { schema: own, within };
    }
    if (within.includes($ref)) {
      fail(pointer, `$ref ${$ref} 引用了自己`);
      return { schema: own, within };
    }
    const base = resolve(target, pointer, [...within, $ref]);
    // Keywords beside a $ref are not part of the schema that it refers to.
    return { schema: merge(base.schema, own), within: own.properties || own.items ? within : base.within };
  };

  /** @param group the concept that the schema is in */
  const walk = ({ schema, within }: Resolved, pointer: Pointer, group: string): Schema => {
    const english: Schema = { ...schema };
    delete english.$defs;
    for (const keyword of Object.keys(schema)) {
      if (!KEYWORDS.has(keyword)) fail(at(pointer, keyword), `不认识的写法 ${keyword}${adviceOn(keyword)}`);
    }
    if (schema.properties) {
      const keys = new Map<string, string>();
      const codes = new Map<string, string>();
      const properties: [string, Schema][] = [];
      for (const [key, property] of Object.entries(schema.properties)) {
        const place = at(pointer, 'properties', key);
        const resolved = resolve(property, place, within);
        const inner = walk(resolved, place, groupOf(resolved.schema, group));
        const code = codeOf(key, inner, place, group);
        const other = keys.get(code);
        if (other !== undefined) fail(place, `属性“${other}”和“${key}”是同一个概念 ${inner.code ?? code}`);
        keys.set(code, key);
        codes.set(key, code);
        if (inner.title !== undefined) checkTitle(inner.title, place);
        properties.push([code, { ...inner, key, title: inner.title ?? key }]);
      }
      english.properties = recordOf(properties);
      english.additionalProperties ??= false;
      const due = (schema.required ?? []).flatMap((key) => {
        const code = codes.get(key);
        if (code === undefined) fail(at(pointer, 'required'), `required 里的“${key}”不在 properties 中`);
        return code ?? [];
      });
      const isName = (code: string): boolean => code === 'name' && english.properties?.[code]?.code !== undefined;
      english.required = isForm ? due.filter(isName) : due;
      if (isForm) english.due = due.filter(code => !isName(code));
    }
    const list = schema.several ? 'words' : 'enum';
    if (schema.tick && !schema[list]?.length) fail(pointer, `勾选${schema.several ? '几个' : ''}的栏目要有 ${list}，写明有哪几个词`);
    if (schema.words && !schema.several) fail(at(pointer, 'words'), 'words 只用在 ticks 里，选一个的写 enum');
    if (schema.several && schema.enum) fail(at(pointer, 'enum'), 'ticks 的词写在 words 里；enum 管的是整个内容');
    if (schema.several && schema.words?.some(word => word.includes('、'))) fail(at(pointer, 'words'), 'words 的词里不能有、，它隔开勾选的几个词');
    if (schema.items) {
      const place = at(pointer, 'items');
      english.items = walk(resolve(schema.items, place, within), place, group);
    }
    if (typeof schema.additionalProperties === 'object') {
      const place = at(pointer, 'additionalProperties');
      english.additionalProperties = walk(resolve(schema.additionalProperties, place, within), place, group);
    }
    return english;
  };

  const checkTitle = (title: string, pointer: Pointer): void => {
    if (title.trim() === '') fail(at(pointer, 'title'), 'title 是空的，表上就没有这一栏的叫法');
    if (title.includes('\n')) fail(at(pointer, 'title'), 'title 里不能换行');
    const [unknown] = title.replace(YEAR_IN_TITLE, '').match(/\{[^}]*\}?/) ?? [];
    if (unknown !== undefined) fail(at(pointer, 'title'), `title 里的 ${unknown} 不认识，可以写 {年度}、{年度-1}、{年度+2}`);
  };

  /**
   * Returns the concept that contains the fields of a property: its own, or its parent's. A free table has none; a free
   * group may be money of another year.
   */
  const groupOf = ({ code, items, properties }: Schema, group: string): string => {
    if (!isForm) return '';
    return code?.split('.')[0] ?? (group === '' ? items ? 'table' : properties ? 'money' : '' : group);
  };

  const codeOf = (key: string, property: Schema, pointer: Pointer, group: string): string => {
    const { code } = property;
    const title = property.title?.replaceAll('\n', '') ?? ''; // a line break is reported by itself
    if (UNSEEN.test(key + title)) fail(pointer, '栏目的名称里有看不见的字符，重新打一遍');
    if (INHERITED.has(key)) fail(pointer, `栏目不能叫“${key}”，这个名称程序自己要用`);
    if (!isForm) {
      if (!code) fail(pointer, `属性“${key}”缺少 code`);
      return code ?? key;
    }
    if (RESERVED.has(key)) fail(pointer, `栏目不能叫“${key}”，模板里这个名称另有用处`);
    if (code === undefined) return /^[\x20-\x7E]*$/.test(key) ? `=${key}` : key;
    const [first = '', last] = code.split('.');
    if (!knownCodes.has(code)) fail(pointer, `没有概念 ${code}${similarTo(code)}`);
    concepts.add(code);
    if (last === undefined ? group !== '' : !GROUPS[first]?.includes(group)) {
      const where = last === undefined ? '表的最外层' : WITHIN[first] ?? '';
      fail(pointer, `概念 ${code} 只能用在 ${where}`);
    }
    return last ?? first;
  };

  return { schema: walk(resolve(root, '', []), '', ''), concepts, faults };
}

/** The keywords allowed in a schema. Others are errors, because nothing would apply them. */
const KEYWORDS = new Set([
  '$schema', '$id', '$comment', '$defs', 'title', 'description', 'default', 'examples', 'deprecated', 'type', 'enum', 'const',
  'properties', 'required', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties', 'items', 'minItems',
  'maxItems', 'uniqueItems', 'minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum',
  'exclusiveMaximum', 'multipleOf', 'code', 'aliases', 'decimals', 'patternHint', 'prose', 'tick', 'several', 'words', 'internal', 'moneyUnit',
  'form',
  'errorMessage', 'patternErrorMessage', 'enumDescriptions', 'markdownDescription', 'defaultSnippets',
]);

function adviceOn(keyword: string): string {
  const meant = similar(keyword, [...KEYWORDS]);
  return meant === undefined ? '' : `，是不是 ${meant}`;
}

/** A schema without `$ref`, and the `$ref`s that it is the content of. */
interface Resolved {
  schema: Schema;
  within: readonly string[];
}

/** Keywords of values that say nothing of a group of fields. */
const OF_NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'decimals'];
const OF_TEXTS = ['pattern', 'patternHint', 'minLength', 'maxLength'];
const OF_VALUES = [...OF_NUMBERS, ...OF_TEXTS, 'prose'];

/** Merges a field of a layout with its concept; the layout's values win. */
function merge(base: Schema, own: Schema): Schema {
  const merged: Schema = { ...base, ...own };
  if (own.properties) return without(merged, OF_VALUES.filter(keyword => !Object.hasOwn(own, keyword)));
  const types = [merged.type ?? []].flat();
  const isTyped = own.type !== undefined;
  return without(merged, [
    ...isTyped && !types.includes('string') ? OF_TEXTS : [], ...isTyped && !types.includes('number') ? OF_NUMBERS : [],
  ]);
}

function without(schema: Schema, keywords: readonly string[]): Schema {
  return recordOf<unknown>(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}

export interface Translated {
  data: Data;
  positions: Positions;
}

/**
 * Data and positions with English names; keys that the schema does not know are marked with {@link UNKNOWN}. An empty
 * field that is due is left out: a rule reports it.
 */
export function translate(data: Data, positions: Positions, english: Schema): Translated {
  const translated = new Map<Pointer, Place>();
  const walk = (value: Data, schema: Schema | undefined, from: Pointer, to: Pointer): Data => {
    const place = positions.get(from);
    if (place) translated.set(to, place);
    if (Array.isArray(value)) {
      return value.map((item, index) => walk(item, schema?.items, at(from, index), at(to, index)));
    }
    if (value === null || typeof value !== 'object') return value;
    const codes = new Map(Object.entries(schema?.properties ?? {}).map(([code, property]) => [property.key, code]));
    const free = typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    return recordOf(Object.entries(value).flatMap(([key, item]) => {
      const code = codes.get(key);
      const name = code ?? (free ? key : UNKNOWN + key);
      const next = code === undefined ? free : schema?.properties?.[code];
      const found = walk(item, next, at(from, key), at(to, name));
      const isLeftOut = code !== undefined && schema?.due && isEmpty(item) && !schema.required?.includes(code);
      return isLeftOut ? [] : [[name, found] as const];
    }));
  };
  return { data: walk(data, english, '', ''), positions: translated };
}

function isEmpty(value: Data): boolean {
  const isBlank = typeof value === 'string' && value.trim() === '';
  return value === null || isBlank || (Array.isArray(value) && !value.length);
}
