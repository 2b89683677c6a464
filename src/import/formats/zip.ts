import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { visible } from '../../model/visible.js';
import { LIMITS } from './limits.js';
import { damaged, tooMuch, Unreadable } from './unreadable.js';

/** The files of a zip archive. Names are compared without case, as Office does. */
export interface Zip {
  /** As they stand in the archive, in its order. */
  names: readonly string[];
  has(name: string): boolean;
  /**
   * Yields the bytes of a file as they are unpacked.
   *
   * @throws Unreadable when there is no such file, it is damaged, or too large
   */
  chunks(name: string): AsyncIterable<Uint8Array>;
}

/**
 * Opens an archive. Nothing is unpacked yet; what is unpacked later counts against {@link LIMITS.unpacked}.
 *
 * @throws Unreadable when it is damaged, encrypted, has two files of one name, or too many
 */
export async function openZip(bytes: Uint8Array): Promise<Zip> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await yauzl.fromBufferPromise(buffer).catch((error: unknown) => { throw damaged('压缩包不完整', error); });
  const entries = await entriesOf(zip);
  let left: number = LIMITS.unpacked;

  return {
    names: [...entries.values()].map(({ fileName }) => fileName),
    has: name => entries.has(name.toLowerCase()),
    async *chunks(name) {
      const entry = entries.get(name.toLowerCase());
      if (!entry) throw damaged(`缺少 ${name}`);
      if (entry.isEncrypted()) throw new Unreadable('压缩包加了密码，读不了', '请去掉密码后另存一份');
      const { compressedSize: packed, uncompressedSize: size } = entry;
      if (size > left) throw tooMuch(`${name} 解压后有 ${megabytes(size)}`);
      if (size > LIMITS.smallPart && size > packed * LIMITS.ratio) {
        throw tooMuch(`${name} 从 ${megabytes(packed)} 解压成 ${megabytes(size)}，像“压缩炸弹”`);
      }
      left -= size;
      let sum = 0;
      try {
        for await (const chunk of await zip.openReadStreamPromise(entry) as AsyncIterable<Buffer>) {
          sum = crc32(chunk, sum);
          yield chunk;
        }
      } catch (error) {
        throw damaged(`${name} 解压不了`, error); // yauzl and zlib report damage as plain errors
      }
      if (sum !== entry.crc32) throw damaged(`${name} 的校验和不符`);
    },
  };
}

async function entriesOf(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > LIMITS.entries) throw tooMuch(`里面有 ${zip.entryCount} 个文件，最多 ${LIMITS.entries} 个`);
  const entries = new Map<string, yauzl.Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      const key = entry.fileName.toLowerCase();
      if (entries.has(key)) throw damaged(`有两个 ${visible(entry.fileName)}`);
      entries.set(key, entry);
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : damaged('压缩包的目录读不了', error);
  }
  return entries;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB`;
}
