import type { MeasuredPage, Measure } from '../../model/measured.js';
import type { MadePdf, ReadyPdf, Store } from '../../model/pdf.js';
import type { WordOptions } from './word/document.js';

/** The tools that make office files. Each file is made once for the same inputs. */
export interface OfficeTools {
  layOut: Measure;
  store: Store;
  measure: <T>(step: string, action: () => T | Promise<T>) => Promise<T>;
}

/** Returns a file in memory. */
export const madeOf = (bytes: Uint8Array): MadePdf => ({ bytes, pages: 0, part: new Uint8Array() });

/** Returns a page as a Word file. @param html without watermark @param label for messages */
export async function makeWord(
  html: string,
  options: WordOptions,
  label: string,
  tools: OfficeTools,
): Promise<ReadyPdf> {
  const { title, author, isDraft, attachments } = options;
  const inputs = ['docx', html, title, author, String(isDraft), ...attachments.flatMap(({ name, bytes }) => [name, bytes])];
  return tools.store(inputs, async () => {
    const page = await laidOut(html, label, tools);
    // Only runs that make some load the library.
    const { wordDocument } = await import('./word/document.js');
    return madeOf(await tools.measure('Word 文件', () => wordDocument(page, options)));
  });
}

/** Returns a page as it is laid out. */
export async function laidOut(html: string, label: string, { layOut, store }: OfficeTools): Promise<MeasuredPage> {
  const stored = await store(['laid out', html], async () => madeOf(Buffer.from(JSON.stringify(await layOut(html, label)))));
  return JSON.parse(Buffer.from(await stored.bytes()).toString()) as MeasuredPage;
}
