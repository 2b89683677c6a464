import type { Meaning } from './meaning.js';

/** With fewer letters one more makes another thing: 保洁, 保洁员. */
const FEWEST = 4;
/** With more letters a name is a sentence. */
const MOST = 24;
/** A letter that turns a meaning round, or tells two of a kind apart. */
const TELLING = /[不非未无反免上下前后内外大小新旧男女老少东西南北一二三四五六七八九十\p{N}a-z]/u;

/**
 * Finds what has a meaning, or one with a letter more or less. Each is kept under its letters and under those with one
 * left out, so that nothing is compared with everything.
 */
export class Likes<T> {
  private readonly exact = new Map<string, T>();
  private readonly longer = new Map<string, T>();

  /** Adds a value; of two with one meaning the first counts. */
  add(meaning: Meaning, value: T): void {
    const keyOf = keysOf(meaning);
    const key = keyOf(meaning.letters);
    if (this.exact.has(key)) return;
    this.exact.set(key, value);
    for (const shorter of shortened(meaning.letters)) {
      if (!this.longer.has(keyOf(shorter))) this.longer.set(keyOf(shorter), value);
    }
  }

  /** Returns the value with a meaning; else one whose letters are one more or less. */
  find(meaning: Meaning): T | undefined {
    const keyOf = keysOf(meaning);
    const key = keyOf(meaning.letters);
    const same = this.exact.get(key) ?? this.longer.get(key);
    if (same !== undefined) return same;
    for (const shorter of shortened(meaning.letters)) {
      const found = this.exact.get(keyOf(shorter));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function keysOf({ class: own, dimension }: Meaning): (letters: string) => string {
  return letters => `${own}\0${dimension}\0${letters}`;
}

/** Yields some letters with each of them left out once. */
function* shortened(letters: string): Iterable<string> {
  const all = [...letters];
  if (all.length <= FEWEST || all.length > MOST) return;
  for (const [index, letter] of all.entries()) {
    if (!TELLING.test(letter) && letter !== all[index - 1]) yield [...all.slice(0, index), ...all.slice(index + 1)].join('');
  }
}
