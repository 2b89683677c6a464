/** In UTF-16 units, as Excel counts. */
const LONGEST = 31;

/** Gives the sheets of a workbook names that Excel takes: short, without some signs, each once whatever its case. */
export class SheetNames {
  // Excel keeps this name for itself.
  private readonly taken = new Set(['history']);

  /** Returns a name for a sheet that is to be called so. */
  take(wanted: string): string {
    const plain = wanted.replace(/[[\]:*?/\\]|_(?=x[\dA-Fa-f]{4}_)/g, '-').replace(/^'+|(?<!')'+$/g, '').trim() || '表';
    for (let count = 1; ; count += 1) {
      const end = count > 1 ? `（${count}）` : '';
      const name = cut(plain, LONGEST - end.length) + end;
      if (this.taken.has(name.toLowerCase())) continue;
      this.taken.add(name.toLowerCase());
      return name;
    }
  }
}

/** Cuts a text between characters. */
function cut(text: string, units: number): string {
  let result = '';
  for (const character of text) {
    if (result.length + character.length > units) break;
    result += character;
  }
  return result;
}
