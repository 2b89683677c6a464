import { widthOf } from '../../src/model/width.js';

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * A terminal that shows what is written to it: the little of it that the program uses. A character that does not
 * fit goes to the next line, as in a real one.
 */
export class Screen {
  readonly isTTY = true;
  /** Cells of each line; the second cell of a wide character is empty. */
  private readonly rows: string[][] = [[]];
  private column = 0;

  constructor(readonly columns = 80) {}

  write(text: string | Uint8Array): boolean {
    for (const [part] of text.toString().matchAll(/\u001B\[[\d;?]*[A-Za-z]|[^\u001B]+|\u001B/g)) {
      if (part === '\u001B[K') this.row.length = Math.min(this.row.length, this.column);
      else if (/^\u001B\[[\d;]*m$/.test(part)) continue;
      else if (part.startsWith('\u001B')) throw new Error(`the screen does not know ${JSON.stringify(part)}`);
      else for (const { segment } of graphemes.segment(part)) this.put(segment);
    }
    return true;
  }

  get lines(): string[] {
    return this.rows.map(row => row.join('').trimEnd());
  }

  private get row(): string[] {
    return this.rows.at(-1) as string[];
  }

  private put(character: string): void {
    if (character === '\r') this.column = 0;
    else if (character === '\n') this.next();
    else {
      const width = widthOf(character);
      if (this.column + width > this.columns) this.next();
      for (let index = this.row.length; index < this.column; index += 1) this.row[index] = ' ';
      this.row[this.column] = character;
      for (let index = 1; index < width; index += 1) this.row[this.column + index] = '';
      this.column += width;
    }
  }

  private next(): void {
    this.rows.push([]);
    this.column = 0;
  }
}
