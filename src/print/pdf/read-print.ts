import { inflateSync } from 'node:zlib';
import { UserError } from '../../model/user-error.js';
import { type Dict, Ref, Stream, type Value } from './objects.js';

/** The objects of a print, by number, and its catalog. */
export interface PrintedObjects {
  objects: ReadonlyMap<number, Value | Stream>;
  catalog: Dict;
}

/**
 * Reads the PDF that Chromium printed: objects one after the other, none in object streams, each stream with its length
 * (what Skia writes). Anything else is refused: a browser that prints otherwise would give wrong documents.
 *
 * @throws UserError that names what was expected
 */
export function readPrint(bytes: Uint8Array): PrintedObjects {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString('latin1', 0, 5) !== '%PDF-') unexpected('%PDF- 开头');
  const objects = new Map<number, Value | Stream>();
  let start = 0;
  for (;;) {
    const stream = file.indexOf('stream\n', start, 'latin1');
    const text = file.toString('latin1', start, stream < 0 ? file.length : stream);
    const last = readObjects(text, objects, stream < 0);
    if (stream < 0) break;
    if (!last || !(last.value instanceof Map)) unexpected('每个 stream 前是一个对象');
    const length = Number(last.value.get('Length'));
    const data = stream + 'stream\n'.length;
    const end = file.toString('latin1', data + length, data + length + 10);
    if (!Number.isInteger(length) || end !== '\nendstream') unexpected('每个 stream 的 /Length 是它的长度');
    objects.set(last.number, new Stream(last.value, file.subarray(data, data + length)));
    start = data + length + end.length;
  }
  const trailer = file.toString('latin1', Math.max(file.lastIndexOf('trailer'), 0));
  const root = /^trailer\n<<[^>]*\/Root (\d+) 0 R/.exec(trailer)?.[1];
  const catalog = objects.get(Number(root));
  if (!(catalog instanceof Map)) unexpected('trailer 里的 /Root');
  return { objects, catalog };
}

const OBJECT = /\s*(\d+) 0 obj\s/y;

/**
 * Reads the objects between two streams into `objects`.
 *
 * @param isEnd true for what is behind the last stream: objects and the cross-reference table
 * @returns the last object, which has no end when a stream follows
 */
function readObjects(
  text: string,
  objects: Map<number, Value | Stream>,
  isEnd: boolean,
): { number: number; value: Value } | undefined {
  const reader = new ValueReader(text);
  if (text.startsWith('%PDF-')) reader.at = text.indexOf('\n', text.indexOf('\n') + 1) + 1;
  else if (!reader.skip('endobj')) unexpected('每个对象后的 endobj');
  let last: { number: number; value: Value } | undefined;
  for (;;) {
    const number = reader.match(OBJECT);
    if (number === undefined) break;
    last = { number: Number(number), value: reader.value() };
    objects.set(last.number, last.value);
    if (!reader.skip('endobj')) break;
  }
  const isWhole = isEnd ? reader.skip('xref\n') : reader.skip('') && reader.at === text.length;
  if (!isWhole) unexpected('每个对象从编号开始，到 endobj 结束');
  return last;
}

const TOKEN = /[^\s/<>[\]()]+/y;
const NAME = /\/[^\s/<>[\]()]*/y;
const REFERENCE = /(\d+) 0 R(?![^\s/<>[\]()])/y;
const HEX = /<[\dA-Fa-f]*>/y;
const STRING = /\((?:[^()\\]|\\[^])*\)/y;

/** The last white-space character (ISO 32000-1, 7.2.2): all before it are white space or do not occur. */
const BLANK = 0x20;

/** Reads values one after the other from a text. */
export class ValueReader {
  constructor(private readonly text: string, public at = 0) {}

  /** Reads the next value. @throws UserError when there is none */
  value(): Value {
    this.skipBlanks();
    const { text } = this;
    switch (text[this.at]) {
      case '/': return this.match(NAME) ?? '';
      case '[': return this.array();
      case '(': return this.match(STRING) ?? unexpected('每个字符串里没有括号');
      case '<': return text[this.at + 1] === '<' ? this.dict() : this.match(HEX) ?? unexpected('十六进制字符串');
      default: {
        const number = this.match(REFERENCE);
        return number === undefined ? this.match(TOKEN) ?? unexpected('一个值') : new Ref(Number(number));
      }
    }
  }

  /** Moves behind a match at this place. @returns its group or, without groups, the match */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.at = pattern.lastIndex;
    return found[1] ?? found[0];
  }

  /** Moves behind a word that comes next, if it does. */
  skip(word: string): boolean {
    this.skipBlanks();
    const isNext = this.text.startsWith(word, this.at);
    if (isNext) this.at += word.length;
    return isNext;
  }

  private skipBlanks(): void {
    while (this.text.charCodeAt(this.at) <= BLANK) this.at += 1;
  }

  private array(): Value[] {
    this.at += 1;
    const items: Value[] = [];
    while (!this.skip(']')) items.push(this.value());
    return items;
  }

  private dict(): Dict {
    this.at += 2;
    const dict: Dict = new Map();
    while (!this.skip('>>')) {
      const key = this.value();
      if (typeof key !== 'string' || !key.startsWith('/')) unexpected('每个字典的键是名称');
      dict.set(key.slice(1), this.value());
    }
    return dict;
  }
}

/** @param what the print should have. @throws UserError always */
export function unexpected(what: string): never {
  throw new UserError(
    `浏览器印出的 PDF 和本程序认得的不一样：应当${what.startsWith('每') ? '' : '有'}${what}`,
    '换用随程序安装的浏览器：去掉环境变量 PUPPETEER_EXECUTABLE_PATH，运行 npm ci',
  );
}

/** Returns the text of a stream. Skia does not compress the shortest ones. */
export function inflated({ data, dict }: Stream): string {
  const filter = dict.get('Filter');
  if (filter !== undefined && filter !== '/FlateDecode') unexpected('用 FlateDecode 压缩的内容');
  try {
    const bytes = filter === undefined ? Buffer.from(data) : inflateSync(data, { chunkSize: 64 * 1024 });
    return bytes.toString('latin1');
  } catch {
    return unexpected('能解压的内容');
  }
}

/** Resolves references in the objects of a print. */
export class Lookup {
  constructor(private readonly objects: ReadonlyMap<number, Value | Stream>) {}

  resolve(value: Value | undefined): Value | Stream | undefined {
    return value instanceof Ref ? this.objects.get(value.number) : value;
  }

  dict(value: Value | undefined, what: string): Dict {
    const found = this.resolve(value);
    return found instanceof Map ? found : unexpected(what);
  }

  array(value: Value | undefined, what: string): Value[] {
    const found = this.resolve(value);
    return Array.isArray(found) ? found : unexpected(what);
  }

  stream(value: Value | undefined, what: string): Stream {
    const found = this.resolve(value);
    return found instanceof Stream ? found : unexpected(what);
  }
}
