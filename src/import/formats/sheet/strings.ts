import { LIMITS } from '../limits.js';
import { tooMuch } from '../unreadable.js';
import { readXml } from '../xml.js';
import type { Zip } from '../zip.js';

/** Returns the texts that the cells of a workbook share, without what is written above them to help reading. */
export async function readStrings(zip: Zip, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let [text, size, phonetic] = ['', 0, 0];
  let isText = false;
  await readXml(zip.chunks(part), part, {
    open(name) {
      if (name === 'x:si') text = '';
      if (name === 'x:rPh') phonetic += 1;
      isText = name === 'x:t' && phonetic === 0;
    },
    close(name) {
      if (name === 'x:rPh') phonetic -= 1;
      if (name === 'x:si') strings.push(unescaped(text));
      isText = false;
    },
    text(chunk) {
      if (!isText) return;
      text += chunk;
      size += chunk.length;
      if (size > LIMITS.text) throw tooMuch(`${part} 的文字超过 ${LIMITS.text} 个`);
    },
  });
  return strings;
}

/** Returns a text with `_x000A_` as the character it means (ECMA-376-1, 22.9.2.19), and with lines parted by `\n`. */
export function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\r\n?/g, '\n');
}
