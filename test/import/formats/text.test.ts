import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OfficeFile } from '../../../src/import/grid.js';
import { readOfficeFile } from '../../../src/import/formats/read.js';
import { cellsOf, remarksOf } from '../../support/office/read.js';
import { sourceForms } from '../../support/source-forms.js';

const read = (text: string | Uint8Array): Promise<OfficeFile> => readOfficeFile('表.txt', Buffer.from(text as string));

describe('a text', () => {
  test('has one cell a line, whose row is the line', async () => {
    const file = await read('\t项目名称\n\n\t\n\t第一段\n第二段\n\t 末 ');
    expect(cellsOf(file)).toEqual(['1,1 项目名称', '3,1 ', '4,1 第一段\n第二段', '6,1  末 ']);
    expect(file.grids[0]).toMatchObject({ rows: 6, columns: 1 });
    expect(cellsOf(await read(`${'\t值\n'.repeat(20)}\t有\t制表符`)).at(-1)).toBe('21,1 有\t制表符');
    expect(cellsOf(await read('甲\r\n乙\r丙'))).toEqual(['1,1 甲', '2,1 乙', '3,1 丙']);
  });

  test('gives every cell of the real source', async () => {
    const file = await read(readFileSync(new URL('../../fixtures/shapingba-2024.txt', import.meta.url)));
    const cells = file.grids[0]?.cells.map(({ text }) => text.trim()).filter(Boolean);
    expect(cells).toEqual(sourceForms().flat());
    expect(cells?.length).toBeGreaterThan(500);
  });

  test('has columns between tabs, and lines in quotes as a spreadsheet copies them', async () => {
    const file = await read('申报表\n单位：万元\n名称\t值\n\n"两\n行 ""引"""\t≥95%\n\t空\n说明\n另一\t表');
    expect([cellsOf(file), cellsOf(file, 2)]).toEqual([
      ['1,1 名称', '1,2 值', '2,1 两\n行 "引"', '2,2 ≥95%', '3,1 ', '3,2 空'], ['1,1 另一', '1,2 表'],
    ]);
    expect(file.grids.map(({ above }) => above)).toEqual([['申报表', '单位：万元'], ['说明']]);
  });

  test('has columns between bars, without the rule below the header', async () => {
    const file = await read('| 名称 | 值 |\n|---|:--:|\n| 里程 | ≥95% |\n| | 空 |\n后');
    expect(cellsOf(file)).toEqual(['1,1 名称', '1,2 值', '2,1 里程', '2,2 ≥95%', '3,1 ', '3,2 空']);
    expect(file.below).toEqual(['后']);
  });

  test('may be in GBK or UTF-16, with a mark or without', async () => {
    const gbk = Buffer.from([0xBC, 0xA8, 0xD0, 0xA7, 0x0A, 0xA1, 0xDD, 0x39, 0x35, 0x25]); // 绩效, ≥95%
    const utf16 = Buffer.from('\uFEFF绩效\n≥95%', 'utf16le');
    const files = [gbk, utf16, Buffer.from(utf16).swap16(), utf16.subarray(2), Buffer.from('\uFEFF绩效\n≥95%')];
    const decoded = await Promise.all(files.map(read));
    const results = decoded.map(file => [...cellsOf(file), ...remarksOf(file)]);
    expect(results.map(([first, second]) => [first, second])).toEqual(files.map(() => ['1,1 绩效', '2,1 ≥95%']));
    expect(results.map(([, , remark]) => remark)).toEqual([
      '文件的编码按 GBK 读', '文件的编码按 UTF-16 读', '文件的编码按 UTF-16 读', '文件的编码按 UTF-16 读', undefined,
    ]);
  });
});
