import fc from 'fast-check';
import { FontLibrary } from '../../src/io/fonts/library.js';
import type { FormTree } from '../../src/edit/write-form.js';
import { DECIMAL } from '../../src/model/decimal.js';
import { wordsIn } from '../../src/model/fields.js';
import { DEFAULT_FONT } from '../../src/model/fonts.js';
import type { Kind } from '../../src/model/form.js';
import { recordOf } from '../../src/model/record.js';
import type { Schema } from '../../src/model/schema.js';

/* Forms of any kind, made of what its schema allows. */

export type Tree = Record<string, FormTree>;

/** The planes of GB 18030 with hanzi: all of level 1, and what level 2 and the font add to them. */
const PLANES = [[0x4E00, 0x9FFF], [0x3400, 0x4DBF], [0x20000, 0x2EBEF]] as const;

function hanzi(): string[] {
  const fonts = new FontLibrary([]);
  return PLANES.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index)
      .filter(one => fonts.covers(DEFAULT_FONT, one)).map(one => String.fromCodePoint(one)));
}

const HANZI = hanzi();

/** Texts that YAML, or a reader of numbers, may take for something else. */
export const ODD = [
  '- 甲', '-', '?', ': 甲', '甲: 乙', '甲:', '甲 #乙', '#甲', '甲#', '\'', '"', '\'甲\'', '"甲"', '甲\'乙', '|', '|-', '>', '>-', '&a', '*a', '!甲', '%', '@', '`', '~', 'null', 'no', 'Yes', 'true',
  '2024-01-01', '0x1F', '0o17', '1e3', '.5', '5.', '-0', '00', '007', '+1', '1_000', '.nan', '-.inf', '=', '<<', '---', '...', '--- 甲', '[甲]', '{甲: 乙}', '{{甲}}', '甲, 乙', ',', '\\', '\\n', '甲\\',
  ' 甲', '　甲', '甲　', '甲  乙', '1 2', '1,200', '1,200.50', '12:30', '甲：', '：', '《甲》（〔2024〕1号）', '<b>甲</b>', '&lt;', '&amp;甲', '</td>', '$&', '一、', '（一）', 'constructor', '__proto__',
  '丨', '｜', '甲#放行 budget-split：乙', 'waive x-y: z', '一。二；三！四？五', '甲，'.repeat(9), '“甲。”乙', '（甲。乙）丙。', '）甲。', '甲。 乙', '甲。　乙', '甲。”', '、甲、乙、《丙、丁》、', '……', '——', 'a。b', '1。2', '3，4；5',
];

const word = fc.oneof(
  { weight: 8, arbitrary: fc.array(fc.constantFrom(...HANZI), { minLength: 1, maxLength: 12 }).map(all => all.join('')) },
  fc.constantFrom(...'，。；：、！？“”（）《》—…·％℃㎡'),
  fc.constantFrom('PPP', 'iPad mini', 'A4', 'www.example.gov.cn', 'café', 'Ω', 'Ж', '№1', 'W'.repeat(80), '0123456789'.repeat(6), 'n'.repeat(40), 'Ⅷ', '①', '1/2', '±0.5'),
  fc.constantFrom(' ', '　', '-', '/', '_', '*', '#', ':', '\'', '"', '<', '>', '&', '=', '+', '\\', '(', ')', '[', ']'),
  fc.integer({ min: 0, max: 9e9 }).map(String),
);

/** What a schema says of a text, which only ajv reads. */
interface Limits extends Schema {
  maxLength?: number;
  pattern?: string;
}

function isIn({ maxLength = 200, pattern }: Limits): (text: string) => boolean {
  return text => [...text].length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(text));
}

const line = fc.oneof({ weight: 3, arbitrary: fc.array(word, { minLength: 1, maxLength: 6 }).map(all => all.join('')) }, fc.constantFrom(...ODD))
  .filter(text => text.trim() !== ''); // blanks are an empty cell

/** A paragraph has no blanks at its ends: under `|` they cannot be told from indentation. */
const paragraph = fc.array(line, { minLength: 1, maxLength: 8 }).map(all => all.join('').replace(/^[ \t]+|[ \t]+$/g, '')).filter(text => text !== '');
const prose = fc.array(paragraph, { minLength: 1, maxLength: 3 }).map(all => all.join('\n'));

