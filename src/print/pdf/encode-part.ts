/*
 * Parts are kept in the cache as a JSON text and the bytes that it refers to:
 *
 *   length    4 bytes   of the JSON text
 *   JSON      UTF-8     bytes are { "$bytes": [offset, length] }, a map is { "$map": [[key, value], …] }
 *   bytes
 */

type Plain = { [key: string]: Plain } | Plain[] | string | number | boolean | null;

/** Returns a value of plain objects, arrays, maps and bytes as bytes. */
export function encodePart(value: unknown): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Of bytes, the value that is passed is already what their `toJSON` returns.
  const text = JSON.stringify(value, function replace(this: Record<string, unknown>, key: string): unknown {
    const item = this[key];
    if (item instanceof Map) return { $map: [...item as Map<unknown, unknown>] };
    if (!(item instanceof Uint8Array)) return item;
    chunks.push(item);
    size += item.length;
    return { $bytes: [size - item.length, item.length] };
  });
  const json = Buffer.from(text);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(json.length);
  return Buffer.concat([head, json, ...chunks]);
}

/** Returns the value of {@link encodePart}. The bytes were checked by whoever stored them. */
export function decodePart(encoded: Uint8Array): unknown {
  const bytes = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const start = 4 + bytes.readUInt32BE(0);
  return JSON.parse(bytes.toString('utf8', 4, start), (_key, item: Plain) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    if (Array.isArray(item.$map)) return new Map(item.$map as [Plain, Plain][]);
    if (!Array.isArray(item.$bytes)) return item;
    const [offset, length] = item.$bytes as [number, number];
    return bytes.subarray(start + offset, start + offset + length);
  });
}
