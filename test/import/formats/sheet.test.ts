import { describe, expect, test } from 'vitest';
import { readOfficeFile } from '../../../src/import/formats/read.js';
import type { OfficeFile } from '../../../src/import/grid.js';
import { cellsOf, remarksOf } from '../../support/office/read.js';
import { inline, number, SHEET_NAMES, type Workbook, xlsx } from '../../support/office/sheet.js';

const read = (book: Workbook): Promise<OfficeFile> => readOfficeFile('表.xlsx', xlsx(book));
/** Reads one sheet. */
const sheet = (content: string, book: Partial<Workbook> = {}): Promise<OfficeFile> => read({ sheets: [['表', content]], ...book });

describe('sheets of Excel', () => {
  test('have texts of their own, shared and rich ones, and places without names', async () => {
    const strings = ['<t>共享</t>', '<r><t>富</t></r><r><rPr/><t xml:space="preserve"> 文本</t></r><rPh><t>注音</t></rPh>', '<t>两_x000D_\n行</t>'];
    const shared = (index: number, name = ''): string => `<c ${name && `r="${name}"`} t="s"><v>${index}</v></c>`;
    const file = await sheet(`<row r="2">${shared(0, 'B2')}${shared(1)}</row><row>${shared(2)}${inline('D3', 'a&amp;b')}<c r="E3" t="str"><f>A1</f><v>串</v></c></row>`, { strings });
    expect(cellsOf(file)).toEqual(['2,2 共享', '2,3 富 文本', '3,1 两\n行', '3,4 a&b', '3,5 串']);
    expect(file.grids[0]).toMatchObject({ table: 1, sheet: '表', rows: 3, columns: 5, above: [] });
  });

  test('show numbers as their format does', async () => {
    const cases: (readonly [string | number, number | string, string])[] = [
      ['0%', 0.95, '95%'], ['0.00%', 0.9512, '95.12%'], ['#,##0.00_ ', 12345.6, '12,345.60'], ['"≥"0%', 0.95, '≥95%'], ['0"万元"', 8, '8万元'],
      [14, 45366, '2024/3/15'], [31, 45366, '2024年3月15日'], [57, 45366, '2024年3月'], ['yyyy"年"m"月"', 45366, '2024年3月'], ['[$-804]aaaa', 45366, '星期五'],
      ['h:mm', 0.5, '12:00'], ['_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 400.72, '400.72'], ['0.0_);\\(0.0\\)', -4, '(4.0)'],
      ['General', '0.30000000000000004', '0.3'], ['General', 5001062400001, '5001062400001'], ['General', 400.72, '400.72'], ['@', 20, '20'], ['G/通用格式', 5.5, '5.5'],
    ];
    const formats = cases.map(([format]) => format);
    const file = await sheet(cases.map(([, value], index) => `<row>${number(`A${index + 1}`, value, index + 1)}</row>`).join(''), { formats });
    expect(cellsOf(file)).toEqual(cases.map(([, , seen], index) => `${index + 1},1 ${seen}`));
    expect(file.remarks).toEqual([]);
  });

  test('count days from 1904 where they say so', async () => {
    const file = await sheet(number('A1', 43904, 1), { formats: [14], properties: 'date1904="1"' });
    expect(cellsOf(file)).toEqual(['1,1 2024/3/15']);
  });

  test('say which number is stored when another is seen', async () => {
    const formats = ['0.0', '0!.0,', ';;;', '[DBNum1]0', '[红]0', '# ?/?'];
    const file = await sheet([8.456, 12345, 7, 12, 3, 0.5].map((value, index) => `<row>${number(`A${index + 1}`, value, index + 1)}</row>`).join('') + '<row><c r="A7"><v>x</v></c></row>', { formats });
    expect(cellsOf(file)).toEqual(['1,1 8.5', '2,1 1.2', '4,1 12', '5,1 3', '6,1 1/2', '7,1 x']);
    expect(remarksOf(file)).toEqual([
      '1.1.1 看到的是“8.5”，存的数是 8.456，取了看到的', '1.2.1 看到的是“1.2”，存的数是 12345，取了看到的', '1.3.1 看到的是“”，存的数是 7，取了看到的',
      '1.4.1 数字格式“[DBNum1]0”认不出来，取了存的数 12，请对照原件', '1.5.1 数字格式“[红]0”认不出来，取了存的数 3，请对照原件',
      '1.6.1 看到的是“1/2”，存的数是 0.5，取了看到的', '1.7.1 “x”应是数字，照原样读',
    ]);
  });

  test('have formulas with the result of last time, or without one', async () => {
    const file = await sheet(`<row>${number('A1', 12, 0, 'SUM(B1:B9)')}<c r="B1"><f>[1]甲!A1</f></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="b"><v>1</v></c></row>`,
      { parts: { 'externalLinks/l.xml': ['externalLink', '<externalLink/>'] } });
    expect(cellsOf(file)).toEqual(['1,1 12', '1,3 #DIV/0!', '1,5 TRUE']);
    expect(remarksOf(file)).toEqual([
      '1 有 3 个公式，取的是上次算出的数：A1、C1、D1', '1.1.2 公式“=[1]甲!A1”没有存下算出的数，当作空的。请用 Excel 打开并保存后再导入',
      '1.1.3 公式出错：#DIV/0!', '有公式引用别的工作簿，没有去取，用的是上次存的数',
    ]);
  });

  test('have merged cells, cut to what has content; what they cover is reported', async () => {
    const merges = ['A1:C1', 'A2:A3', 'B2:B2', 'B3:XFD1048576', 'A3:B3'].map(ref => `<mergeCell ref="${ref}"/>`).join('');
    const file = await sheet(`<sheetData><row>${inline('A1', '题')}${inline('C1', '盖')}</row><row r="2">${inline('B2', '值')}</row><row r="3">${inline('B3', '大')}</row></sheetData><mergeCells>${merges}</mergeCells>`);
    expect(cellsOf(file)).toEqual(['1,1 1×3 题', '2,1 2×1 ', '2,2 值', '3,2 1×2 大']);
    expect(file.grids[0]).toMatchObject({ rows: 3, columns: 3 });
    expect(remarksOf(file)).toEqual(['1.1.3 合并单元格盖住的文字“盖”没有算进来', '1.3.1 合并单元格 A3 与另一个重叠，没有照做']);
  });

  test('keep hidden rows, columns and sheets, marked', async () => {
    const rows = `<row r="1">${inline('A1', '见')}${inline('C1', '列')}</row><row r="2" hidden="1">${inline('A2', '行')}</row><row r="3" hidden="1"/>`;
    const file = await read({ sheets: [['一', `<cols><col min="3" max="4" hidden="1"/></cols><sheetData>${rows}</sheetData>`], ['二', `<row>${inline('A1', '藏')}</row>`, 'veryHidden'], ['三', '']] });
    expect(file.grids.map(({ sheet: name, cells }) => [name, ...cells.map(({ text, hidden }) => text + (hidden ? '（藏）' : ''))])).toEqual([
      ['一', '见', '列（藏）', '行（藏）'], ['二', '藏（藏）'], ['三'],
    ]);
    expect(remarksOf(file)).toEqual([
      '1 隐藏的行里有内容，照读并标出：第 2 行', '1 隐藏的列里有内容，照读并标出：C 列', '2 工作表“二”是隐藏的，照读并标出', '3 这个表是空的',
    ]);
  });

  test('have comments, text boxes, pictures, headers and links beside their cells', async () => {
    const relations = (list: string): string => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`;
    const relation = (type: string, target: string, mode = ''): string => `<Relationship Id="${target}" Type="x/${type}" Target="${target}" ${mode}/>`;
    const file = await sheet(`<sheetData><row>${inline('A1', '甲')}</row></sheetData><headerFooter><oddHeader>&amp;C&amp;"宋体"&amp;12附件2</oddHeader><oddFooter>第 &amp;P 页</oddFooter></headerFooter>`, { further: {
      'xl/_rels/sheet1.xml.rels': relations(relation('comments', 'comments1.xml') + relation('drawing', 'drawings/d.xml') + relation('hyperlink', 'http://甲', 'TargetMode="External"') + relation('oleObject', 'http://乙', 'TargetMode="External"')),
      'xl/comments1.xml': `<comments ${SHEET_NAMES}><authors><author>张三</author></authors><commentList><comment ref="B3" authorId="0"><text><r><t>请</t></r><r><t>核实</t></r></text></comment></commentList></comments>`,
      'xl/drawings/d.xml': '<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:q="http://schemas.openxmlformats.org/drawingml/2006/main"><d:twoCellAnchor><d:from><d:col>1</d:col><d:row>4</d:row></d:from><d:sp><d:txBody><q:p><q:r><q:t>框中</q:t></q:r></q:p></d:txBody></d:sp></d:twoCellAnchor><d:oneCellAnchor><d:pic/></d:oneCellAnchor></d:wsDr>',
    } });
    expect(remarksOf(file)).toEqual([
      '1 页眉或页脚里的文字没有算进来：“附件2”', '1.3.2 批注（张三）：请核实', '1.5.2 文本框里的文字没有算进来：“框中”', '1 有图片，没有读', '1 引用了外面的内容（oleObject：http://乙），没有去取',
    ]);
  });

  test('have two cells of one name, or a text that is missing', async () => {
    const file = await sheet(`<row>${inline('A1', '甲')}${inline('A1', '乙')}<c r="B1" t="s"><v>7</v></c></row>`);
    expect(cellsOf(file)).toEqual(['1,1 甲']);
    expect(remarksOf(file)).toEqual(['1.1.1 文件里有两个 A1，这一个没有算进来：“乙”', '1.1.2 这一格的文字（第 7 条）在文件里找不到，请对照原件']);
  });
});
