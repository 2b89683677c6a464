import { append } from '../../../model/append.js';
import type { Grid, OfficeFile } from '../../grid.js';

import type { Attributes } from '../names.js';
import { Flow, quoted } from '../flow.js';
import { relationsOf } from '../package.js';
import { damaged } from '../unreadable.js';
import { childOf, readTree, textsIn, type XmlElement } from '../xml.js';
import type { Zip } from '../zip.js';
import { type Context, noFindings, reportFindings, unwrapped } from './context.js';
import { plainText, readNotes } from './notes.js';
import { Numbering } from './numbering.js';
import { readParagraph } from './paragraph.js';
import { PICTURE_FONT } from './symbols.js';
import { readRows } from './table.js';

/**
 * Reads a Word document as its reader sees it, with all tracked changes accepted.
 *
 * @param part name of the main part
 * @throws Unreadable when a part is damaged or too large
 */
export async function readDocument(path: string, zip: Zip, part: string): Promise<OfficeFile> {
  const relations = await relationsOf(zip, part);
  const root = await readTree(zip.chunks(part), part, isOfContent);
  const body = childOf(root, 'w:body');
  if (!body) throw damaged(`${part} 里没有正文`);
  const flow = new Flow();
  const notes = await readNotes(zip, relations);
  const numbering = await Numbering.read(zip, relations);
  const context: Context = { flow, notes, numbering, place: {}, findings: noFindings(), unfilled: new WeakSet() };
  readBlocks(body, context, text => flow.paragraph(text));

  for (const text of notes.margins) flow.remark(`页眉或页脚里的文字没有算进来：${quoted(text)}`);
  for (const text of notes.footnotes.values()) flow.remark(`脚注：${text}`);
  for (const text of notes.endnotes.values()) flow.remark(`尾注：${text}`);
  for (const text of notes.comments.values()) flow.remark(text);
  for (const { type, target, isExternal } of relations) {
    if (isExternal && type !== 'hyperlink') flow.remark(`文件引用了外面的内容（${type}：${target}），没有去取`);
    if (type === 'aFChunk' || type === 'subDocument') flow.remark(`文件里嵌了另一份文档（${target}），没有读，请单独导入`);
    if (type === 'diagramData' && zip.has(target)) {
      flow.remark(`SmartArt 图形里的文字没有算进来：${quoted(textsIn(await readTree(zip.chunks(target), target), 'a:t').join(' '))}`);
    }
  }
  const links = relations.filter(({ type, isExternal }) => isExternal && type === 'hyperlink').length;
  if (links) flow.remark(`有 ${links} 个超链接，只取了文字`);
  return flow.finish(path);
}

/** Properties matter only for these; there are ten times as many elements for how things look. */
const KEPT_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'w:pPr': ['w:numPr', 'w:pStyle', 'w:rPr'],
  'w:tcPr': ['w:gridSpan', 'w:vMerge', 'w:hMerge', 'w:cellIns', 'w:cellDel', 'w:cellMerge'],
  'w:rPr': ['w:vanish', 'w:strike', 'w:dstrike', 'w:ins', 'w:del', 'w:moveFrom', 'w:rFonts'],
  'w:tblPr': [],
  'w:tblGrid': [],
  'w:sectPr': [],
};

function isOfContent(name: string, parent: string, attributes: Attributes): boolean {
  if (name === 'w:rFonts' && !PICTURE_FONT.test(attributes['w:ascii'] ?? '')) return false;
  return !Object.hasOwn(KEPT_PROPERTIES, parent) || (KEPT_PROPERTIES[parent]?.includes(name) ?? false);
}

/**
 * Reads paragraphs and tables one after the other.
 *
 * @param write takes each paragraph
 * @param above for nested tables: the paragraphs above, so far
 * @returns the numbers of the tables
 */
function readBlocks(
  parent: XmlElement, context: Context, write: (text: string) => void, above?: readonly string[],
): number[] {
  const tables: number[] = [];
  let begun = '';
  for (const block of unwrapped(parent, context)) {
    if (block.name === 'w:tbl') {
      tables.push(readTable(block, context, above).table);
    } else if (block.name === 'w:p') {
      const { text, goesOn, boxes } = readParagraph(block, context);
      begun += text;
      if (!goesOn) {
        write(begun);
        begun = '';
      }
      if (!above) reportFindings(context);
      for (const box of boxes) readBox(box, context);
    } else if (/^(w:ins|w:moveTo|mc:AlternateContent|mc:Choice)$/.test(block.name)) {
      append(tables, readBlocks(block, context, write, above));
    } else if (/^(w:del|w:moveFrom)$/.test(block.name)) {
      context.findings.deleted.push(plainText(block));
    } else if (plainText(block)) {
      context.findings.others.push(`认不出的内容（${block.name}）没有算进来：${quoted(plainText(block))}`);
    }
  }
  if (begun) write(begun);
  if (!above) reportFindings(context);
  return tables;
}

function readTable(table: XmlElement, context: Context, above?: readonly string[]): Grid {
  const grid = context.flow.table(above);
  const { place, findings } = context;
  readRows(table, grid, context, (cell) => {
    const lines: string[] = [];
    const here = context.place;
    context.findings = noFindings();
    const nested = readBlocks(cell, context, text => lines.push(text), lines);
    context.place = here;
    if (nested.length) context.findings.others.push(`这一格里套着表：第 ${nested.join('、')} 个表`);
    reportFindings(context);
    return { text: lines.join('\n').replace(/^\n+|(?<!\n)\n+$/g, ''), ...nested[0] !== undefined && { nested: nested[0] } };
  });
  context.place = place;
  context.findings = findings;
  return grid;
}

/** A text box floats: its text belongs to no cell, but a table in it is read like any other. */
function readBox(box: XmlElement, context: Context): void {
  const { findings } = context;
  context.findings = noFindings();
  const lines: string[] = [];
  const tables = readBlocks(box, context, text => lines.push(text), lines);
  const text = lines.join(' ').trim();
  if (text) context.flow.remark(`文本框里的文字没有算进来：${quoted(text)}`, context.place);
  if (tables.length) context.flow.remark(`第 ${tables.join('、')} 个表在文本框里`, context.place);
  reportFindings(context);
  context.findings = findings;
}
