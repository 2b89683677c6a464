import type { MeasuredPage } from '../../model/measured.js';
import type { MadePdf, ReadyPdf } from '../../model/pdf.js';
import type { BuildTools } from '../print.js';
import type { WordOptions } from './word/document.js';

/* Word files and workbooks, each made once for the same inputs. Their libraries are loaded by runs that make some. */

type Tools = Pick<BuildTools, 'layOut' | 'store' | 'measure'>;

const made = (bytes: Uint8Array): MadePdf => ({ bytes, pages: 0, part: new Uint8Array() });

/** Returns a page as a Word file. @param html without watermark @param label for messages */
export async function makeWord(html: string, options: WordOptions, label: string, tools: Tools): Promise<ReadyPdf> {
  const { title, author, isDraft, attachments } = options;
  const inputs = ['docx', html, title, author, String(isDraft), ...attachments.flatMap(({ name, bytes }) => [name, bytes])];
  return tools.store(inputs, async () => {
    const page = await laidOut(html, label, tools);
    const { wordDocument } = await import('./word/document.js');
    return made(await tools.measure('Word 文件', () => wordDocument(page, options)));
  });
}

/** Returns a page as it is laid out. */
async function laidOut(html: string, label: string, { layOut, store }: Tools): Promise<MeasuredPage> {
  const stored = await store(['laid out', html], async () => made(Buffer.from(JSON.stringify(await layOut(html, label)))));
  return JSON.parse(Buffer.from(await stored.bytes()).toString()) as MeasuredPage;
}
