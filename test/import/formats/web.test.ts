import { describe, expect, test } from 'vitest';
import type { OfficeFile } from '../../../src/import/grid.js';
import { readOfficeFile } from '../../../src/import/formats/read.js';
import { cellsOf, remarksOf } from '../../support/office/read.js';

const read = (page: string): Promise<OfficeFile> => readOfficeFile('表.html', Buffer.from(page));

describe('tables of a page', () => {
  test('have spans, entities and lines as a browser shows them', async () => {
    const file = await read(`<!doctype html><title>站</title><style>td{}</style><h1>申报表</h1><div>单位：<b>万元</b></div>
      <table><caption>附件</caption><tr><th colspan=3>名&nbsp;称 &ge;&#8805;<br>第二
      行<tr><td rowspan=9>产出<td><p>数量</p><p>指标</p><td> 里
      程 <tr><td colspan=0>质量<tfoot><tr><td>合计</table><p>填报人</p><script>"<table>"</script>`);
    expect(cellsOf(file)).toEqual(['1,1 1×3 名\u00A0称 ≥≥\n第二 行', '2,1 2×1 产出', '2,2 数量\n指标', '2,3 里 程', '3,2 质量', '4,1 合计']);
    expect(file.grids[0]).toMatchObject({ rows: 4, columns: 3, above: ['申报表', '单位：万元', '附件'] });
    expect(file.below).toEqual(['填报人']);
    expect(file.remarks).toEqual([]);
  });

  test('within cells are tables of their own; one that only places others is left out', async () => {
    const file = await read('<table><tr><td>题<table><tr><td>甲<td>上<table><tr><td>内</table></table><tr><td>下</table>');
    expect([cellsOf(file), cellsOf(file, 2)]).toEqual([['1,1 甲', '1,2 上'], ['1,1 内']]);
    expect(file.grids.map(({ above }) => above)).toEqual([['题'], ['上']]);
    expect(file.grids[0]?.cells[1]?.nested).toBe(2);
    expect(file.below).toEqual(['下']);
    expect(remarksOf(file)).toEqual(['1.1.2 这一格里套着表：第 2 个表']);
  });

  test('overlap nowhere, and spans end', async () => {
    const file = await read('<table><tr><td>一<td rowspan=2>二<tr><td colspan=3>三<td>四</table>');
    expect(cellsOf(file)).toEqual(['1,1 一', '1,2 2×1 二', '2,1 三', '2,3 四']);
    await expect(read('<table><tr><td colspan=70000>宽</table>')).rejects.toThrow('第 1 个表有 1000 列以上');
    const tall = '<td rowspan=2000 colspan=900>高'.concat('<tr><td>'.repeat(2000));
    await expect(read(`<table><tr>${tall}</table>`)).rejects.toThrow('第 1 个表有 1000000 格以上');
  });

  test('have what a person filled in, and say what is not shown or is elsewhere', async () => {
    const file = await read(`<table><tr><td><input value=甲><input type=checkbox checked><input type=radio><input type=hidden value=藏><select><option>一<option selected>二</select><textarea>三
四</textarea><td><img><s>划</s><i hidden>藏</i><tr style="display: none"><td>行<tr><td style="display:none">格<td>见</table><iframe src="http://甲"></iframe>`);
    expect(cellsOf(file)).toEqual(['1,1 甲☑☐二三\n四', '1,2 划', '2,1 行', '3,1 见']);
    expect(file.grids[0]?.cells[2]?.hidden).toBe(true);
    expect(remarksOf(file)).toEqual([
      '1.1.2 有带删除线的文字，仍算在内：“划”', '1.1.2 有网页不显示的文字，没有算进来：“藏”', '1.1.2 有 1 张图片，没有读', '1.2 这一行网页不显示，照读并标出',
      '1.3 有网页不显示的一格，没有算进来：“格”', '引用了外面的内容（http://甲），没有去取',
    ]);
  });

  test('are read in the encoding of the page, also when it names another', async () => {
    const gbk = Buffer.concat([Buffer.from('<meta charset="gb2312"><table><tr><td>'), Buffer.from([0xBC, 0xA8, 0xD0, 0xA7]), Buffer.from('</table>')]);
    const wrong = Buffer.from(gbk.toString('latin1').replace('gb2312', 'utf-8'), 'latin1');
    const utf8 = Buffer.from('<meta http-equiv="Content-Type" content="text/html; charset=gbk"><table><tr><td>绩效！</table>');
    const files = await Promise.all([gbk, wrong, utf8].map(bytes => readOfficeFile('表.htm', bytes)));
    expect(files.map(file => [...cellsOf(file), ...remarksOf(file)])).toEqual([
      ['1,1 绩效'], ['1,1 绩效', '文件说的编码不对，其实是 GBK，按它读'], ['1,1 绩效！', '文件说的编码不对，其实是 UTF-8，按它读'],
    ]);
  });

  test('are found in a page that was renamed, and reading ends for one that nests without end', async () => {
    const file = await readOfficeFile('表.xls', Buffer.from('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><tr><td x:num="0.95">95%</table>'));
    expect([...cellsOf(file), ...remarksOf(file)]).toEqual(['1,1 95%', '文件的内容是网页（.html），后缀却不是，按内容读']);
    await expect(read('<div>'.repeat(1_000_000))).rejects.toThrow('表.html：文件超出导入的上限（网页的元素套了 600 层以上）');
  });
});
