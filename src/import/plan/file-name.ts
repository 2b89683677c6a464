/** In characters; a name must also fit where paths are short. */
const LONGEST = 40;
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\.|$)/i;
/** Names of the program's own files in the output. */
const OWN = /^(?:volume|index|manifest|assets|department|scheme)$/i;

/**
 * Returns a name for a file or folder that is valid on every system: `一般性项目（基础办公类）` → `一般性项目-基础办公类`.
 *
 * @returns `未命名` when nothing of the text can be kept
 */
export function fileName(text: string): string {
  const plain = text.normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\uFFFD]/gu, '')
    .replace(/[（(]/g, '-')
    .replace(/[）)]/g, '')
    .replace(/[<>:"|?*\\/\s\u0000-\u001F]+/g, '-')
    .replace(/-{2,}/g, '-');
  const short = [...plain].slice(0, LONGEST).join('').replace(/^[-. ]+|[-. ]+$/g, '');
  if (short === '') return '未命名';
  return DEVICE.test(short) || OWN.test(short) ? `${short}-表`.replace(/^([^.]*)\./, '$1-') : short;
}
