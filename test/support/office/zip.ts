import { crc32, deflateRawSync } from 'node:zlib';

/** Changes what the archive says of a file: its size unpacked, its checksum, its flags. */
export type Lie = Partial<Record<'size' | 'crc' | 'flags', number>>;

const EMPTY = deflateRawSync('');

/** Returns a zip archive of files by name (APPNOTE 6.3), always the same bytes. A text is written as UTF-8. */
export function zipOf(files: Iterable<readonly [string, string | Uint8Array]>, lies: Record<string, Lie> = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let [offset, count] = [0, 0];
  for (const [name, content] of files) {
    const bytes = Buffer.from(content as string);
    const packed = bytes.length === 0 ? EMPTY : deflateRawSync(bytes);
    const { size = bytes.length, crc = crc32(bytes), flags = 0 } = lies[name] ?? {};
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | flags, 2); // names are UTF-8
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, central, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
    count += 1;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A part of an Office file: the type of its relation, and its content or, outside of the file, its address. */
export type Part = readonly [type: string, content: string | { outside: string }];

/** Returns the list of relations of a part (ECMA-376-2, 9.3). The id of a relation is the name of its part. */
function relationsXml(parts: Readonly<Record<string, Part>>): string {
  const list = Object.entries(parts).map(([name, [type, content]]) => {
    const place = typeof content === 'string' ? `Target="${name}"` : `Target="${content.outside}" TargetMode="External"`;
    return `<Relationship Id="${name}" Type="${RELATIONS}/${type}" ${place}/>`;
  });
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`;
}

/** Returns the files of an Office file whose main part is `folder/main`, with parts beside it. */
export function packageOf(
  folder: string, main: string, content: string,
  parts: Readonly<Record<string, Part>>, further: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const files = new Map([
    ['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
    ['_rels/.rels', relationsXml({ [`${folder}/${main}`]: ['officeDocument', content] })],
    [`${folder}/${main}`, content],
    [`${folder}/_rels/${main}.rels`, relationsXml(parts)],
    ...Object.entries(further),
  ]);
  for (const [name, [, text]] of Object.entries(parts)) if (typeof text === 'string') files.set(`${folder}/${name}`, text);
  return files;
}
