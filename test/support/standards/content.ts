import { pdf, pdfa } from './faults.js';
import type { PdfFile } from './file.js';
import { Lexer } from './lexer.js';
import type { Page } from './pages.js';
import { bytesOf, Dict, listOf, Name, nameOf, numberOf, Operator, Stream, type Value } from './values.js';

/** A marked-content sequence. */
export interface Mark {
  tag: string;
  mcid: number | undefined;
  /** The page, or the form XObject that has StructParents. */
  owner: Dict;
  /** The sequences around it. */
  around: readonly Mark[];
}

/** The paint of one operator. */
export interface Painted {
  kind: 'text' | 'path' | 'image' | 'shading';
  marks: readonly Mark[];
  /** The character codes; one character is one byte. */
  codes: string;
  font: Dict | undefined;
}

export interface Content {
  painted: Painted[];
  marks: Mark[];
  /** Colour spaces by the operators that set them. */
  colours: Set<string>;
}

const PATH = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*']);
const SPACES: Record<string, string> = {
  g: 'DeviceGray', G: 'DeviceGray', rg: 'DeviceRGB', RG: 'DeviceRGB', k: 'DeviceCMYK', K: 'DeviceCMYK',
};
const OTHERS = new Set((
  'b* w J j M d ri i gs cm m l c v y h re n W W* BX EX Tc Tw Tz TL Tr Ts Td TD Tm T* d0 d1 SC SCN sc scn MP DP').split(' '));
const DEEPEST_STATE = 28;

interface State { font: Dict | undefined }

/** Reads the content of a page and of the form XObjects on it. */
export function readContent(file: PdfFile, page: Page): Content {
  const content: Content = { painted: [], marks: [], colours: new Set() };
  new Reader(file, content, page.dict, page.resources, []).read(page.content);
  return content;
}

class Reader {
  #state: State = { font: undefined };
  readonly #states: State[] = [];
  readonly #marks: Mark[];
  readonly #outer: number;
  /** The number of sequences that were open at BT; undefined outside of text objects. */
  #atText: number | undefined;

  constructor(
    readonly file: PdfFile, readonly content: Content, readonly owner: Dict, readonly resources: Dict,
    marks: readonly Mark[],
  ) {
    this.#marks = [...marks];
    this.#outer = marks.length;
  }

  read(text: string): void {
    const lexer = new Lexer(text, this.file.faults);
    let operands: Value[] = [];
    for (let value; (value = lexer.next()) !== undefined;) {
      if (!(value instanceof Operator)) {
        operands.push(value);
      } else {
        if (value.text === 'BI') this.#inline(lexer);
        else this.#run(value.text, operands);
        operands = [];
      }
    }
    const { faults } = this.file;
    faults.must(this.#marks.length <= this.#outer, 'marked content without EMC', pdf('14.6'));
    faults.must(!this.#states.length, 'q without Q', pdf('8.4.2'));
    faults.must(this.#atText === undefined, 'BT without ET', pdf('9.4.1'));
  }

  #run(operator: string, operands: Value[]): void {
    const last = operands.at(-1) ?? null;
    switch (operator) {
      case 'q': this.#save(); break;
      case 'Q': this.#restore(); break;
      case 'BT': this.#atText = this.#marks.length; break;
      case 'ET': this.#endText(); break;
      case 'BMC': this.#open(nameOf(last) ?? '', null); break;
      case 'BDC': this.#open(nameOf(operands[0] ?? null) ?? '', last); break;
      case 'EMC': this.#close(); break;
      case 'Tf': this.#state.font = this.file.dict(this.#resource('Font', operands[0])); break;
      case 'Tj': case '\'': case '"': this.#paint('text', bytesOf(last) ?? ''); break;
      case 'TJ': this.#paint('text', listOf(last).map(part => bytesOf(part) ?? '').join('')); break;
      case 'Do': this.#draw(this.#resource('XObject', last)); break;
      case 'sh': this.#paint('shading'); this.#resource('Shading', last); break;
      case 'gs': this.#resource('ExtGState', last); break;
      case 'cs': case 'CS': this.#space(nameOf(last) ?? ''); break;
      default:
        if (SPACES[operator]) this.content.colours.add(SPACES[operator]);
        else if (PATH.has(operator)) this.#paint('path');
        else this.file.faults.must(OTHERS.has(operator), 'operator that PDF does not have', pdfa('6.2.2'));
    }
  }

  #paint(kind: Painted['kind'], codes = ''): void {
    if (kind === 'text' && !codes) return;
    this.content.painted.push({ kind, codes, marks: [...this.#marks], font: this.#state.font });
  }

  #open(tag: string, given: Value): void {
    const properties = this.file.dict(nameOf(given) === undefined ? given : this.#resource('Properties', given));
    const mcid = numberOf(this.file.at(properties, 'MCID'));
    const mark = { tag, mcid, owner: this.owner, around: [...this.#marks] };
    this.#marks.push(mark);
    this.content.marks.push(mark);
  }

  #close(): void {
    const { faults } = this.file;
    if (this.#marks.length <= this.#outer) {
      faults.add('EMC without marked content', pdf('14.6'));
      return;
    }
    faults.must(this.#marks.length !== this.#atText,
      'marked content that ends inside a text object and began outside', pdf('14.6.1'));
    this.#marks.pop();
  }

  #endText(): void {
    this.file.faults.must((this.#atText ?? Infinity) >= this.#marks.length,
      'marked content that begins inside a text object and ends outside', pdf('14.6.1'));
    this.#atText = undefined;
  }

  #save(): void {
    this.#states.push({ ...this.#state });
    this.file.faults.must(this.#states.length <= DEEPEST_STATE, 'q nested deeper than 28', pdfa('6.1.13'));
  }

  #restore(): void {
    const state = this.#states.pop();
    if (state) this.#state = state;
    else this.file.faults.add('Q without q', pdf('8.4.2'));
  }

  #space(name: string): void {
    if (/^(Device(Gray|RGB|CMYK)|Pattern)$/.test(name)) this.content.colours.add(name);
    else this.#resource('ColorSpace', new Name(name));
  }

  #draw(object: Value): void {
    if (!(object instanceof Stream)) return;
    if (nameOf(this.file.at(object, 'Subtype')) !== 'Form') {
      this.#paint('image');
      return;
    }
    const owner = object.dict.has('StructParents') ? object.dict : this.owner;
    const resources = this.file.dict(object, 'Resources') ?? this.resources;
    new Reader(this.file, this.content, owner, resources, this.#marks).read(Buffer.from(this.file.data(object)).toString('latin1'));
  }

  #inline(lexer: Lexer): void {
    for (let value; (value = lexer.next()) !== undefined && !(value instanceof Operator && value.text === 'ID');) continue;
    if (!lexer.match(/[^]*?[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)/y)) this.file.faults.add('inline image without an end', pdf('8.9.7'));
    this.#paint('image');
  }

  #resource(kind: string, key: Value | undefined): Value {
    const name = nameOf(key ?? null) ?? '';
    const found = this.file.at(this.resources, kind, name);
    if (found === null) this.file.faults.add('name that Resources do not have', pdfa('6.2.2'));
    return found;
  }
}
