import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readOfficeFile } from '../../../src/import/formats/read.js';
import { finish } from '../../../src/print/finish.js';
import type { PrintFonts } from '../../../src/model/pdf.js';
import { refusal } from '../../support/office/read.js';
import { skiaPrint } from '../../support/skia.js';

const FONTS: PrintFonts = {
  names: () => ['Own-Regular'], wholeGlyph: (_, glyph) => glyph, covers: () => true, digit: () => ({ glyph: 0, width: 0 }),
  cut: () => ({ program: new Uint8Array(), places: new Map() }),
};
const print = async (...attachments: { name: string; bytes: Uint8Array }[]): Promise<Uint8Array> => {
  const page = { contents: ['/NonStruct <</MCID 0 >>BDC\nBT\n/F4 10 Tf\n1 0 0 -1 0 0 Tm\n<0041> Tj\nET\nEMC\n'], kids: '1000 0 R', more: { 1000: '<</S /P\n/Pg 10 0 R\n/K 0>>' } };
  return (await finish(skiaPrint(page), { title: '表', author: '甲', html: '', attachments }, FONTS)).bytes;
};

describe('a PDF', () => {
  test('of this program gives the YAML that it was printed from', async () => {
    const bytes = await print({ name: 'department.yaml', bytes: Buffer.from('名称: 甲') }, { name: '01-乙.yaml', bytes: Buffer.from('名称: 乙') });
    expect(await readOfficeFile('表.pdf', bytes)).toEqual({
      path: '表.pdf', grids: [], below: [], remarks: [],
      attached: [{ path: '01-乙.yaml', text: '名称: 乙' }, { path: 'department.yaml', text: '名称: 甲' }],
    });
  });

  test('of this program without YAML, or cut off, is refused', async () => {
    const whole = await print();
    expect(await refusal('表.pdf', whole)).toBe('表.pdf：这份 PDF 是本程序印的，但没有附 YAML。请用各单位、各项目自己的 PDF，或直接取 data/ 里的 YAML');
    expect(await refusal('表.pdf', whole.subarray(0, -100))).toContain('（文件不完整）');
  });

  test('of another program is refused, with the reason', async () => {
    const pdf = (...objects: string[]): Buffer => Buffer.from(`%PDF-1.7\n${objects.join('\n')}\nxref\n0 1\ntrailer\n<<>>\nstartxref\n${9 + objects.join('\n').length + 1}\n%%EOF`, 'latin1');
    const packed = deflateSync('<</Type/Font>>').toString('latin1');
    const scanned = '表.pdf：这份 PDF 里没有文字（不是本程序印的），多半是扫描件。请找原来的 Word 或 Excel 文件来导入；只有纸或扫描件的，请用 new 命令照着填';
    expect(await refusal('表.pdf', pdf('1 0 obj\n<</Type/XObject/Subtype/Image>>\nendobj'))).toBe(scanned);
    for (const object of ['1 0 obj\n<</Type/Font>>\nendobj', `1 0 obj\n<</Type/ObjStm>>\nstream\n${packed}\nendstream`]) {
      expect(await refusal('表.pdf', pdf(object))).toContain('PDF 只记每个字的位置，不记表格，照读会错位');
    }
    expect(await refusal('表.pdf', pdf('trailer<</Encrypt 5 0 R>>'))).toContain('这份 PDF 加了密，读不了');
  });
});
