/*
 * Parts and segments are kept as a JSON text and bytes:
 *
 *   length    4 bytes   of the JSON text
 *   JSON      UTF-8
 *   bytes
 */

/** Returns a plain value and bytes in one. */
export function pack(value: unknown, bytes: readonly Uint8Array[]): Uint8Array {
  const json = Buffer.from(JSON.stringify(value));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(json.length);
  return Buffer.concat([head, json, ...bytes]);
}

/** Returns the value and the bytes of {@link pack}. They were checked by whoever stored them. */
export function unpack(packed: Uint8Array): { value: unknown; bytes: Buffer } {
  const all = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const start = 4 + all.readUInt32BE(0);
  return { value: JSON.parse(all.toString('utf8', 4, start)), bytes: all.subarray(start) };
}
