import { describe, expect, test } from 'vitest';
import type { OfficeFile } from '../../../src/import/grid.js';
import { readOfficeFile } from '../../../src/import/formats/read.js';
import { cellsOf, remarksOf } from '../../support/office/read.js';
import { BEGINS, cell, docx, GOES_ON, paragraph, row, run, SPAN, table, text, wordPart } from '../../support/office/word.js';

const read = (...of: Parameters<typeof docx>): Promise<OfficeFile> => readOfficeFile('表.docx', docx(...of));
/** Reads one cell. */
const one = async (...content: string[]): Promise<[string[], string[]]> => {
  const file = await read(table(row(cell(paragraph(...content)))));
  return [cellsOf(file), remarksOf(file)];
};

describe('tables of Word', () => {
  test('have merged cells as one cell, also over pages, and paragraphs above and below', async () => {
    const page = '<w:r><w:lastRenderedPageBreak/></w:r>';
    const file = await read([
      paragraph(run('申报表')), paragraph(), paragraph(run('（2024年度）')),
      table(
        row(text('名称'), text('甲', SPAN(2))),
        row(text('产出', BEGINS), text('里程'), text('≥95%')),
        row(text('', GOES_ON), cell(paragraph(page, run('合格率'))), text('')),
        row(text('', GOES_ON), text('及时率'), text('')),
        row(text('效益', BEGINS), text('', SPAN(2) + BEGINS)),
      ),
      paragraph(run('填报人')),
    ].join(''));
    expect(cellsOf(file)).toEqual([
      '1,1 名称', '1,2 1×2 甲', '2,1 3×1 产出', '2,2 里程', '2,3 ≥95%', '3,2 合格率', '3,3 ', '4,2 及时率', '4,3 ', '5,1 效益', '5,2 1×2 ',
    ]);
    expect(file.grids[0]).toMatchObject({ table: 1, rows: 5, columns: 3, above: ['申报表', '（2024年度）'] });
    expect(file.below).toEqual(['填报人']);
    expect(file.remarks).toEqual([]);
  });

  test('may begin rows with empty columns, and merge old-style to the right', async () => {
    const file = await read(table(
      row(text('一'), text('二'), text('三')),
      '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + text('乙', '<w:hMerge w:val="restart"/>') + text('', '<w:hMerge/>') + '</w:tr>',
    ));
    expect(cellsOf(file)).toEqual(['1,1 一', '1,2 二', '1,3 三', '2,2 1×2 乙']);
  });

  test('keep a cell that goes on from nothing, and text that a merge covers is reported', async () => {
    const file = await read(table(row(text('甲', GOES_ON), text('乙', BEGINS)), row(text('丙'), text('盖住', GOES_ON))));
    expect(cellsOf(file)).toEqual(['1,1 甲', '1,2 2×1 乙', '2,1 丙']);
    expect(remarksOf(file)).toEqual([
      '1.1.1 这一格说要并入上面一格，可上面没有对得上的，当作单独的一格读', '1.2.2 合并单元格盖住的文字“盖住”没有算进来',
    ]);
  });

  test('within cells are tables of their own', async () => {
    const file = await read(table(row(text('外'), cell(paragraph(run('上')) + table(row(text('内'))) + table(row(text('二'))) + paragraph()))));
    expect(cellsOf(file)).toEqual(['1,1 外', '1,2 上']);
    expect(file.grids.map(({ above }) => above)).toEqual([[], ['上'], ['上']]);
    expect(file.grids[0]?.cells[1]?.nested).toBe(2);
    expect([cellsOf(file, 2), cellsOf(file, 3)]).toEqual([['1,1 内'], ['1,1 二']]);
    expect(remarksOf(file)).toEqual(['1.1.2 这一格里套着表：第 2、3 个表']);
  });

  test('may be empty', async () => {
    const file = await read(table() + table(row(text(''))));
    expect(file.grids.map(({ rows, columns }) => [rows, columns])).toEqual([[0, 0], [1, 1]]);
    expect(remarksOf(file)).toEqual(['1 这个表是空的', '2 这个表是空的']);
  });

  test('may have controls, smart tags and custom elements around rows, cells and texts', async () => {
    const control = (content: string, properties = ''): string => `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
    const file = await read(control(table(
      control(row(control(text('甲')), `<w:customXml>${text('乙')}</w:customXml>`)),
      row(cell(control(paragraph(run('丙'), `<w:smartTag>${run('丁')}</w:smartTag>`, `<w:hyperlink>${run('戊')}</w:hyperlink>`))), control(text('点击输入'), '<w:showingPlcHdr/>')),
    )));
    expect(cellsOf(file)).toEqual(['1,1 甲', '1,2 乙', '2,1 丙丁戊', '2,2 ']);
    expect(remarksOf(file)).toEqual(['1.2.2 控件里还是提示文字，没有算进来：“点击输入”']);
  });

  test('have rows that are hidden, and columns up to a limit', async () => {
    const hidden = `<w:tr><w:trPr><w:hidden/></w:trPr>${text('藏')}</w:tr>`;
    const file = await read(table(row(text('见')), hidden));
    expect(file.grids[0]?.cells.map(({ hidden: is }) => is)).toEqual([undefined, true]);
    expect(remarksOf(file)).toEqual(['1.2 这一行在 Word 里是隐藏的，照读并标出']);
    await expect(read(table(row(text('宽', SPAN(1e6)))))).rejects.toThrow('表.docx：文件超出导入的上限（第 1 个表有 1000 列以上）');
  });
});

describe('text of Word', () => {
  test('has tabs, breaks, hyphens and symbols as a person sees them', async () => {
    const [cells, remarks] = await one(
      run('甲'), '<w:r><w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/></w:r>', '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', run('95%'),
      run('£', '<w:rFonts w:ascii="Symbol"/>'), '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', '<w:r><w:sym w:font="Webdings" w:char="F021"/></w:r>',
    );
    expect(cells).toEqual(['1,1 甲\t\n-≥95%≤☑\uF021']);
    expect(remarks).toEqual([
      '1.1.1 字体 Symbol 的符号（编码 F0B3）读作“≥”', '1.1.1 字体 Symbol 的符号（编码 A3）读作“≤”',
      '1.1.1 字体 Wingdings 的符号（编码 F0FE）读作“☑”', '1.1.1 字体 Webdings 的符号（编码 F021）认不出来，请对照原件改正',
    ]);
  });

  test('has tracked changes as if accepted', async () => {
    const deleted = '<w:del><w:r><w:delText>90</w:delText></w:r></w:del>';
    const moved = `<w:moveFrom>${run('移走')}</w:moveFrom><w:moveTo>${run('移来')}</w:moveTo>`;
    expect(await one(run('≥'), deleted, `<w:ins>${run('95')}</w:ins>`, run('%'), moved)).toEqual([
      ['1,1 ≥95%移来'], ['1.1.1 有没接受的修订，按接受后的样子读：插入 “95”、“移来”；删除 “90”、“移走”'],
    ]);
    const joined = '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>' + run('前') + '</w:p>' + paragraph(run('后'));
    const gone = `<w:tr><w:trPr><w:del/></w:trPr>${text('删掉的')}</w:tr>`;
    const added = `<w:tr><w:trPr><w:ins/></w:trPr>${text('新的')}</w:tr>`;
    const file = await read(table(gone, row(cell(joined)), added));
    expect(cellsOf(file)).toEqual(['1,1 前后', '2,1 新的']);
    expect(remarksOf(file)).toEqual([
      '1.1 有没接受的修订：删除了一行“删掉的”，没有读', '1.2 有没接受的修订：插入了这一行，算在内',
    ]);
  });

  test('is reported where it is hidden or struck out', async () => {
    expect(await one(run('甲'), run('藏', '<w:vanish/>'), run('划', '<w:strike/>'), run('不', '<w:strike w:val="0"/>'))).toEqual([
      ['1,1 甲划不'], ['1.1.1 有隐藏的文字，没有算进来：“藏”', '1.1.1 有带删除线的文字，仍算在内：“划”'],
    ]);
  });

  test('of a text box is reported, once, and its table is read', async () => {
    const box = `<w:txbxContent>${paragraph(run('注意'))}${table(row(text('框中')))}</w:txbxContent>`;
    const drawn = `<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>${box}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>${box}</v:textbox></mc:Fallback></mc:AlternateContent>`;
    const file = await read(table(row(text('甲'), cell(paragraph(run('乙'), `<w:r>${drawn}</w:r>`)))));
    expect([cellsOf(file), cellsOf(file, 2)]).toEqual([['1,1 甲', '1,2 乙'], ['1,1 框中']]);
    expect(remarksOf(file)).toEqual(['1.1.2 文本框里的文字没有算进来：“注意”', '1.1.2 第 2 个表在文本框里']);
  });

  test('of notes, comments, headers and footers is reported, with its place', async () => {
    const file = await read(
      table(row(cell(paragraph(run('甲'), '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:commentReference w:id="0"/></w:r>')))),
      {
        'footnotes.xml': wordPart('footnotes', 'footnotes', `<w:footnote w:id="0" w:type="separator">${paragraph(run('线'))}</w:footnote><w:footnote w:id="2">${paragraph(run('见附表'))}</w:footnote>`),
        'endnotes.xml': wordPart('endnotes', 'endnotes', `<w:endnote w:id="5">${paragraph(run('无处'))}</w:endnote>`),
        'comments.xml': wordPart('comments', 'comments', `<w:comment w:id="0" w:author="张三">${paragraph(run('请核实'))}</w:comment>`),
        'header1.xml': wordPart('header', 'hdr', paragraph(run('附件2'))),
        'footer1.xml': wordPart('footer', 'ftr', paragraph(run('第 1 页 共 3 页'))),
      },
    );
    expect(remarksOf(file)).toEqual([
      '1.1.1 脚注：见附表', '1.1.1 批注（张三）：请核实', '页眉或页脚里的文字没有算进来：“附件2”', '尾注：无处',
    ]);
  });

  test('has the numbers that Word draws before paragraphs', async () => {
    const level = (index: number, format: string, drawn: string): string =>
      `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${drawn}"/></w:lvl>`;
    const numbering = wordPart('numbering', 'numbering', [
      `<w:abstractNum w:abstractNumId="7">${level(0, 'chineseCounting', '%1、')}${level(1, 'decimal', '%1.%2')}</w:abstractNum>`,
      `<w:abstractNum w:abstractNumId="8">${level(0, 'bullet', '\uF0B7')}</w:abstractNum>`,
      '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>', '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>',
      '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    ].join(''));
    const styles = wordPart('styles', 'styles', '<w:style w:styleId="L"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>');
    const item = (words: string, list: number, place = 0): string =>
      `<w:p><w:pPr><w:numPr><w:ilvl w:val="${place}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>${run(words)}</w:p>`;
    const styled = `<w:p><w:pPr><w:pStyle w:val="L"/></w:pPr>${run('戊')}</w:p>`;
    const body = item('甲', 1) + item('2个', 1, 1) + item('丙', 1, 1) + item('点', 2) + item('丁', 1) + styled + item('再', 3) + item('无', 9);
    const file = await read(table(row(cell(body))), { 'numbering.xml': numbering, 'styles.xml': styles });
    expect(cellsOf(file)).toEqual(['1,1 一、甲\n一.1 2个\n一.2 丙\n点\n二、丁\n三、戊\n一、再\n无']);
    expect(remarksOf(file)).toEqual(['1.1.1 编号 “一、”、“一.1”、“一.2”、“二、”、“三、”、“一、” 是 Word 自动编的，已补在文字前面']);
  });

  test('has the results of fields, and the ticks of form fields', async () => {
    const mark = (type: string, data = ''): string => `<w:r><w:fldChar w:fldCharType="${type}">${data}</w:fldChar></w:r>`;
    const instruction = (words: string): string => `<w:r><w:instrText>${words}</w:instrText></w:r>`;
    const box = (checked: number): string => mark('begin', `<w:ffData><w:checkBox><w:default w:val="0"/><w:checked w:val="${checked}"/></w:checkBox></w:ffData>`) + instruction('FORMCHECKBOX') + mark('end');
    const list = mark('begin', '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList></w:ffData>') + mark('end');
    const sum = mark('begin') + instruction('=SUM(ABOVE)') + mark('separate') + run('12') + mark('end');
    const [cells, remarks] = await one(box(1), box(0), list, sum, mark('begin') + instruction('EQ \\o\\ac(□,√)') + mark('end'), `<w:fldSimple w:instr="REF x">${run('引')}</w:fldSimple>`);
    expect(cells).toEqual(['1,1 ☑☐乙12引']);
    expect(remarks).toEqual(['1.1.1 这里的字是域 “=SUM(ABOVE)” 上次算出的结果', '1.1.1 域 “EQ \\o\\ac(□,√)” 画出的字没有读，请对照原件']);
  });

  test('has formulas on one line; pictures and objects are counted', async () => {
    const fraction = '<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>';
    const picture = '<w:r><w:drawing><pic:pic/></w:drawing></w:r>';
    const object = '<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object></w:r>';
    expect(await one(run('≥'), fraction, picture, object)).toEqual([
      ['1,1 ≥1/2'], ['1.1.1 有 1 张图片，没有读', '1.1.1 有 1 个嵌入的对象（图表、Excel 表等），没有读，请对照原件', '1.1.1 有数学公式，只取了它的文字，请对照原件'],
    ]);
  });

  test('is known by namespaces, whatever their prefixes', async () => {
    const strict = '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>严格</x:t></x:r></x:p></x:body></x:document>';
    const { zipOf } = await import('../../support/office/zip.js');
    expect((await readOfficeFile('表.docx', zipOf([['word/document.xml', strict]]))).below).toEqual(['严格']);
  });
});
