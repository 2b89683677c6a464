export interface Decoded {
  text: string;
  /** As a person knows it: `GBK`. */
  encoding: string;
  /** True when the bytes are not the encoding that the file names. */
  isOther: boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', gb18030: 'GBK', big5: 'Big5',
};

/**
 * Returns the text of bytes: by their byte order mark, by the encoding that the file names, as UTF-8, or as GB18030,
 * which contains GBK and GB2312.
 *
 * @param named the encoding that the file names
 * @returns `undefined` when it is none of them
 */
export function decode(bytes: Uint8Array, named?: string): Decoded | undefined {
  const [first, second, third] = bytes;
  const marked = first === 0xFF && second === 0xFE
    ? 'utf-16le'
    : first === 0xFE && second === 0xFF
      ? 'utf-16be'
      : first === 0xEF && second === 0xBB && third === 0xBF ? 'utf-8' : undefined;
  const own = named === undefined ? undefined : knownEncoding(named);
  for (const encoding of new Set([marked ?? own ?? unmarked(bytes), 'utf-8', 'gb18030'])) {
    const text = decodedAs(encoding, bytes);
    if (text === undefined) continue;
    return { text, encoding: NAMES[encoding] ?? encoding, isOther: own !== undefined && own !== encoding };
  }
  return undefined;
}

/** UTF-16 without a mark: in Chinese text the ASCII characters, line ends at least, have a zero byte. */
function unmarked(bytes: Uint8Array): string {
  const zeros = [0, 0];
  const start = bytes.subarray(0, 4096);
  start.forEach((byte, index) => { if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1; });
  const [even = 0, odd = 0] = zeros;
  return odd > 0 && even === 0 ? 'utf-16le' : even > 0 && odd === 0 ? 'utf-16be' : 'utf-8';
}

function knownEncoding(name: string): string | undefined {
  try {
    const { encoding } = new TextDecoder(name.trim());
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    return undefined; // a name that nobody knows
  }
}

function decodedAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
