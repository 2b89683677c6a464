import { DECIMAL } from '../../model/decimal.js';
import { operatorOf, readTarget, type TargetCells } from '../../model/reading.js';
import type { Schema } from '../../model/schema.js';

/**
 * Distributes what a form says of a target to the cells that the layout has: `≥95%` to three, three to one. It is done
 * only where it can be undone: put together again it is the text of the source, letter by letter.
 *
 * @param cells as in the source; absent where the source has no such column
 * @param columns of the layout
 * @returns `undefined` when it cannot be done exactly
 */
export function distribute(cells: TargetCells, columns: Readonly<Record<string, Schema>>): TargetCells | undefined {
  const { operator, unit, target = '' } = cells;
  const has = (code: 'operator' | 'unit'): boolean => Object.hasOwn(columns, code);
  const lacks = (code: 'operator' | 'unit'): boolean => cells[code] !== undefined && !has(code);
  if (lacks('operator') || lacks('unit')) return join(cells, has);
  const [, sign = '', number, rest = ''] = /^(\D{0,2}?)(-?[\d.]+)(\D{0,20})$/u.exec(target) ?? [];
  if (number === undefined || !DECIMAL.test(number)) return undefined;
  const { operator: read, number: low, kind, unit: inText } = readTarget({ target });
  const isExact = low === number && (kind === 'number' || kind === 'rate' || kind === 'frequency') && inText === rest;
  if (!isExact || (sign === '' && rest === '')) return undefined;
  if (sign !== '' && (!has('operator') || operator !== undefined || !isSign(sign, read, columns.operator))) return undefined;
  if (rest !== '' && (!has('unit') || unit !== undefined)) return undefined;
  return { ...sign === '' ? { operator } : { operator: sign }, target: number, ...rest === '' ? { unit } : { unit: rest } };
}

function isSign(sign: string, read: string, { enum: signs }: Schema = {}): boolean {
  return operatorOf(sign) === read && (signs ? signs.includes(sign) : sign === read);
}

/** Puts cells together into the one that the layout has. */
function join({ operator, target, unit }: TargetCells, has: (code: 'operator' | 'unit') => boolean): TargetCells | undefined {
  const inside = { operator: has('operator') ? undefined : operator, unit: has('unit') ? undefined : unit };
  const text = `${inside.operator ?? ''}${target ?? ''}${inside.unit ?? ''}`;
  const read = readTarget({ target: text });
  const isExact = read.number === target && (inside.operator === undefined || read.operator === inside.operator) &&
    (inside.unit === undefined || read.unit === inside.unit);
  if (!isExact) return undefined;
  return { target: text, ...has('operator') && operator !== undefined ? { operator } : {}, ...has('unit') && unit !== undefined ? { unit } : {} };
}