/** Numbers as typed, up to the limits of a field. */
function numbers({ minimum = -1e9, maximum = 1e9, exclusiveMinimum, decimals = 0 }: Schema): fc.Arbitrary<string> {
  const least = exclusiveMinimum === undefined ? minimum : Math.max(minimum, exclusiveMinimum + 1);
  const whole = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: Math.max(least, -999), max: Math.min(maximum, 9999) }) },
    fc.maxSafeInteger().map(one => least + Math.abs(one) % (maximum - least + 1)), fc.constantFrom(least, maximum),
  );
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: Math.max(1, decimals) });
  const fraction = digits.map(all => all.join(''));
  return fc.tuple(whole, fc.option(fraction)).map(([number, rest]) => {
    const isEdge = number <= least || number >= maximum;
    return rest === null || !decimals || isEdge || number === 0 ? String(number) : `${number}.${rest}`;
  });
}

/** Texts and numbers that a field takes. */
function valueOf(schema: Schema): fc.Arbitrary<string> {
  const words = wordsIn(schema);
  if (words) return fc.constantFrom(...words);
  const types = [schema.type ?? []].flat();
  const text = (schema.prose ? prose : line).filter(isIn(schema));
  if (!types.includes('number')) return text;
  if (!types.includes('string')) return numbers(schema);
  // What looks like a number is one, and has limits. An amount is typed with a unit to be a text.
  const units = ['万元', ' 元', '%'].filter(unit => isIn(schema)(`1${unit}`));
  const typed = isIn(schema)('甲')
    ? text.filter(one => !DECIMAL.test(one))
    : fc.tuple(numbers(schema), fc.constantFrom(...units)).map(all => all.join(''));
  return fc.oneof(numbers(schema), typed);
}

/** Values of a field, a group of fields or a table. @param rows the most rows of a table */
function treeOf(schema: Schema, rows: number): fc.Arbitrary<FormTree> {
  if (schema.items) {
    const list = fc.array(treeOf(schema.items, rows), { maxLength: rows });
    return list.map(all => all.filter(row => Object.keys(row).length));
  }
  if (!schema.properties) return valueOf(schema);
  const fields = Object.entries(schema.properties).map(([code, property]) => {
    const value = treeOf(property, rows);
    const may = schema.required?.includes(code) ? value : fc.option(value, { nil: undefined, freq: 6 });
    return may.map(one => [code, one] as const);
  });
  const filled = ([code, value]: readonly [string, FormTree | undefined]): (readonly [string, FormTree])[] =>
    (isEmpty(value) ? [] : [[code, value]]);
  return fc.tuple(...fields).map(all => recordOf(all.flatMap(filled)));
}

/** An empty group or table is a field that is not filled in. */
function isEmpty(value: FormTree | undefined): value is undefined {
  return value === undefined || (typeof value === 'object' && !Object.keys(value).length);
}

/** Forms of a kind, by English names, with everything as typed; fields may be missing. */
export function formsOf(kind: Kind, rows = 4): fc.Arbitrary<Tree> {
  return (treeOf(kind.schema, rows) as fc.Arbitrary<Tree>).filter(tree => Object.keys(tree).length > 0);
}

/** Every text and number of a form, with its schema, in the order of the schema. */
export function leavesOf(value: FormTree | undefined, schema: Schema, pointer = ''): { pointer: string; text: string; schema: Schema }[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [{ pointer, text: value, schema }];
  if (Array.isArray(value)) return value.flatMap((row, index) => leavesOf(row, schema.items ?? {}, `${pointer}/${index}`));
  return Object.entries(schema.properties ?? {}).flatMap(([code, property]) => leavesOf(value[code], property, `${pointer}/${code}`));
}

/** Returns the form with a mark of its own for every text and number that differs, and what each mark stands for. */
export function withMarks(tree: Tree, { schema }: Kind): { tree: Tree; textOf: (mark: string) => string } {
  const marks = new Map<string, string>();
  const markOf = (text: string): string => {
    const mark = marks.get(text) ?? `〖${marks.size + 1}〗`;
    marks.set(text, mark);
    return mark;
  };
  const walk = (value: FormTree, own: Schema): FormTree => {
    if (typeof value === 'string') return wordsIn(own) ? value : markOf(value);
    if (Array.isArray(value)) return value.map(row => walk(row, own.items ?? {}));
    const fields = Object.entries(value);
    return recordOf(fields.map(([code, one]) => [code, walk(one, own.properties?.[code] ?? {})] as const));
  };
  const marked = walk(tree, schema) as Tree;
  const texts = new Map([...marks].map(([text, mark]) => [mark, text]));
  return { tree: marked, textOf: mark => texts.get(mark) ?? mark };
}

/** Matches the marks of {@link withMarks}. */
export const MARKS = /〖\d+〗/g;
