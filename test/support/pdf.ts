import * as mupdf from 'mupdf';
import { PNG } from 'pngjs';

interface Block {
  type: string;
  raw?: string;
  contents?: Block[];
  lines?: { text: string }[];
}

interface OutlineItem {
  title?: string | undefined;
  page?: number | undefined;
  down?: OutlineItem[] | undefined;
}

export interface Tagged {
  /** Structure type: H1, TH, TD, P … */
  tag: string;
  /** The text in it that is in no tag below that has a meaning of its own. */
  text: string;
}

/** A PDF as a reader sees it. */
export class Pdf {
  readonly document: mupdf.PDFDocument;

  constructor(readonly bytes: Uint8Array) {
    const document: unknown = mupdf.Document.openDocument(bytes, 'application/pdf');
    this.document = document as mupdf.PDFDocument;
  }

  get pages(): number {
    return this.document.countPages();
  }

  info(key: 'Title' | 'Author' | 'Creator' | 'Producer' | 'CreationDate'): string | undefined {
    return this.document.getMetaData(`info:${key}`);
  }

  catalog(...path: string[]): mupdf.PDFObject {
    return this.document.getTrailer().get('Root', ...path);
  }

  /** The text of a page in reading order, without line breaks and blanks. */
  text(page: number): string {
    return this.document.loadPage(page).toStructuredText('').asText().replace(/\s/g, '');
  }

  /** The tagged text of all pages in reading order; grouping tags are passed through. */
  tagged(): Tagged[] {
    const found: Tagged[] = [];
    for (let page = 0; page < this.pages; page += 1) {
      const json = this.document.loadPage(page).toStructuredText('structured').asJSON(1);
      collect((JSON.parse(json) as { blocks: Block[] }).blocks, '', found);
    }
    return found;
  }

  outline(): { title: string; page: number; depth: number }[] {
    const flat: { title: string; page: number; depth: number }[] = [];
    const walk = (items: OutlineItem[] | null | undefined, depth: number): void => {
      for (const { title, page, down } of items ?? []) {
        flat.push({ title: title ?? '', page: page ?? -1, depth });
        walk(down, depth + 1);
      }
    };
    walk(this.document.loadOutline(), 0);
    return flat;
  }

  /** Subtype and name of every font. */
  fonts(): { subtype: string; name: string; embedded: boolean }[] {
    const fonts = [];
    for (let i = 1; i < this.document.countObjects(); i += 1) {
      const object = this.document.newIndirect(i).resolve();
      if (!object.isDictionary() || object.get('Type').asName() !== 'Font') continue;
      const subtype = object.get('Subtype').asName();
      const descendant = subtype === 'Type0' ? object.get('DescendantFonts', 0) : object;
      const embedded = !descendant.get('FontDescriptor', 'FontFile2').isNull();
      fonts.push({ subtype, name: object.get('BaseFont').asName(), embedded });
    }
    return fonts;
  }

  attachments(): Record<string, string> {
    const files = Object.entries(this.document.getEmbeddedFiles());
    return Object.fromEntries(
      files.map(([name, file]) => [name, this.document.getEmbeddedFileContents(file)?.asString() ?? '']),
    );
  }

  /**
   * A page as a picture.
   *
   * @param scale pixels per point
   * @param box the part to show, in pixels: left, top, right, bottom; without it the whole page
   */
  picture(page: number, scale: number, box?: readonly number[]): PNG {
    const matrix = mupdf.Matrix.scale(scale, scale);
    const shown = this.document.loadPage(page);
    const bounds = box?.map(Math.round) ?? mupdf.Rect.transform(shown.getBounds(), matrix).map(Math.ceil);
    const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, bounds as mupdf.Rect, true);
    pixmap.clear(255);
    const device = new mupdf.DrawDevice(mupdf.Matrix.identity, pixmap);
    shown.run(device, matrix);
    device.close();
    const picture = new PNG({ width: pixmap.getWidth(), height: pixmap.getHeight() });
    picture.data.set(pixmap.getPixels());
    return picture;
  }
}

const MEANINGFUL = new Set(['H1', 'H2', 'H3', 'P', 'TH', 'TD', 'Link', 'Caption']);

function collect(blocks: readonly Block[], tag: string, found: Tagged[]): void {
  for (const block of blocks) {
    if (block.type === 'text') {
      const text = (block.lines ?? []).map(line => line.text).join('').trim();
      const last = found.at(-1);
      if (text && tag) {
        if (last && last.tag === tag && open.has(last)) last.text += text;
        else found.push({ tag, text });
      }
    } else if (block.raw && MEANINGFUL.has(block.raw)) {
      const element: Tagged = { tag: block.raw, text: '' };
      open.add(element);
      found.push(element);
      collect(block.contents ?? [], block.raw, found);
      open.delete(element);
    } else {
      collect(block.contents ?? [], tag, found);
    }
  }
}

const open = new Set<Tagged>();
