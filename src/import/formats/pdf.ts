import { inflateSync } from 'node:zlib';
import { UnreadablePdf } from '../../model/pdf.js';
import { readContents } from '../../print/pdf/contents.js';
import type { OfficeFile } from '../grid.js';
import { decode } from './decode.js';
import { damaged, Unreadable } from './unreadable.js';

/**
 * Reads a PDF that this program made: the YAML attached to it. No other PDF is read, for it says where each character
 * stands, not in which cell.
 *
 * @throws Unreadable for any other PDF, with the reason
 */
export function readPdf(path: string, bytes: Uint8Array): OfficeFile {
  const attached = attachmentsOf(bytes).filter(({ name }) => name.endsWith('.yaml')).map(({ name, bytes: yaml }) => {
    const text = decode(yaml, 'utf-8')?.text;
    if (text === undefined) throw damaged(`附在里面的 ${name} 不是文字`);
    return { path: name, text };
  });
  if (attached.length === 0) throw new Unreadable('这份 PDF 是本程序印的，但没有附 YAML', '请用各单位、各项目自己的 PDF，或直接取 data/ 里的 YAML');
  return { path, grids: [], below: [], remarks: [], attached };
}

function attachmentsOf(bytes: Uint8Array): { name: string; bytes: Uint8Array }[] {
  try {
    return [...readContents(bytes).attachments];
  } catch (error) {
    if (!(error instanceof UnreadablePdf)) throw error;
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const hint = '请找原来的 Word 或 Excel 文件来导入；只有纸或扫描件的，请用 new 命令照着填';
    if (file.includes('/Encrypt')) throw new Unreadable('这份 PDF 加了密，读不了', hint, { cause: error });
    throw new Unreadable(hasFonts(file)
      ? `这份 PDF 读不了（${error.message}）。PDF 只记每个字的位置，不记表格，照读会错位`
      : `这份 PDF 里没有文字（${error.message}），多半是扫描件`, hint, { cause: error });
  }
}

/** A page with text names a font; newer files pack that away (ISO 32000-1, 7.5.7). The first 8 MB say enough. */
function hasFonts(file: Buffer): boolean {
  if (file.includes('/Font')) return true;
  let left = 8 * 1024 * 1024;
  for (let start = file.indexOf('/ObjStm'); start >= 0 && left > 0; start = file.indexOf('/ObjStm', start + 1)) {
    const data = file.indexOf('stream', start) + 'stream'.length;
    const from = file[data] === 0x0D ? data + 2 : data + 1;
    try {
      const objects = inflateSync(file.subarray(from, file.indexOf('endstream', from)), { maxOutputLength: left });
      if (objects.includes('/Font')) return true;
      left -= objects.length;
    } catch {
      return true; // damaged or too large: nothing is known of its text
    }
  }
  return false;
}
