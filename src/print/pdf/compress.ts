import { constants, deflate, deflateSync } from 'node:zlib';

/** The best level costs a tenth of a millisecond a page more than the usual one. */
const level = 9;

/** Room for the result in one piece: zlib's own pieces are of 16 KB, with a turn of the event loop for each. */
function pieceFor(data: Uint8Array): number {
  return Math.max(64, data.length + (data.length >> 8) + 64);
}

/** Returns data compressed for the filter FlateDecode (ISO 32000-1, 7.4.4). */
export function compressed(data: Uint8Array): Uint8Array {
  return deflateSync(data, { level, chunkSize: pieceFor(data) });
}

/** Compresses data in a thread of its own: for fonts, which are most of a document. */
export function compressedAside(data: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    deflate(data, { level, chunkSize: pieceFor(data) }, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}

/** Compresses data that is mostly zeros: as small as by the usual strategy, in a tenth of the time. */
export function compressedRuns(data: Uint8Array): Uint8Array {
  return deflateSync(data, { strategy: constants.Z_RLE, chunkSize: pieceFor(data) });
}
