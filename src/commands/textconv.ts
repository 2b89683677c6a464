import { readFileSync } from 'node:fs';
import { readSchemas } from '../io/program.js';
import { sha256Of } from '../model/document.js';
import { type PdfContents, UnreadablePdf } from '../model/pdf.js';
import { Source } from '../model/source.js';
import { listForm } from '../compare/listing.js';
import { readAnyKind } from '../load/kind-of-text.js';
import { layoutsOf } from '../load/known-layouts.js';
import type { Layouts } from '../load/layouts.js';
import type { Terminal } from '../io/terminal.js';

/** Prints a PDF as text for `git diff`: the fields of the form it was made from. @returns 0 for every file */
export async function textconv(root: string, path: string, terminal: Terminal): Promise<number> {
  const bytes = readFileSync(path);
  const fingerprint = `内容指纹：${sha256Of(bytes).slice(0, 16)}`;
  const contents = await read(bytes);
  if (contents instanceof UnreadablePdf) {
    terminal.out(`这个文件不是可以读出的 PDF，${fingerprint}（${contents.message}）`);
    return 0;
  }
  const forms = contents.attachments.filter(({ name }) => name.endsWith('.yaml'));
  if (forms.length) {
    const layouts = layoutsOf(readSchemas(root));
    for (const form of forms) terminal.data(textOf(layouts, new Source(form.name, form.bytes)));
  } else {
    terminal.out(`标题：${contents.title}\n页数：${contents.pages}\n没有附 YAML，列不出栏目；${fingerprint}`);
  }
  return 0;
}

async function read(bytes: Uint8Array): Promise<PdfContents | UnreadablePdf> {
  const { readContents } = await import('../print/pdf/contents.js');
  try {
    return readContents(bytes);
  } catch (error) {
    if (error instanceof UnreadablePdf) return error;
    throw error;
  }
}

/** Returns the fields of a form; the YAML itself when it does not match the current schema. */
function textOf(layouts: Layouts, source: Source): string {
  const form = readAnyKind(source, layouts);
  return form ? listForm(form.data, form.kind.schema).join('\n') : source.text.trimEnd();
}
