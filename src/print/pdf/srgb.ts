/** The primaries and white as XYZ of the profile's illuminant D50 (IEC 61966-2-1, adapted by Bradford). */
const COLOURS = {
  wtpt: [0.96420, 1, 0.82491],
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.71410],
};

/** Points of the tone curve between 0 and 1: enough for half a step of 8 bits. */
const POINTS = 42;

let made: Buffer | undefined;

/** Returns a minimal ICC profile of sRGB, version 2.1 (ICC.1:1998-09), for the output intent of a document. */
export function srgbProfile(): Buffer {
  made ??= makeProfile();
  return made;
}

function makeProfile(): Buffer {
  const curve = data('curv', [[POINTS, 4], ...Array.from({ length: POINTS }, (_, index): [number, number] => [Math.round(65535 * tone(index / (POINTS - 1))), 2])]);
  const name = 'sRGB\0';
  const description = Buffer.concat([data('desc', [[name.length, 4]]), Buffer.from(name, 'latin1'), Buffer.alloc(78)]);
  const tags: [string, Buffer][] = [
    ['desc', padded(description)],
    ['cprt', Buffer.concat([data('text', []), Buffer.from('CC0\0', 'latin1')])],
    ...Object.entries(COLOURS).map(([tag, colour]): [string, Buffer] => [tag, data('XYZ ', colour.map(fixed))]),
    ['rTRC', padded(curve)],
  ];
  const table = ['gTRC', 'bTRC'];
  const head = Buffer.alloc(128 + 4 + 12 * (tags.length + table.length));
  const size = tags.reduce((sum, [, bytes]) => sum + bytes.length, head.length);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(0x02100000, 8);
  head.write('mntrRGB XYZ ', 12, 'latin1');
  head.write('acsp', 36, 'latin1');
  COLOURS.wtpt.forEach((value, index) => head.writeInt32BE(fixed(value)[0], 68 + 4 * index));
  head.writeUInt32BE(tags.length + table.length, 128);
  let row = 132;
  let offset = head.length;
  const enter = (tag: string, place: number, length: number): void => {
    head.write(tag, row, 'latin1');
    head.writeUInt32BE(place, row + 4);
    head.writeUInt32BE(length, row + 8);
    row += 12;
  };
  for (const [tag, bytes] of tags) {
    enter(tag, offset, bytes.length);
    if (tag === 'rTRC') for (const other of table) enter(other, offset, bytes.length); // one curve for the three
    offset += bytes.length;
  }
  return Buffer.concat([head, ...tags.map(([, bytes]) => bytes)]);
}

/** Returns the light of a value from 0 to 1 (IEC 61966-2-1, 5.2). */
function tone(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Returns a number as s15Fixed16Number. */
function fixed(value: number): [number, number] {
  return [Math.round(value * 65536), 4];
}

/** Returns the data of a tag: its type, four zero bytes, and numbers with their sizes in bytes. */
function data(type: string, numbers: readonly (readonly [value: number, bytes: number])[]): Buffer {
  const bytes = Buffer.alloc(8 + numbers.reduce((sum, [, size]) => sum + size, 0));
  bytes.write(type, 0, 'latin1');
  let at = 8;
  for (const [value, size] of numbers) at = bytes.writeIntBE(size === 2 ? value << 16 >> 16 : value, at, size);
  return bytes;
}

/** Returns bytes to a multiple of four, as tags begin. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
