import { DECIMAL } from '../../model/decimal.js';
import type { MoneyUnit, Schema } from '../../model/schema.js';

/** The reading of a cell for a field: the text to write, or the reason why it cannot be written. */
export type Read = { text: string; doubt?: string; isOfGroup?: boolean } | { why: string };

/** Matches a cell that says that nothing is in it. */
const DASHES = /^[-—–－─━一/／\s]+$/u;

/** Returns true for an amount of money. */
export function isMoney({ decimals, code = '' }: Schema, isInMoney: boolean): boolean {
  return isInMoney && decimals !== undefined && !/^money\.(?:rate|weight|score)$/.test(code);
}

function acceptsText({ type }: Schema): boolean {
  return [type ?? 'string'].flat().includes('string');
}

/** Reads the cell of a field that is no money. */
export function readText(text: string, schema: Schema): Read {
  const trimmed = paragraphsOf(text);
  const isTicked = schema.tick ?? (schema.enum && new RegExp(`[${TICKED}${UNTICKED}]`).test(trimmed));
  if (isTicked) return readTick(trimmed, schema.enum ?? []);
  if (schema.prose) return { text: trimmed };
  if (!acceptsText(schema)) {
    if (DASHES.test(trimmed) && !/\d/.test(trimmed)) return { why: '只有横线，这一栏要写数' };
    return plainNumber(trimmed);
  }
  return trimmed.includes('\n') ? { text: oneLine(trimmed), doubt: '原文分几行写' } : { text: trimmed };
}

/** Reads an amount. @param stated the unit that the form says, for the whole or in the label */
export function readAmount(text: string, schema: Schema, stated: MoneyUnit | undefined, wanted: MoneyUnit): Read {
  const trimmed = oneLine(paragraphsOf(text));
  if (DASHES.test(trimmed)) return { why: '只有横线，没有金额' };
  const [, number = trimmed, own] = /^([-\d.,，]+)\s*(万元|元)$/.exec(trimmed) ?? [];
  const unit = (own as MoneyUnit | undefined) ?? stated;
  if (unit !== undefined && unit !== wanted) return { why: `金额的单位是${unit}，这个版式用${wanted}，没有换算` };
  const read = acceptsText(schema) ? { text: number } : plainNumber(number);
  if (unit === undefined) return { ...read, doubt: `原表没有写金额单位，按${wanted}读`, isOfGroup: true };
  return own === undefined ? read : { doubt: `原文“${trimmed}”`, ...read };
}

/** A number with thousands commas, in a field that takes numbers only. */
function plainNumber(text: string): Read {
  const plain = text.replace(/(\d),(?=\d{3}(?:\D|$))/g, '$1');
  return plain !== text && DECIMAL.test(plain) ? { text: plain, doubt: `原文“${text}”` } : { text };
}

/** Returns a text without blanks around its paragraphs, and without empty ones. */
function paragraphsOf(text: string): string {
  return text.split('\n').map(line => line.trim()).filter(Boolean).join('\n');
}

/** Joins the lines of a text that was broken to fit a cell, as YAML is joined: Chinese has no blanks. */
function oneLine(text: string): string {
  return text.replace(/([A-Za-z0-9])\n(?=[A-Za-z0-9])/g, '$1 ').replaceAll('\n', '');
}

const TICKED = '√✓✔☑■●▇☒╳';
const UNTICKED = '□☐○◯';

/** Reads `√ 是　□ 否`, or the word alone. */
function readTick(text: string, words: readonly string[]): Read {
  if (words.includes(text)) return { text };
  const marked = words.filter((word) => {
    const place = text.indexOf(word);
    const rest = text.slice(place + word.length).trimStart();
    return place >= 0 && (endsWithOne(text.slice(0, place), TICKED) || (!new RegExp(`^\\s*[${TICKED}${UNTICKED}]`).test(text) && startsWithOne(rest, TICKED)));
  });
  const [word] = marked;
  return marked.length === 1 && word !== undefined ? { text: word } : { text: oneLine(text), doubt: '看不出选的是哪一个' };
}

function endsWithOne(text: string, signs: string): boolean {
  const last = text.trimEnd().at(-1);
  return last !== undefined && signs.includes(last);
}

function startsWithOne(text: string, signs: string): boolean {
  const first = text.at(0);
  return first !== undefined && signs.includes(first);
}
