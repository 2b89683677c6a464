import { expect, test } from 'vitest';
import { readOfficeFile } from '../../../src/import/formats/read.js';
import { cell, docx, paragraph, row, run, SPAN, table } from '../../support/office/word.js';
import { seeded } from '../../support/seeded.js';

/** Returns a document of elements nested at random, whose texts are all different, and these texts. */
function anyDocument(random: () => number): { body: string; words: string[] } {
  const words: string[] = [];
  const pick = <T>(...items: T[]): T => items[Math.floor(random() * items.length)] as T;
  const some = (make: () => string): string => Array.from({ length: 1 + Math.floor(random() * 3) }, make).join('');
  const word = (): string => `字${words.push(`字${words.length}。`) - 1}。`;
  const inline = (depth: number): string => {
    const inner = (): string => (depth > 0 ? some(() => inline(depth - 1)) : run(word()));
    return pick(
      () => run(word()), () => run(word(), pick('<w:vanish/>', '<w:strike/>', '<w:b/>', '<w:rFonts w:ascii="Symbol"/>')),
      () => `<w:ins>${inner()}</w:ins>`, () => `<w:del><w:r><w:delText>${word()}</w:delText></w:r></w:del>`, () => `<w:moveFrom>${inner()}</w:moveFrom>`,
      () => `<w:hyperlink>${inner()}</w:hyperlink>`, () => `<w:smartTag>${inner()}</w:smartTag>`, () => `<w:fldSimple w:instr="PAGE">${inner()}</w:fldSimple>`,
      () => `<w:sdt><w:sdtPr>${pick('', '<w:showingPlcHdr/>')}</w:sdtPr><w:sdtContent>${inner()}</w:sdtContent></w:sdt>`, () => `<w:unknown>${inner()}</w:unknown>`,
      () => `<w:r><w:ruby><w:rt>${run(word())}</w:rt><w:rubyBase>${run(word())}</w:rubyBase></w:ruby></w:r>`, () => `<m:oMath><m:r><m:t>${word()}</m:t></m:r></m:oMath>`,
      () => `<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>${depth > 0 ? blocks(depth - 1) : paragraph(run(word()))}</w:txbxContent></wps:txbx></mc:Choice></mc:AlternateContent></w:r>`,
    )();
  };
  const block = (depth: number): string => pick(
    () => paragraph(some(() => inline(depth))), () => `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${inline(depth)}</w:p>`,
    () => (depth > 0 ? anyTable(depth - 1) : paragraph(run(word()))), () => `<w:sdt><w:sdtContent>${paragraph(inline(depth))}</w:sdtContent></w:sdt>`,
    () => `<w:unknown>${paragraph(run(word()))}</w:unknown>`,
  )();
  const blocks = (depth: number): string => some(() => block(depth));
  const anyCell = (depth: number): string =>
    cell(blocks(depth), pick('', SPAN(2), '<w:vMerge w:val="restart"/>', '<w:vMerge/>', '<w:hMerge/>', '<w:vMerge/>' + SPAN(3)));
  const anyTable = (depth: number): string => table(...Array.from({ length: 3 }, () => pick(
    () => row(some(() => anyCell(depth))), () => `<w:tr><w:trPr><w:del/></w:trPr>${anyCell(depth)}</w:tr>`, () => `<w:customXml>${row(anyCell(depth))}</w:customXml>`,
  )()));
  return { body: some(() => block(2) + anyTable(2)), words };
}

test('every text of a document is in a cell, a paragraph or a remark, and cells do not overlap', async () => {
  let count = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const { body, words } = anyDocument(seeded(seed));
    const { grids, below, remarks } = await readOfficeFile('表.docx', docx(body));
    const places = [
      ...grids.flatMap(({ cells, above }) => [...above, ...cells.map(({ text }) => text)]), ...below,
      ...remarks.map(({ message }) => message),
    ].join('\n');
    expect(words.filter(word => !places.includes(word)), `seed ${seed}`).toEqual([]);
    count += words.length;
    for (const { table: number, cells, rows, columns } of grids) {
      const taken = cells.flatMap(({ row: top, column: left, rows: high, columns: wide }) => Array.from(
        { length: high * wide }, (_, index) => [top + Math.floor(index / wide), left + index % wide] as const,
      ));
      expect(new Set(taken.map(String)).size, `seed ${seed}, table ${number}`).toBe(taken.length);
      expect(taken.every(([at, across]) => at <= rows && across <= columns)).toBe(true);
    }
  }
  expect(count).toBeGreaterThan(2000);
});
