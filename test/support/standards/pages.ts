import { pdf, pdfa } from './faults.js';
import type { PdfFile } from './file.js';
import { Dict, listOf, nameOf, numberOf, Stream, type Value } from './values.js';

export interface Page {
  dict: Dict;
  resources: Dict;
  content: string;
}

const BOXES = ['MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox'];

/** Returns the pages of the page tree and checks the tree and the boxes. */
export function readPages(file: PdfFile): Page[] {
  const pages: Page[] = [];
  const seen = new Set<Dict>();
  const walk = (value: Value, parent: Dict | undefined, inherited: Dict): number => {
    const node = file.dict(value);
    if (!node || seen.has(node)) {
      file.faults.add('page tree with a node that is missing or there twice', pdf('7.7.3'));
      return 0;
    }
    seen.add(node);
    file.faults.must(file.dict(node, 'Parent') === parent, 'page tree node with another parent', pdf('7.7.3'));
    const all = new Dict([...inherited, ...['Resources', 'MediaBox', 'CropBox', 'Rotate'].flatMap(
      key => node.has(key) ? [[key, node.get(key) ?? null] as const] : [])]);
    if (nameOf(file.at(node, 'Type')) === 'Page') {
      pages.push({ dict: node, resources: file.dict(all, 'Resources') ?? new Dict(), content: contentOf(file, node) });
      checkBoxes(file, new Dict([...all, ...node]));
      return 1;
    }
    const count = file.list(node, 'Kids').reduce<number>((sum, kid) => sum + walk(kid, node, all), 0);
    file.faults.must(file.at(node, 'Count') === count, 'page tree node with another Count', pdf('7.7.3'));
    return count;
  };
  walk(file.at(file.catalog, 'Pages'), undefined, new Dict());
  return pages;
}

/** Returns the streams of Contents as one; a token does not reach from one into the next. */
function contentOf(file: PdfFile, page: Dict): string {
  return file.list(page, 'Contents').map((value) => {
    const stream = file.resolve(value);
    return stream instanceof Stream ? Buffer.from(file.data(stream)).toString('latin1') : '';
  }).join('\n');
}

function checkBoxes(file: PdfFile, page: Dict): void {
  file.faults.must(page.has('MediaBox'), 'page without MediaBox', pdf('7.7.3.3'));
  for (const box of BOXES.filter(name => page.has(name))) {
    const [left, bottom, right, top] = listOf(file.at(page, box)).map(value => numberOf(file.resolve(value)) ?? NaN);
    const sides = [Number(right) - Number(left), Number(top) - Number(bottom)].map(Math.abs);
    file.faults.must(sides.every(side => side >= 3 && side <= 14400), 'page box out of limits', pdfa('6.1.13'));
  }
}
