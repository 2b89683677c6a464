import { childOf, elementsOf, textOf, type XmlElement } from '../xml.js';
import { type Context, unwrapped } from './context.js';
import { fieldText, reportField } from './fields.js';
import { mathText } from './math.js';
import { plainText } from './notes.js';
import { PICTURE_FONT, pictured } from './symbols.js';

export interface ReadParagraph {
  text: string;
  /** Its end is deleted by a change that is tracked: the next paragraph goes on in it. */
  goesOn: boolean;
  /** `w:txbxContent` of text boxes that hang on it. */
  boxes: XmlElement[];
}

/** The properties of a run that matter for what is read. */
interface Look {
  isHidden: boolean;
  isStruck: boolean;
  font: string;
}

const PLAIN: Look = { isHidden: false, isStruck: false, font: '' };

/** Returns the text of a paragraph as a person sees it in Word, with all tracked changes accepted. */
export function readParagraph(paragraph: XmlElement, context: Context): ReadParagraph {
  const properties = childOf(paragraph, 'w:pPr');
  const mark = properties && childOf(properties, 'w:rPr');
  const reader = new Reader(context);
  reader.walk(paragraph, PLAIN);
  reader.endField();
  const number = context.numbering.next(properties) ?? '';
  if (number) context.findings.numbers.push(number);
  return {
    text: number + reader.text,
    goesOn: mark !== undefined && ['w:del', 'w:moveFrom'].some(name => childOf(mark, name)),
    boxes: reader.boxes,
  };
}

class Reader {
  text = '';
  readonly boxes: XmlElement[] = [];
  private instruction = '';

  constructor(private readonly context: Context) {}

  /** Reads what is in an element; one that is not known is read like its content, so that no text is lost. */
  walk(element: XmlElement, look: Look): void {
    for (const child of unwrapped(element, this.context)) this.read(child, look);
  }

  endField(): void {
    if (this.instruction) reportField(this.instruction, this.context.findings);
    this.instruction = '';
  }

  private read(element: XmlElement, look: Look): void {
    const { name, attributes } = element;
    const { findings, notes, unfilled } = this.context;
    switch (name) {
      case 'w:t':
        if (unfilled.has(element)) findings.placeholders.push(textOf(element));
        else this.add(textOf(element), look);
        break;
      case 'w:r': this.run(element, look); break;
      case 'w:tab': case 'w:ptab': this.add('\t', look); break;
      case 'w:br': case 'w:cr': this.add('\n', look); break;
      case 'w:noBreakHyphen': this.add('-', look); break;
      case 'w:sym': this.add(character(attributes['w:char']), { ...look, font: attributes['w:font'] ?? '' }); break;
      case 'w:pPr': case 'w:rPr': case 'w:softHyphen': case 'w:delInstrText': case 'mc:Fallback': break;
      case 'mc:AlternateContent': this.alternatives(element, look); break;
      case 'w:del': case 'w:moveFrom': findings.deleted.push(plainText(element)); break;
      case 'w:ins': case 'w:moveTo': this.inserted(element, look); break;
      case 'w:ruby': this.ruby(element, look); break;
      case 'w:instrText': this.instruction += textOf(element); break;
      case 'w:fldSimple':
        reportField(attributes['w:instr'] ?? '', findings);
        this.walk(element, look);
        break;
      case 'w:fldChar':
        this.endField();
        this.add(fieldText(element), look);
        break;
      case 'm:oMath':
        findings.others.push('有数学公式，只取了它的文字，请对照原件');
        this.add(mathText(element), look);
        break;
      case 'w:footnoteReference': this.note('脚注：', notes.footnotes, attributes['w:id']); break;
      case 'w:endnoteReference': this.note('尾注：', notes.endnotes, attributes['w:id']); break;
      case 'w:commentReference': this.note('', notes.comments, attributes['w:id']); break;
      case 'w:txbxContent': this.boxes.push(element); break;
      case 'pic:pic': case 'v:imagedata': findings.pictures += 1; break;
      case 'c:chart': case 'dgm:relIds': case 'o:OLEObject': findings.objects += 1; break;
      case 'v:textpath': findings.others.push(`艺术字“${attributes['string'] ?? ''}”没有算进来`); break;
      case 'w:object': // its picture is only how it looks
        for (const child of elementsOf(element)) if (child.name === 'o:OLEObject') this.read(child, look);
        break;
      default: this.walk(element, look);
    }
  }

  private run(run: XmlElement, outer: Look): void {
    const properties = childOf(run, 'w:rPr');
    if (!properties) {
      this.walk(run, outer);
      return;
    }
    const is = (name: string): boolean => {
      const property = childOf(properties, name);
      return property !== undefined && !/^(0|false|off)$/.test(property.attributes['w:val'] ?? '');
    };
    const font = childOf(properties, 'w:rFonts')?.attributes['w:ascii'] ?? '';
    const inserted = childOf(properties, 'w:ins'); // a run may say itself that it is inserted
    const isStruck = outer.isStruck || is('w:strike') || is('w:dstrike');
    const look = { isHidden: outer.isHidden || is('w:vanish'), isStruck, font };
    if (inserted) this.inserted(run, look);
    else this.walk(run, look);
  }

  private add(text: string, { isHidden, isStruck, font }: Look): void {
    if (text === '') return;
    const { findings } = this.context;
    const seen = PICTURE_FONT.test(font) || /[\uF000-\uF0FF]/.test(text) ? this.pictures(text, font || 'Symbol') : text;
    if (isHidden) {
      findings.hidden.push(seen);
      return;
    }
    if (isStruck) findings.struck.push(seen);
    this.text += seen;
  }

  /** Returns a text in a font whose letters are pictures. What is not known stays as it is, and is reported. */
  private pictures(text: string, font: string): string {
    return [...text].map((character) => {
      const code = character.charCodeAt(0);
      if (code < 0x21) return character;
      const known = pictured(font, code);
      const hex = code.toString(16).toUpperCase();
      this.context.findings.others.push(known === undefined
        ? `字体 ${font} 的符号（编码 ${hex}）认不出来，请对照原件改正`
        : `字体 ${font} 的符号（编码 ${hex}）读作“${known}”`);
      return known ?? character;
    }).join('');
  }

  private alternatives(element: XmlElement, look: Look): void {
    const chosen = childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback');
    if (chosen) this.walk(chosen, look);
  }

  private inserted(element: XmlElement, look: Look): void {
    const start = this.text.length;
    this.walk(element, look);
    this.context.findings.inserted.push(this.text.slice(start));
  }

  /** The reading of a character stands above it. */
  private ruby(element: XmlElement, look: Look): void {
    const [base, above] = ['w:rubyBase', 'w:rt'].map(name => childOf(element, name));
    if (above) this.context.findings.others.push(`注音“${plainText(above)}”没有算进来`);
    if (base) this.walk(base, look);
  }

  private note(prefix: string, texts: Map<string, string>, id = ''): void {
    const text = texts.get(id);
    if (text === undefined) return;
    this.context.findings.others.push(prefix + text);
    texts.delete(id);
  }
}

/** Returns the character of a hexadecimal code. */
function character(code = ''): string {
  return String.fromCharCode(parseInt(code, 16) || 0xFFFD);
}
