import { deflateSync } from 'node:zlib';

/** An object of a file: its text, or the text of its dictionary without Length and its data, which is compressed. */
export type SkiaObject = string | [entries: string, data: string | Uint8Array];

/** Writes objects as Skia does: each with a number, one after the other, and a table at the end. */
export function skiaFile(objects: Record<number, SkiaObject>, root = 1): Buffer {
  const chunks = [Buffer.from('%PDF-1.4\n%\xD3\xEB\xE9\xE1\n', 'latin1')];
  const offsets: string[] = [];
  for (const [number, object] of Object.entries(objects)) {
    offsets.push(`${String(Buffer.concat(chunks).length).padStart(10, '0')} 00000 n \n`);
    if (typeof object === 'string') chunks.push(Buffer.from(`${number} 0 obj\n${object}\nendobj\n`, 'latin1'));
    else {
      const data = deflateSync(typeof object[1] === 'string' ? Buffer.from(object[1], 'latin1') : object[1]);
      const dictionary = `<</Filter /FlateDecode\n${object[0]}/Length ${data.length}>> stream\n`;
      chunks.push(Buffer.from(`${number} 0 obj\n${dictionary}`, 'latin1'), data, Buffer.from('\nendstream\nendobj\n'));
    }
  }
  const size = offsets.length + 1;
  chunks.push(Buffer.from([
    `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`,
    `trailer\n<</Size ${size}\n/Root ${root} 0 R>>\nstartxref\n${Buffer.concat(chunks).length}\n%%EOF\n`,
  ].join('')));
  return Buffer.concat(chunks);
}

/** The details in which prints of {@link skiaPrint} may differ. */
export interface SkiaPrint {
  /** The content of each page. */
  contents?: string[];
  /** Fonts by resource name, with their PostScript names; their glyph `n` has the text of the code point `n`. */
  fonts?: [name: string, postScriptName: string][];
  /** The kids of the structure's root element, as text; `$0` is the first page. */
  kids?: string;
  /** Further entries of the catalog, and of the resources of each page. */
  catalog?: string;
  resources?: string;
  /** Objects from number 1000 on, or in place of others. */
  more?: Record<number, SkiaObject>;
}

const page = (index: number): number => 10 + index;

/** Writes a print as Chromium does. Object 1 is the catalog; see {@link page} for pages. */
export function skiaPrint({
  contents = [''], fonts = [['F4', 'Own-Regular']], kids = '', catalog = '', resources = '', more = {},
}: SkiaPrint = {}): Buffer {
  const named = fonts.map(([name], index) => `/${name} ${600 + 10 * index} 0 R`).join('\n');
  const objects: Record<number, SkiaObject> = {
    1: `<</Type /Catalog\n/Pages 2 0 R\n/StructTreeRoot 3 0 R${catalog}>>`,
    2: `<</Type /Pages\n/Count ${contents.length}\n/Kids [${contents.map((_, index) => `${page(index)} 0 R`).join(' ')}]>>`,
    3: '<</Type /StructTreeRoot\n/K 4 0 R>>',
    4: `<</Type /StructElem\n/S /Document\n/P 3 0 R\n/K [${kids.replace(/\$(\d)/g, (_, index: string) => `${page(Number(index))} 0 R`)}]>>`,
  };
  for (const [index, content] of contents.entries()) {
    objects[page(index)] = `<</Type /Page\n/Resources <</ProcSet [/PDF /Text]\n/Font <<${named}>>${resources}>>\n` +
      `/MediaBox [0 0 594.95996 841.91998]\n/Contents ${300 + index} 0 R\n/Parent 2 0 R>>`;
    objects[300 + index] = ['', content];
  }
  for (const [index, [, postScriptName]] of fonts.entries()) {
    const number = 600 + 10 * index;
    objects[number] = `<</Type /Font\n/Subtype /Type0\n/BaseFont /AAAAAA+${postScriptName}\n/Encoding /Identity-H\n` +
      `/DescendantFonts [${number + 1} 0 R]\n/ToUnicode ${number + 3} 0 R>>`;
    objects[number + 1] = `<</Type /Font\n/Subtype /CIDFontType2\n/BaseFont /AAAAAA+${postScriptName}\n` +
      `/FontDescriptor ${number + 2} 0 R\n/DW 1000\n/W [48 [500 510] 65 70 600]>>`;
    objects[number + 2] = `<</Type /FontDescriptor\n/FontName /AAAAAA+${postScriptName}\n/Flags 4\n` +
      `/FontBBox [-100 -200 1000 900]\n/FontFile2 ${number + 4} 0 R>>`;
    objects[number + 3] = ['', '1 beginbfrange\n<0001> <01FF> <0001>\nendbfrange\n'];
    objects[number + 4] = ['/Length1 4\n', 'font'];
  }
  return skiaFile({ ...objects, ...more });
}
