import { UserError } from '../../model/user-error.js';
import { visible } from '../../model/visible.js';
import type { OfficeFile } from '../grid.js';
import { decode } from './decode.js';
import { LIMITS } from './limits.js';
import { mainPart } from './package.js';
import { readPdf } from './pdf.js';
import { readWorkbook } from './sheet/workbook.js';
import { contentOf, kindOfText } from './sniff.js';
import { sourcesOf } from './sources.js';
import { readText } from './text.js';
import { damaged, tooMuch, Unreadable } from './unreadable.js';
import { encodingNamed, readHtml } from './web/html.js';
import { readDocument } from './word/document.js';
import { openZip } from './zip.js';

/** Kinds of content, in the words of a remark, and the names that belong to them. */
const KINDS = {
  word: { words: 'Word 文档（.docx）', names: /\.(docx|docm|dotx|dotm)$/i },
  sheet: { words: 'Excel 工作簿（.xlsx）', names: /\.(xlsx|xlsm|xltx|xltm)$/i },
  html: { words: '网页（.html）', names: /\.x?html?$/i },
  text: { words: '纯文本（.txt）', names: /\.(txt|tsv|tab|md)$/i },
  pdf: { words: 'PDF', names: /\.pdf$/i },
} as const;

type Kind = keyof typeof KINDS;

/**
 * Reads a file of an office. What it is its content says; a name that says otherwise is a remark. Nothing in it is run,
 * and nothing outside of it is looked for.
 *
 * @param path as the user named it: for messages, and for its ending
 * @throws UserError when it cannot be read, with the reason and what to do
 */
export async function readOfficeFile(path: string, bytes: Uint8Array): Promise<OfficeFile> {
  try {
    const [kind, file] = await read(path, bytes);
    const { words, names } = KINDS[kind];
    if (!names.test(path)) file.remarks.unshift({ message: `文件的内容是${words}，后缀却不是，按内容读` });
    for (const { table, cells } of file.grids) {
      if (cells.every(({ text }) => text.trim() === '')) file.remarks.push({ message: '这个表是空的', table });
    }
    return file;
  } catch (error) {
    if (error instanceof Unreadable) throw new UserError(`${visible(path)}：${error.message}`, error.hint, { cause: error });
    throw error;
  }
}

async function read(path: string, bytes: Uint8Array): Promise<[Kind, OfficeFile]> {
  if (bytes.length > LIMITS.file) throw tooMuch(`文件有 ${Math.ceil(bytes.length / 1024 / 1024)} MB`);
  const content = contentOf(bytes);
  if (content === 'zip') return readPackage(path, bytes);
  if (content === 'pdf') return ['pdf', readPdf(path, bytes)];
  const decoded = decode(bytes, encodingNamed(bytes));
  if (!decoded) throw damaged('不是文字，也不是认得的格式');
  const kind = kindOfText(decoded.text, path);
  if (kind === 'text' && /\.csv$/i.test(path)) throw new Unreadable('csv 文件不能导入', '请用 Excel 打开，另存为 .xlsx 后再导入');
  const file = kind === 'html' ? readHtml(path, decoded.text) : readText(path, decoded.text);
  if (decoded.isOther) file.remarks.push({ message: `文件说的编码不对，其实是 ${decoded.encoding}，按它读` });
  else if (decoded.encoding !== 'UTF-8' && kind === 'text') file.remarks.push({ message: `文件的编码按 ${decoded.encoding} 读` });
  return [kind, file];
}

async function readPackage(path: string, bytes: Uint8Array): Promise<[Kind, OfficeFile]> {
  const zip = await openZip(bytes);
  const part = await mainPart(zip);
  if (part === undefined) throw noOffice(zip.names);
  if (part.endsWith('.bin')) throw new Unreadable('这是二进制的 Excel 工作簿（.xlsb）', '请用 Excel 打开，另存为 .xlsx 后再导入');
  const isWord = /^word\//i.test(part) || zip.names.some(name => /^word\//i.test(name));
  const sources = isWord ? await sourcesOf(zip, part) : [];
  if (sources.length) return ['word', { path, grids: [], below: [], remarks: [], attached: sources }];
  const file = await (isWord ? readDocument(path, zip, part) : readWorkbook(path, zip, part));
  if (zip.names.some(name => /(^|\/)(vbaProject\.bin|macrosheets\/.*)$/i.test(name))) {
    file.remarks.push({ message: '文件里有宏，没有运行，也没有读' });
  }
  return [isWord ? 'word' : 'sheet', file];
}

function noOffice(names: readonly string[]): Unreadable {
  if (names.some(name => name.startsWith('ppt/'))) return new Unreadable('这是 PowerPoint 文件', '请找原来的 Word 或 Excel 文件');
  if (names.includes('content.xml')) return new Unreadable('这是 OpenDocument 文件（.odt、.ods）', '请另存为 .docx 或 .xlsx 后再导入');
  if (names.some(name => /\.(docx?|xlsx?|pdf|html?|txt)$/i.test(name))) return new Unreadable('这是压缩包', '请先解压，再导入里面的文件');
  return damaged('是压缩包，里面却没有 Word 或 Excel 的内容');
}
