import { damaged, Unreadable } from './unreadable.js';

/** The kinds of content that bytes can be, whatever the name of the file says. */
export type Content = 'zip' | 'pdf' | 'text';

const SAVE_AS = '请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再导入';

const MAGIC: readonly (readonly [Buffer, string, string])[] = [
  [Buffer.from('{\\rtf'), '这是 RTF 文件', SAVE_AS],
  [Buffer.from([0x89, 0x50, 0x4E, 0x47]), '这是图片', '图片里的字读不了，请找原来的 Word 或 Excel 文件'],
  [Buffer.from([0xFF, 0xD8, 0xFF]), '这是图片', '图片里的字读不了，请找原来的 Word 或 Excel 文件'],
  [Buffer.from('GIF8'), '这是图片', '图片里的字读不了，请找原来的 Word 或 Excel 文件'],
  [Buffer.from('BM'), '这是图片', '图片里的字读不了，请找原来的 Word 或 Excel 文件'],
  [Buffer.from('II*\0'), '这是图片', '图片里的字读不了，请找原来的 Word 或 Excel 文件'],
  [Buffer.from('Rar!'), '这是压缩包', '请先解压，再导入里面的文件'],
  [Buffer.from([0x37, 0x7A, 0xBC, 0xAF]), '这是压缩包', '请先解压，再导入里面的文件'],
  [Buffer.from([0x1F, 0x8B]), '这是压缩包', '请先解压，再导入里面的文件'],
  [Buffer.from('%!PS'), '这是 PostScript 文件', '请找原来的 Word 或 Excel 文件'],
];

const OLE = Buffer.from([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

/** @throws Unreadable for a format that is not read, with what to do about it */
export function contentOf(bytes: Uint8Array): Content {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length === 0) throw new Unreadable('文件是空的', '请向提供文件的人再要一份');
  const starts = (magic: Buffer): boolean => file.subarray(0, magic.length).equals(magic);
  if (starts(OLE)) throw oldOffice(file);
  const known = MAGIC.find(([magic]) => starts(magic));
  if (known && !isText(file, known[0])) throw new Unreadable(`${known[1]}，读不了`, known[2]);
  if (starts(Buffer.from('PK'))) return 'zip';
  if (file.subarray(0, 1024).includes('%PDF-')) return 'pdf';
  return 'text';
}

/** A text may begin with the two letters of a picture. */
function isText(file: Buffer, magic: Buffer): boolean {
  return magic.length === 2 && magic[0] === 0x42 && !file.subarray(0, 64).includes(0);
}

/** Files of Office up to 2003, and encrypted ones of today, are containers whose streams have names in UTF-16. */
function oldOffice(file: Buffer): Unreadable {
  const has = (name: string): boolean => file.includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage')) return new Unreadable('文件加了打开密码，读不了', '请用密码打开，取消密码后另存一份再导入');
  if (has('WordDocument')) return new Unreadable('这是旧版 Word（.doc）或 WPS 文字的文件', `${SAVE_AS}（只改后缀没有用）`);
  if (has('Workbook') || has('Book')) return new Unreadable('这是旧版 Excel（.xls）或 WPS 表格的文件', `${SAVE_AS}（只改后缀没有用）`);
  return new Unreadable('这是旧版 Office 的文件', SAVE_AS);
}

/** Returns what a text is; its name decides only for a page without a table. @throws Unreadable for other formats */
export function kindOfText(text: string, path: string): 'html' | 'text' {
  const start = text.slice(0, 4096);
  if (/^\s*MIME-Version:/i.test(start)) throw new Unreadable('这是“单个文件网页”（.mht）', SAVE_AS);
  if (/<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet"|schemas\.microsoft\.com\/office\/(word\/2003|2006\/xmlPackage)/.test(start) &&
    !/<html/i.test(start)) throw new Unreadable('这是 Office 的 XML 文件', SAVE_AS);

  if (/[\0-\x08\x0E-\x19\x1B-\x1F]/.test(start)) throw damaged('不是文字，也不是认得的格式');
  const isPage = /\.x?html?$/i.test(path) && /<[a-z]/i.test(start);
  return isPage || /<(!doctype\s+html|html|head|body|table|meta)[\s>]/i.test(start) || /<table[\s>]/i.test(text) ? 'html' : 'text';
}
