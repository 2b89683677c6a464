import { describe, expect, test } from 'vitest';
import { readOfficeFile } from '../../../src/import/formats/read.js';
import { cellsOf, refusal, remarksOf } from '../../support/office/read.js';
import { inline, SHEET_NAMES, xlsx } from '../../support/office/sheet.js';
import { docx, paragraph, row, run, table, text, wordFiles } from '../../support/office/word.js';
import { type Lie, zipOf } from '../../support/office/zip.js';

const OLE = Buffer.from([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
const ole = (stream: string): Buffer => Buffer.concat([OLE, Buffer.alloc(504), Buffer.from(stream, 'utf16le'), Buffer.alloc(64)]);
const whole = docx(table(row(text('甲'))));
/** A place in the packed bytes of the main part. */
const inDocument = whole.indexOf('word/document.xml') + 40;
const zip = (name: string, content: string): Buffer => zipOf([...wordFiles(''), [name, content]]);
/** A document whose main part has these bytes, and lies of the archive about it. */
const main = (content: string, lie: Lie = {}): Buffer => {
  const files = wordFiles('');
  files.set('word/document.xml', content);
  return zipOf(files, { 'word/document.xml': lie });
};

describe('a file is refused with the reason', () => {
  test.each([
    ['表.docx', Buffer.alloc(0), '文件是空的'],
    ['表.docx', ole('EncryptedPackage'), '文件加了打开密码，读不了。请用密码打开，取消密码后另存一份再导入'],
    ['表.docx', ole('WordDocument'), '这是旧版 Word（.doc）或 WPS 文字的文件。请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再导入（只改后缀没有用）'],
    ['表.xlsx', ole('Workbook'), '这是旧版 Excel（.xls）或 WPS 表格的文件。请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再导入（只改后缀没有用）'],
    ['表.docx', whole.subarray(0, 300), '文件已损坏（压缩包不完整）'],
    ['表.docx', Buffer.from(whole).fill(0xFF, inDocument, inDocument + 30), '文件已损坏（word/document.xml 解压不了）'],
    ['表.docx', main('<w:document>'), '文件已损坏（word/document.xml 不是完整的 XML）'],
    ['表.docx', main('<a/>'), '文件已损坏（word/document.xml 里没有正文）'],
    ['表.docx', main('<a/>', { crc: 1 }), '文件已损坏（word/document.xml 的校验和不符）'],
    ['表.docx', main('<a/>', { size: 3 }), '文件已损坏（word/document.xml 解压不了）'],
    ['表.docx', main('<a/>', { flags: 1 }), '压缩包加了密码，读不了'],
    ['表.docx', zip('word/document.xml', '<a/>'), '文件已损坏（有两个 word/document.xml）'],
    ['表.docx', zip('../x', ''), '文件已损坏（压缩包的目录读不了）'],
    ['表.xlsb', zipOf([['xl/workbook.bin', ''], ['_rels/.rels', '<r xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.bin"/></r>']]), '这是二进制的 Excel 工作簿（.xlsb）'],
    ['表.odt', zipOf([['content.xml', '']]), '这是 OpenDocument 文件（.odt、.ods）'],
    ['表.zip', zipOf([['甲.docx', '']]), '这是压缩包。请先解压，再导入里面的文件'],
    ['表.rar', Buffer.from('Rar!\x1A\x07'), '这是压缩包，读不了。请先解压，再导入里面的文件'],
    ['表.doc', Buffer.from('{\\rtf1\\ansi}'), '这是 RTF 文件，读不了'],
    ['表.jpg', Buffer.from([0xFF, 0xD8, 0xFF, 0xE0]), '这是图片，读不了。图片里的字读不了，请找原来的 Word 或 Excel 文件'],
    ['表.doc', Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/related'), '这是“单个文件网页”（.mht）'],
    ['表.xls', Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'), '这是 Office 的 XML 文件'],
    ['表.csv', Buffer.from('甲,乙'), 'csv 文件不能导入。请用 Excel 打开，另存为 .xlsx 后再导入'],
    ['表.txt', Buffer.from([0, 1, 2, 0xFF, 0, 0xFF]), '文件已损坏（不是文字，也不是认得的格式）'],
    ['表.txt', Buffer.from('甲\0乙'), '文件已损坏（不是文字，也不是认得的格式）'],
  ])('%s %#', async (path, bytes, reason) => {
    expect(await refusal(path, bytes)).toContain(`${path}：${reason}`);
  });

  test('and without a name that commands a terminal', async () => {
    expect(await refusal('\u001B[2J.docx', Buffer.alloc(0))).toBe('\\u001B[2J.docx：文件是空的。请向提供文件的人再要一份');
  });
});

describe('a hostile file', () => {
  test('with a DTD is refused, and no entity is expanded or fetched', async () => {
    const dtd = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>';
    expect(await refusal('表.docx', main(dtd))).toContain('表.docx：word/document.xml 里有 DTD（可引用外部文件），Office 文件不会有，拒绝读取');
    expect(await refusal('表.docx', main('<w>&x;</w>'))).toContain('word/document.xml 不是完整的 XML');
  });

  test('has external references reported and not followed', async () => {
    const file = await readOfficeFile('表.docx', docx(paragraph(run('甲')), {
      a: ['attachedTemplate', { outside: 'http://甲/x.dotm' }], b: ['image', { outside: 'file:///etc/passwd' }], c: ['hyperlink', { outside: 'http://乙' }],
      d: ['aFChunk', '<html/>'],
    }));
    expect(remarksOf(file)).toEqual([
      '文件引用了外面的内容（attachedTemplate：http://甲/x.dotm），没有去取', '文件引用了外面的内容（image：file:///etc/passwd），没有去取',
      '文件里嵌了另一份文档（word/d），没有读，请单独导入', '有 1 个超链接，只取了文字',
    ]);
  });

  test('has macros reported and not run, under its own name or another', async () => {
    const word = docx(paragraph(run('甲')), {}, { 'word/vbaProject.bin': 'x' });
    const sheet = xlsx({ sheets: [['表', `<row>${inline('A1', '甲')}</row>`]], further: { 'xl/vbaProject.bin': 'x' } });
    expect(remarksOf(await readOfficeFile('表.docm', word))).toEqual(['文件里有宏，没有运行，也没有读']);
    expect(remarksOf(await readOfficeFile('表.doc', word))).toEqual(['文件的内容是Word 文档（.docx），后缀却不是，按内容读', '文件里有宏，没有运行，也没有读']);
    expect(remarksOf(await readOfficeFile('表.xlsm', sheet))).toEqual(['文件里有宏，没有运行，也没有读']);
  });

  test('that unpacks to much more is refused before it is unpacked', async () => {
    expect(await refusal('表.docx', main('x'.repeat(8 * 1024 * 1024)))).toBe(
      '表.docx：文件超出导入的上限（word/document.xml 从 1 MB 解压成 8 MB，像“压缩炸弹”）。绩效表远小于这个上限。请把要导入的表单独存成一个文件再试');
    expect(await refusal('表.docx', main('<a/>', { size: 0xF0000000 }))).toContain('word/document.xml 解压后有 3840 MB');
    const bomb = docx(paragraph(run('甲')), {}, { 'word/media/a.png': 'x'.repeat(8 * 1024 * 1024) });
    expect((await readOfficeFile('表.docx', bomb)).below).toEqual(['甲']); // nobody unpacks it
  });

  test('with 10,000 entries is refused', async () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => [`word/${index}`, ''] as const);
    expect(await refusal('表.docx', zipOf(entries))).toContain('里面有 10000 个文件，最多 4096 个');
  });

  test('with elements nested without end is refused', async () => {
    expect(await refusal('表.docx', main('<a>'.repeat(100_000)))).toContain('word/document.xml 的元素套了 256 层以上');
  });

  test('with merged cells without end, or cells outside of the sheet, is refused', async () => {
    const book = (content: string): Buffer => xlsx({ sheets: [['表', content]] });
    const corner = `<sheetData><row>${inline('A1', '甲')}${inline('XFD1', '乙')}</row><row r="900">${inline('A900', '丙')}</row></sheetData>`;
    expect(await refusal('表.xlsx', book(`${corner}<mergeCells><mergeCell ref="B2:XFD900"/></mergeCells>`))).toContain('合并单元格盖住 1000000 格以上');
    expect(await refusal('表.xlsx', book('<row><c r="XFE1"><v>1</v></c></row>'))).toContain('xl/sheet1.xml 里没有叫 XFE1 的单元格');
    expect(await refusal('表.xlsx', book('<row r="9999999"/>'))).toContain('xl/sheet1.xml 里没有第 9999999 行');
    expect(await refusal('表.xlsx', book('<cols><col min="1" max="99999" hidden="1"/></cols>'))).toContain('xl/sheet1.xml 里的列 1–99999 不对');
  });

  test('has words that every object knows', async () => {
    const file = await readOfficeFile('表.docx', docx(table(row(text('constructor'), text('__proto__')))));
    expect(cellsOf(file)).toEqual(['1,1 constructor', '1,2 __proto__']);
    expect(await refusal('表.docx', main(`<__proto__ ${SHEET_NAMES} __proto__="x"/>`))).toContain('里没有正文');
  });
});

describe('a large file', () => {
  test('of text is refused above a limit', async () => {
    expect(await refusal('表.txt', Buffer.from('\n'.repeat(1_000_001)))).toContain('文字有 1000000 行以上');
    expect(await refusal('表.txt', Buffer.from('|'.repeat(1_000_003)))).toContain('表有 1000000 格以上');
  });

  test('of 200 forms gives all of them', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => row(text('产出指标'), text('数量指标'), text(`指标 ${index}`), text('≥95%')));
    const form = paragraph(run('项目支出绩效目标表')) + table(row(text('项目名称'), text('甲')), ...rows);
    const used = process.cpuUsage();
    const file = await readOfficeFile('表.docx', docx(form.repeat(200)));
    const { user, system } = process.cpuUsage(used);
    expect(file.grids).toHaveLength(200);
    expect(file.grids.every(({ rows: count, above }) => count === 31 && above[0] === '项目支出绩效目标表')).toBe(true);
    expect((user + system) / 1e6).toBeLessThan(5);
  });

  test('of formatted rows only is an empty sheet', async () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => `<row r="${index + 1}" s="1" customFormat="1"><c r="A${index + 1}" s="1"/></row>`);
    const file = await readOfficeFile('表.xlsx', xlsx({ sheets: [['表', rows.join('')]] }));
    expect(file.grids[0]).toMatchObject({ rows: 0, columns: 0, cells: [] });
  });
});
