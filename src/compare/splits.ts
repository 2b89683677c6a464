import { DECIMAL, sum } from '../model/decimal.js';
import type { Indicator } from '../model/form.js';
import { must } from '../model/must.js';

/** Characters that join two things in one name. */
const JOINTS = /[及和与、，,或暨并]|以及/g;

/** A row is not split into more parts than this. */
const MAX_PARTS = 12;

/** With more pairs of unmatched rows than this, neither splits nor renames are searched for: the table was replaced. */
export const MAX_PAIRS = 250_000;

/**
 * Finds rows that became several: 宣传及培训次数 → 宣传次数, 培训次数. The names of the parts are contained in the old name and
 * together cover it, and their weights add up to the old one.
 *
 * @param wholes all rows of one side, with the indexes of unmatched ones
 * @param parts all rows of the other side, likewise
 */
export function findSplits(
  wholes: readonly Indicator[],
  freeWholes: ReadonlySet<number>,
  parts: readonly Indicator[],
  freeParts: ReadonlySet<number>,
): [whole: number, parts: number[]][] {
  if (freeWholes.size * freeParts.size > MAX_PAIRS) return [];
  const free = new Set(freeParts);
  const letters = parts.map(({ name }) => [...name]);
  const found: [number, number[]][] = [];
  for (const index of freeWholes) {
    const whole = wholes[index];
    if (!whole || whole.name.replace(JOINTS, '') === whole.name) continue;
    const all = [...whole.name];
    const within = [...free].filter(part => isPart(parts[part], whole, must(letters[part], 'a row'), all)).slice(0, MAX_PARTS);
    const chosen = [within, ...pairs(within)].find(candidate => makeUp(candidate.map(part => parts[part]), whole));
    if (!chosen) continue;
    found.push([index, chosen]);
    for (const part of chosen) free.delete(part);
  }
  return found;
}

function isPart(part: Indicator | undefined, whole: Indicator, letters: string[], all: string[]): boolean {
  return part !== undefined && part.level1 === whole.level1 && placesIn(letters, all) !== undefined;
}

function makeUp(rows: readonly (Indicator | undefined)[], whole: Indicator): boolean {
  const parts = rows.filter(row => row !== undefined);
  const weights = parts.map(({ weight }) => weight);
  // In a version with another schema rows may have no weights.
  if (parts.length < 2) return false;
  // For a form without weights only the names are compared.
  const known = [...weights, whole.weight].filter(weight => weight !== undefined);
  if (known.length && (known.length <= parts.length || !known.every(weight => DECIMAL.test(weight)))) return false;
  if (known.length && !sum(known.slice(0, -1)).eq(must(known.at(-1), 'the whole'))) return false;
  const covered = new Set(parts.flatMap(({ name }) => placesIn([...name], [...whole.name]) ?? []));
  const rest = [...whole.name].filter((_character, place) => !covered.has(place)).join('');
  return rest.replace(JOINTS, '') === '';
}

/**
 * Returns the places of the characters of a name, in order, in another name; matched from both ends towards the middle.
 */
function placesIn(characters: readonly string[], all: readonly string[]): number[] | undefined {
  // For 培训次数 in 宣传及培训次数 the common end is matched first, the rest from the left.
  let end = 0;
  while (end < characters.length && characters.at(-1 - end) === all.at(-1 - end)) end += 1;
  const places: number[] = [];
  let from = 0;
  for (const character of characters.slice(0, characters.length - end)) {
    const place = all.indexOf(character, from);
    if (place < 0 || place >= all.length - end) return undefined;
    places.push(place);
    from = place + 1;
  }
  return [...places, ...Array.from({ length: end }, (_, index) => all.length - 1 - index)];
}

function pairs(items: readonly number[]): number[][] {
  return items.flatMap((one, index) => items.slice(index + 1).map(other => [one, other]));
}
